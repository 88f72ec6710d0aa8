# hint.awk - prints the hint with number `level` inside the exercise block
# whose heading holds `exercise`. Blocks are fenced divs: an opening line has
# attributes, a bare ::: closes the innermost.
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
inside { print }
END {
    if (!shown) {
        printf "There are %d hints, and you have seen them all. The chapter's text, and the\nfailure message, say the rest.\n", hints
        exit
    }
    if (level < hints) printf "\n(hint %d of %d; the next: make hint EX=%s LEVEL=%d)\n", level, hints, substr(exercise, 5), level + 1
}
