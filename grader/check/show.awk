# show.awk - tells a student how the checks went. Input: the lines that
# gather (common.sh) writes: "chapter NAME", "warning COMPILER-LINE", "remark
# WORDS", "broken COMPILER-LINE", "stopped WHY", "fault WHY", "check EXERCISE CHECK STATUS
# SECONDS MESSAGE CAUSE DETAILS", "lower CHAPTER EXERCISE NUMBER STATE": what
# fails below and the chapter needs.
# Exercises come in the book's order. One failure is explained, in the first
# exercise that was begun and fails: its first check in the order of the
# tests' source that has a likely cause, else its first. Exit 1 when any
# failed. Further variables: several, whether there is more than one chapter;
# only, the exercise that was asked for, if one was. Exit 3 when checks could
# not be made and the code is not to blame.
BEGIN { FS = "\t" }

$1 == "chapter" {
    end_chapter()
    chapter = $2
    count = read_exercises(chapter)
    read_todos(chapter)
    read_places(chapter)
    next
}

$1 == "warning" { if (warning == "") warning = $2; next }

$1 == "remark" { remarks = remarks wrap("  ", "", $2 "."); next }

$1 == "broken" { broken = $2; next }

$1 == "lower" {
    if (below != "") next
    below = $2; needed = $3; needed_number = $4; state = $5
    next
}

$1 == "stopped" || $1 == "fault" {
    halted = $2; halts++
    if ($1 == "fault") faults++
    next
}

$1 == "check" {
    seen[$2]++
    if ($4 == "passed") { good[$2]++; passed++; next }
    if (!($2 in todo)) failed++
    else if (!($2 in worst)) waits++
    rank = place[$2, $3] + ($7 == "" ? 1000000 : 0)
    if (!($2 in worst) || rank < worst[$2]) {
        worst[$2] = rank
        check[$2] = $3; status[$2] = $4
        message[$2] = $6; cause[$2] = $7; details[$2] = $8
    }
}

function line_of(mark, id, text) {
    printf "  %s %-5s%-22s %s\n", mark, number[id], id, text
}

# One line for each exercise of the chapter that was checked; one for all of
# them in a chapter that was not begun, when there are other chapters.
function list_exercises(    i, id, begun, waiting) {
    for (i = 1; i <= count; i++)
        if (ids[i] in seen) {
            waiting++
            if (!(ids[i] in worst) || !(ids[i] in todo)) begun = 1
        }
    if (!begun && waiting > 1 && several) {
        printf "  %s %d exercises, not begun\n", paint(33, "."), waiting
        return
    }
    for (i = 1; i <= count; i++) {
        id = ids[i]
        if (!(id in seen)) continue
        if (!(id in worst) && halted != "")
            line_of(paint(33, "?"), id, seen[id] " checks so far")
        else if (!(id in worst))
            line_of(paint(32, "+"), id, seen[id] " checks")
        else if (id in todo)
            line_of(paint(33, "."), id, "not begun")
        else
            line_of(paint(31, "x"), id, good[id] + 0 " of " seen[id] " checks")
    }
}

# What is wrong below. An untouched skeleton stands in for a chapter that does
# not compile.
function below_says() {
    if (state ~ /compile/) return below " " state
    return needed ", exercise " needed_number " in " below ", " state
}

function tell_below() {
    return "First look below: " below_says() ", and " chapter " stands on " \
        "it. Until that is mended, what is said of " chapter \
        " is provisional. See: make check " \
        (state ~ /compile/ ? "CH=" substr(below, 1, 2) : "EX=" needed)
}

# A check that crashed is made again with the sanitizers, which know more.
function ask_sanitizer(id,    command, line, part) {
    command = "grader/check/crash.sh " chapter " " id " 2>/dev/null"
    if ((command | getline line) > 0) {
        split(line, part, "\t")
        message[id] = part[1]
        if (part[2] != "") cause[id] = part[2]
    }
    close(command)
}

function explain(id,    text) {
    if (status[id] == "crashed" || message[id] ~ /^ended without a verdict/)
        ask_sanitizer(id)
    if (below != "") text = wrap("  ", "", tell_below())
    text = text wrap("  ", "", (below == "" ? "First look" : "Then look") \
        " at " id ", exercise " number[id] ". The check that fails: " \
        spaced(check[id]) ".")
    text = text wrap("    ", "", message[id])
    if (details[id] != "") text = text wrap("    ", "", details[id])
    if (cause[id] != "")
        text = text wrap("    ", "likely cause:", cause[id])
    text = text "    a hint: make hint EX=" id "\n"
    return text "    step by step: make debug EX=" id "\n"
}

# What to do next in this chapter if nothing that was begun fails: "" when
# all is done.
function next_step(    i, id, open, runs, text) {
    for (i = 1; i <= count; i++) {
        id = ids[i]
        if (id in worst)
            return wrap("  ", "", "Next: exercise " number[id] ", " \
                title[id] ", about " minutes[id] " minutes. The text is in " \
                "chapters/" chapter "/chapter.md, your place is marked TODO " \
                id " in " work "/" chapter ".")
        if (kind[id] == "answer" && (id in todo || !(id in asked))) open++
        if (kind[id] == "run") runs++
        if (kind[id] == "code" && !(id in seen)) return ""
    }
    if (runs && system("test -d build/work/plots/" chapter) != 0)
        text = wrap("  ", "", "Next: see your own curves, by make plots CH=" \
            substr(chapter, 1, 2))
    if (open)
        text = text wrap("  ", "", open " question" (open > 1 ? "s wait" : \
            " waits") " for your answer in " work "/" chapter "/answers.md.")
    return text
}

function tell_broken(    i, names) {
    printf "  %s does not compile:\n", paint(31, "x")
    printf "%s", wrap("    ", "", broken)
    if (match(broken, /^[^:]*:[0-9]+/)) show_line(substr(broken, 1, RLENGTH))
    for (i = 1; i <= count; i++)
        if (kind[ids[i]] == "code" && !(ids[i] in seen) &&
            (only == "" || only == ids[i])) {
            skipped++
            names = names " " ids[i]
        }
    if (names != "")
        printf "%s", wrap("    ", "", "skipped until it does:" names)
}

# The source line at "FILE:LINE".
function show_line(at,    file, n, line) {
    file = substr(at, 1, index(at, ":") - 1)
    n = substr(at, index(at, ":") + 1) + 0
    while (n > 0 && (getline line < file) > 0) n--
    close(file)
    sub(/^[ \t]*/, "", line)
    if (n == 0 && line != "") printf "      %s\n", line
}

function end_chapter(    i, id, first) {
    if (chapter == "") return
    printf "%s%s\n", chapters++ ? "\n" : "", paint(1, chapter)
    if (broken != "") tell_broken()
    list_exercises()
    for (i = 1; i <= count; i++)
        if (ids[i] in worst && ids[i] in todo) passed -= good[ids[i]]
        else if (ids[i] in worst && first == "") first = ids[i]
    if (warning != "")
        printf "%s", wrap("  ", "the compiler warns:", warning)
    printf "%s", remarks
    if (halted != "")
        printf "  %s\n%s", paint(31, "x") " not all checks were made:", \
            wrap("    ", "", halted ".")
    if (first != "" && look == "") look = explain(first)
    else if (first != "" && below != "")
        printf "%s", wrap("  ", "provisional:", below_says() \
            ", and this chapter stands on it.")
    else if (broken halted == "" && ahead == "") ahead = next_step()
    chapter = broken = warning = remarks = halted = below = ""
    split("", ids); split("", seen); split("", good); split("", worst)
    split("", todo); split("", asked); split("", place)
}

END {
    end_chapter()
    if (look != "") printf "\n%s", look
    else if (ahead != "" && !skipped) printf "\n%s", ahead
    open = failed + skipped + waits + halts
    text = (open ? "" : "All ") passed + 0 " visible checks passed"
    if (failed + skipped + halts) text = text ", " failed + 0 " failed"
    if (waits)
        text = text ", " waits " exercise" (waits > 1 ? "s" : "") " not begun"
    if (skipped) text = text ", " skipped " exercises skipped"
    if (halts) text = text ", and not all were made"
    printf "\n%s", wrap("", "", text ". Grading runs them again with fresh values.")
    exit faults ? 3 : open > 0
}
