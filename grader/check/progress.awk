# progress.awk - the table of make progress. Input: lines of progress.sh:
# "chapter NAME", "broken", "stopped WHY" (by the code) or "fault WHY" (by the
# machine, exit 3), "check EXERCISE CHECK STATUS ...",
# and "run" with the same fields for what an experiment found.
BEGIN { FS = "\t" }

$1 == "chapter" {
    end_chapter()
    chapter = $2
    count = read_exercises(chapter)
    read_todos(chapter)
    next
}
$1 == "broken" { broken = 1; next }
$1 == "stopped" || $1 == "fault" {
    halted = 1; why = why chapter ": " $2 ".\n"
    if ($1 == "fault") faults++
    next
}
$1 == "check" || $1 == "run" {
    if ($4 == "passed") good[$2]++
    else bad[$2]++
}

# How exercise `id` stands, in a word or two.
function state(id) {
    if (bad[id]) return id in todo ? "not begun" : "failed"
    if (good[id]) return "passed"
    if (kind[id] == "run") return "not run"
    if (kind[id] == "answer") return id in todo || !(id in asked) ? "not begun" : "answered"
    return id in todo ? "not begun" : broken ? "not compiled" : \
        halted ? "not checked" : "no checks"
}

function shown(word) {
    if (word == "passed" || word == "answered") return paint(32, word)
    if (word == "failed" || word == "not compiled" || word == "not checked")
        return paint(31, word)
    return word
}

function end_chapter(    i, id, word, pad) {
    if (chapter == "") return
    printf "%s%s\n", chapters++ ? "\n" : "", paint(1, chapter)
    for (i = 1; i <= count; i++) {
        id = ids[i]
        word = state(id)
        pad = sprintf("%" (13 - length(word)) "s", "")
        printf "  %-5s%-24s%s%s%3d%7d\n", number[id], id, shown(word), pad,
            points[id], minutes[id]
        all += points[id]
        if (word == "passed") sure += points[id]
        else if (word == "answered") waiting += points[id]
        else left += minutes[id]
    }
    chapter = broken = halted = ""
    split("", ids); split("", good); split("", bad); split("", todo); split("", asked)
}

END {
    end_chapter()
    printf "\n%s", wrap("", "", sure + 0 " of " all + 0 " points by visible " \
        "checks" (waiting ? ", " waiting " more wait for a person to mark " \
        "your answers" : "") (left ? ". About " left " minutes of work " \
        "are left." : "."))
    print "The last two columns are points and minutes. To go on: make check"
    if (why != "") printf "Not all checks were made. %s", why
    exit faults ? 3 : why != ""
}
