# hint.awk - prints the hint with number `level` inside the exercise block
# whose heading holds `exercise`. Blocks are fenced divs: an opening line has
# attributes, a bare ::: closes the innermost.

# Mathematics and references as a terminal can show them.
function plain(line) {
    gsub(/\$/, "", line)
    gsub(/\\ge /, ">= ", line)
    gsub(/\\le /, "<= ", line)
    gsub(/\\pm /, "+- ", line)
    gsub(/\\(cdot|times) /, "* ", line)
    gsub(/\\,/, "", line)
    gsub(/\\/, "", line)
    gsub(/@eq:/, "the equation called ", line)
    gsub(/@ex:/, "exercise ", line)
    gsub(/@fig:/, "the figure called ", line)
    gsub(/@ch:/, "chapter ", line)
    return line
}

/^:::+ *[^: ]/ {
    depth++
    if (index($0, exercise " ") || index($0, exercise "}")) start = depth
    if (start && depth == start + 1 && /hint/) { hints++; inside = hints == level }
    next
}
/^:::+ *$/ {
    if (inside && depth == start + 1) { inside = 0; shown = 1 }
    if (start && depth == start) start = 0
    depth--
    next
}
inside { print plain($0) }
END {
    id = substr(exercise, 5)
    if (!hints)
        print "Exercise " id " has no hints: the chapter's text says what is needed."
    else if (!shown)
        printf "That was the last hint of %s; there %s %d. The chapter's text, and the\nmessage of make check EX=%s, say the rest.\n", id, (hints > 1 ? "are" : "is"), hints, id
    else if (level < hints)
        printf "\n(hint %d of %d; the next: make hint EX=%s LEVEL=%d)\n", level, hints, id, level + 1
}
