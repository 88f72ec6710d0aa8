#!/bin/bash
# mistakes.sh [CHAPTER...] - every known mistake fails its exercise, and if a
# cause is told there, it is that mistake's own.
#
# mistakes/CHAPTER.txt holds the mistakes of a chapter, one after the other:
#
#     # what is wrong, in a sentence
#     in EXERCISE
#     cause WORDS          words of the cause that has to be told; further
#                          lines: of others that may be told beside it; or
#     silent               no cause may be told
#     - text in the solution's file, to be found exactly once or more;
#     - several such lines follow each other in it
#     + what stands in its place, the first time it occurs
set -uo pipefail
. grader/tests/lib/ok.sh

includes=(-Idatasets)
for dir in chapters/[0-9]*/; do includes+=("-I$dir"); done
wraps=("-Wl,--wrap=exit,--wrap=_exit,--wrap=_Exit,--wrap=quick_exit")
kit=(build/double/grader/check/{check,answers,main,practice}.o)

# Splits a file of mistakes into $scratch/N.{name,in,cause,from,to}.
split() {
    rm -f "$scratch"/[0-9]*
    awk -v dir="$scratch" '
        function to(kind) { return dir "/" n "." kind }
        /^# / { n++; print substr($0, 3) > to("name"); next }
        /^in / { print $2 > to("in"); next }
        /^cause / { print substr($0, 7) > to("cause"); next }
        /^silent$/ { printf "" > to("cause"); next }
        /^- / { print substr($0, 3) > to("from"); next }
        /^\+/ { print substr($0, 3) > to("to"); next }
        NF { print FILENAME ":" FNR ": what is this?" > "/dev/stderr"; exit 1 }
    ' "$1"
}

# spoil SOLUTION FROM TO: the solution with the text exchanged, ends of lines
# and leading space aside.
spoil() {
    awk '
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
            at = index(text, from)
            if (!at) exit 1
            printf "%s%s%s", substr(text, 1, at - 1), to, \
                substr(text, at + length(from))
        }' "$1" "$2" "$3"
}

# judge CHAPTER FILE RECORD
judge() {
    gcc -std=gnu17 -O1 -w "${includes[@]}" -o "$scratch/program" "$2" \
        "build/double/chapters/$1/tests.o" "${kit[@]}" \
        "build/double/below/$1.a" "${wraps[@]}" -lcriterion -lm || return 1
    CHECK_RECORD=$3 "$scratch/program" >/dev/null 2>&1 || true
}

# verdict RECORD EXERCISE CAUSES: nothing, or what is wrong with the verdict.
verdict() {
    awk -F '\t' -v exercise="$2" '
        FILENAME == ARGV[1] { words[++count] = $0; next }
        $1 != exercise || $3 == "passed" { next }
        { failed++ }
        $6 == "" { next }
        {
            for (i = count; i > 0; i--)
                if (index($6, words[i])) break
            if (i == 0) print "told the cause: " $6
            named += i == 1
        }
        END {
            if (!failed) print "it is not caught"
            else if (count && !named) print "the cause is not told"
        }' "$3" "$1"
}

chapters=("$@")
if [[ $# -eq 0 ]]; then
    for file in grader/tests/mistakes/*.txt; do
        chapters+=("$(basename "$file" .txt)")
    done
fi
for chapter in "${chapters[@]}"; do
    solution=("solutions/$chapter"/*.c)
    split "grader/tests/mistakes/$chapter.txt" || exit 1
    for name in "$scratch"/*.name; do
        n=${name%.name}
        sentence="$chapter: $(cat "$name")"
        touch "$n.to"
        if ! spoil "${solution[0]}" "$n.from" "$n.to" >"$n.c"; then
            not_ok "$sentence" "the solution does not hold the text"
        elif ! judge "$chapter" "$n.c" "$n.record"; then
            not_ok "$sentence" "it does not compile"
        else
            same "$sentence" "$(verdict "$n.record" "$(cat "$n.in")" \
                "$n.cause" | sort -u)" ""
        fi
    done
done
