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
. grader/tests/lib/mistakes.sh

includes=(-Idatasets)
for dir in chapters/[0-9]*/; do includes+=("-I$dir"); done
wraps=("-Wl,--wrap=exit,--wrap=_exit,--wrap=_Exit,--wrap=quick_exit")
kit=(build/double/grader/check/{check,answers,main,practice}.o)

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
    rm -f "$scratch"/[0-9]*
    split_mistakes "grader/tests/mistakes/$chapter.txt" "$scratch" || exit 1
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
