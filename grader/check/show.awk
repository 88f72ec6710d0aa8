# show.awk - tells a student how the checks went. Input: the lines that
# check.sh gathers: "chapter NAME", "check EXERCISE CHECK STATUS SECONDS
# MESSAGE CAUSE DETAILS", "broken COMPILER-LINE". Exit 1 when any failed.
BEGIN { FS = "\t" }

function paint(code, text) {
    return color ? "\033[" code "m" text "\033[0m" : text
}

function end_exercise() {
    if (exercise == "") return
    if (bad) printf "  %s %-22s %d of %d checks\n", paint(31, "x"), exercise, good, good + bad
    else printf "  %s %-22s %d checks\n", paint(32, "+"), exercise, good
    exercise = ""
}

function end_chapter() {
    end_exercise()
    if (why != "") printf "\n%s\n", why
    why = whose = ""
}

$1 == "chapter" {
    end_chapter()
    printf "%s%s\n", (NR > 1 ? "\n" : ""), paint(1, $2)
    chapter = $2
    next
}

$1 == "broken" {
    printf "  %s does not compile:\n    %s\n", paint(31, "x"), $2
    while ((getline line < ("chapters/" chapter "/exercises.tsv")) > 0) {
        split(line, field, "\t")
        if (field[7] == "code") { skipped++; names = names " " field[1] }
    }
    if (names != "") printf "    skipped until it does:%s\n", names
    names = ""
    next
}

$1 == "check" {
    if ($2 != exercise) { end_exercise(); exercise = $2; good = bad = 0 }
    if ($4 == "passed") { good++; passed++; next }
    bad++; failed++
    # The first failure of the first exercise, or the first that has a cause.
    if (why != "" && ($2 != whose || caused || $7 == "")) next
    whose = $2
    caused = $7 != ""
    why = "  First look at " paint(1, $2) ": " gensub_spaces($3) "\n    " $6
    if ($8 != "") why = why "\n    " $8
    if ($7 != "") why = why "\n    likely cause: " $7
    if ($4 == "crashed") why = why "\n    find the line: make debug EX=" $2
    why = why "\n    a hint: make hint EX=" $2
}

function gensub_spaces(name) {
    gsub(/_/, " ", name)
    return name
}

END {
    end_chapter()
    printf "\n%d visible checks passed, %d failed%s. Grading runs them again with fresh values.\n",
        passed, failed, skipped ? ", " skipped " exercises skipped" : ""
    exit failed + skipped > 0
}
