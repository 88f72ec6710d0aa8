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
#     says WORDS           words of the message itself that name the mistake
#                          where no cause is needed beside it; or
#     silent               no cause may be told
#     - text in the solution's file, to be found exactly once or more;
#     - several such lines follow each other in it
#     + what stands in its place, the first time it occurs
#
# A cause of another mistake is "wrong". The causes that hold for any formula
# (grader/check/patterns.c) may be told beside a mistake's own.
#
#   EVERY=n        every n-th only [3]; EVERY=1 (`make mistakes`) is all, and
#                  writes the figures into grader/measure/mutants/causes.tsv
#   JOBS=n         so many at a time [2]
set -uo pipefail
if [[ ${1:-} != --one ]]; then
    jobs=${JOBS:-2}
    . grader/tests/lib/ok.sh
    export scratch
    export -f ok not_ok same
fi
. grader/tests/lib/mistakes.sh
. grader/tests/lib/source.sh

# shellcheck source=/dev/null
. build/flags.sh # own_flags

# judge CHAPTER FILE EXERCISE RECORD
judge() {
    local flags="$own_flags -O1 -w" others
    mapfile -t others < <(beside "$1" "$(source_of "$1" "$3")")
    grader/check/build.sh "$2.o" "build/wanted/$1" "build/double/below/$1.a" \
        "$flags" "$2" "${others[@]}" &&
        grader/check/link.sh "$2.program" "$1" "$2.o" "$flags" || return 1
    CHECK_RECORD=$4 CHECK_ROUNDS=3 timeout 60 "$2.program" --only "$3" \
        >/dev/null 2>&1 || true
    rm -f "$2.program" "$2.o" "$2.log"
}

# verdict RECORD CAUSES WORDS: what became of the cause (named, silent or wrong) and,
# after a tab, nothing or what is wrong with that.
verdict() {
    awk -F '\t' -v says="$3" '
        BEGIN { general = "not every entry is written|first seven digits or so|small ones are lost|every entry has the other sign|times one and the same number|off by one and the same number|transpose of what is due|cut to a whole number|right numbers in the wrong places|kept from call to call|a shape error where none is due" }
        FILENAME == ARGV[1] { words[++count] = $0; next }
        $3 == "passed" { next }
        { failed++ }
        says != "" && index($5, says) { said++ }
        $6 == "" { next }
        {
            for (i = count; i > 0; i--)
                if (index($6, words[i])) break
            if (i == 0 && $6 !~ general) {
                wrong = wrong " told the cause: " $6
            }
            told += i > 0 || $6 ~ general
            named += i == 1
        }
        END {
            how = wrong != "" ? "wrong" : told || said ? "right" : "silent"
            if (!failed) wrong = "it is not caught"
            else if (wrong == "" && count && !named)
                wrong = "the cause is not told"
            else if (wrong == "" && says != "" && !said)
                wrong = "the message does not name it"
            print how "\t" wrong
        }' "$2" "$1"
}

# one CHAPTER N: the line of one mistake, and its figure in N.figure.
one() {
    local n=$scratch/$1/$2 sentence how
    sentence="$1: $(cat "$n.name")"
    touch "$n.to"
    if ! spoil "$(source_of "$1" "$(cat "$n.in")")" "$n.from" "$n.to" \
        >"$n.c"; then
        not_ok "$sentence" "the solution does not hold the text"
    elif ! judge "$1" "$n.c" "$(cat "$n.in")" "$n.record"; then
        not_ok "$sentence" "it does not compile"
    else
        touch "$n.cause" "$n.says"
        how=$(verdict "$n.record" "$n.cause" "$(cat "$n.says")")
        printf '%s\t%s\t%s (%s)\n' "$1" "${how%%$'\t'*}" "$sentence" \
            "$(cat "$n.in")" >"$n.figure"
        same "$sentence" "${how#*$'\t'}" ""
    fi
}

if [[ ${1:-} == --one ]]; then
    one "$2" "$3"
    exit
fi

chapters=("$@")
if [[ $# -eq 0 ]]; then
    for file in grader/tests/mistakes/*.txt; do
        chapters+=("$(basename "$file" .txt)")
    done
fi
for chapter in "${chapters[@]}"; do
    mkdir -p "$scratch/$chapter"
    split_mistakes "grader/tests/mistakes/$chapter.txt" "$scratch/$chapter" ||
        exit 1
    for name in "$scratch/$chapter"/*.name; do
        n=$(basename "$name" .name)
        ((n % ${EVERY:-3} == 0)) && printf '%s %s\n' "$chapter" "$n"
    done
done | sort -k 1,1 -k 2,2n |
    xargs -r -P "$jobs" -L 1 bash "$0" --one

# The figures: chapter, mistakes, cause right, silent, wrong.
head=$'chapter\tmistakes\tright\tsilent\twrong'
cat "$scratch"/*/*.figure | awk -F '\t' -v OFS='\t' '
    {all[$1]++; n[$1, $2]++; n["all", $2]++; all["all"]++}
    END {
        for (c in all)
            print c, all[c], n[c, "right"] + 0, n[c, "silent"] + 0, \
                n[c, "wrong"] + 0
    }' | sort >"$scratch/figures"
if [[ ${EVERY:-3} -eq 1 ]]; then
    cat "$scratch"/*/*.figure | awk -F '\t' '$2 == "silent" {print "silent: " $3}'
fi
if [[ ${EVERY:-3} -eq 1 && $# -eq 0 ]]; then
    echo "$head" | cat - "$scratch/figures" >grader/measure/mutants/causes.tsv
fi
echo "$head" | cat - "$scratch/figures" | column -t
# shellcheck disable=SC2016
expect "no cause is a wrong one" \
    awk '$1 == "all" {exit !($2 > 0 && $5 == 0)}' "$scratch/figures"
# shellcheck disable=SC2016
expect "in the last full run the right cause was told for 95 of 100 mistakes, no wrong one" \
    awk '$1 == "all" {exit !($2 >= 500 && $3 >= 0.95 * $2 && $5 == 0)}' \
    grader/measure/mutants/causes.tsv
