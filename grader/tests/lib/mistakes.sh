# mistakes.sh - reads grader/tests/mistakes/CHAPTER.txt, whose format stands in
# grader/tests/judging/mistakes.sh.
# shellcheck shell=bash

# split_mistakes FILE DIR: each mistake as DIR/N.{name,in,cause,says,from,to}.
split_mistakes() {
    awk -v dir="$2" '
        function to(kind) { return dir "/" n "." kind }
        /^# / { n++; print substr($0, 3) > to("name"); next }
        /^in / { print $2 > to("in"); next }
        /^cause / { print substr($0, 7) > to("cause"); next }
        /^says / { print substr($0, 6) > to("says"); next }
        /^silent$/ { printf "" > to("cause"); next }
        /^- / { print substr($0, 3) > to("from"); next }
        /^\+/ { print substr($0, 3) > to("to"); next }
        NF { print FILENAME ":" FNR ": what is this?" > "/dev/stderr"; exit 1 }
    ' "$1"
}

# spoil SOLUTION FROM TO [EXERCISE]: the solution with the text exchanged, ends of
# lines and leading space aside; of the exercise's answers first.
spoil() {
    awk -v id="${4:-none}" '
        function slurp(file,   all, line) {
            while ((getline line < file) > 0) {
                gsub(/^[ \t]+/, "", line)
                all = all line "\n"
            }
            return all
        }
        BEGIN {
            text = slurp(ARGV[1]); from = slurp(ARGV[2]); to = slurp(ARGV[3])
            sub(/\n$/, "", from); sub(/\n$/, "", to)
            if (match(text, "\\[answer " id "[ \\]]"))
                at = index(substr(text, RSTART), from)
            at = at ? at + RSTART - 1 : index(text, from)
            if (!at) exit 1
            printf "%s%s%s", substr(text, 1, at - 1), to, \
                substr(text, at + length(from))
        }' "$1" "$2" "$3"
}
