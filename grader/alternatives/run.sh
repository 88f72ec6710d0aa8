#!/bin/bash
# run.sh [CHAPTER...] - grades right solutions that are written in another way
# than the reference: CHAPTER/NAME.c stands in the place of the chapter's
# source. Each has to pass every check of its chapter, with many seeds.
#
# build/alternatives/CHAPTER.tsv holds a line each: fingerprint, seed, name,
# what failed ("" for nothing). What has a line already is not done again. The
# figures go into results.tsv.
#
#   SEEDS=n     so many seeds [5]
#   JOBS=n      so many at a time [2]
#   NAME=name   one of them only
set -uo pipefail
cd "$(dirname "$0")/../.." || exit 1
here=grader/alternatives
results=build/alternatives
mkdir -p "$results"

# What decides a verdict.
fingerprint() {
    cat "$here/$1/$2.c" chapters/"$1"/tests.c grader/check/check.[ch] |
        sha256sum | cut -c1-16
}

# failed CHAPTER NAME SEED: the checks that are not passed, in one line.
failed() {
    local submission source
    submission=$(mktemp -d)
    source=(solutions/"$1"/*.c)
    mkdir "$submission/$1"
    cp solutions/student.txt "$submission"
    cp solutions/"$1"/* "$submission/$1"
    cp "$here/$1/$2.c" "$submission/$1/$(basename "${source[0]}")"
    env -u COURSE -u NAME -u MARKS SUBMISSION="$submission" JOBS=1 TRAIN=0 \
        SEED="$3" OUT="$submission/out" build/grader/grade >/dev/null
    awk -F '"' -v list="build/judge/$1/tests.list" '
        BEGIN {
            while ((getline line < list) > 0) {
                split(line, part, "\t")
                due[part[1]] = 1
            }
        }
        /^      "id":/ {exercise = $4}
        /^      "status":/ && exercise in due {
            n++
            if ($4 != "passed") wrong = wrong " " exercise
        }
        /^          "message":/ && $4 != "" && exercise in due && !said {
            said = $4
        }
        END {
            if (!n) print "nothing was judged"
            else if (wrong != "") print substr(wrong, 2) ": " said
        }' "$submission/out/result.json"
    rm -rf "$submission"
}

one() {
    local said
    said=$(failed "$1" "$2" "$3")
    printf '%s\t%s\t%s\t%s\n' "$(fingerprint "$1" "$2")" "$3" "$2" "$said" \
        >>"$results/$1.tsv"
}

# Every pair of a name and a seed, "CHAPTER NAME SEED FINGERPRINT" a line.
wanted() {
    local file name print seed
    for file in "$here/$1"/${NAME:-*}.c; do
        name=$(basename "$file" .c) print=$(fingerprint "$1" "$name")
        for ((seed = 1; seed <= ${SEEDS:-5}; seed++)); do
            echo "$1 $name $seed $print"
        done
    done
}

undone() {
    touch "$results/$1.tsv"
    awk 'FILENAME == ARGV[1] {done[$1, $2] = 1; next}
        !(($4, $3) in done) {print $1, $2, $3}
    ' "$results/$1.tsv" <(wanted "$1")
}

# lost CHAPTER: what lost a mark, with which seed, and why.
lost() {
    awk -F '\t' 'FILENAME == ARGV[1] {
            split($0, part, " ")
            due[part[4], part[3]] = part[1]
            next
        }
        ($1, $2) in due && $4 != "" {
            print due[$1, $2] "/" $3 ", seed " $2 ": " $4
        }' <(wanted "$1") "$results/$1.tsv"
}

# table CHAPTER: chapter, name, seeds, without a mark lost.
table() {
    awk -F '\t' -v OFS='\t' -v chapter="$1" '
        FILENAME == ARGV[1] {
            split($0, part, " ")
            due[part[4], part[3]] = 1
            next
        }
        !(($1, $2) in due) {next}
        !($3 in seeds) {order[++count] = $3}
        {seeds[$3]++; right[$3] += $4 == ""}
        END {
            for (i = 1; i <= count; i++)
                print chapter, order[i], seeds[order[i]], right[order[i]]
        }' <(wanted "$1") "$results/$1.tsv"
}

# The rows of the chapters that were run replace those in results.tsv.
keep() {
    touch "$here/results.tsv"
    awk -F '\t' 'FILENAME == ARGV[1] {new[$1] = 1; next}
        FNR > 1 && !($1 in new)' "$results/table.tsv" "$here/results.tsv" |
        cat - "$results/table.tsv" | sort -s -t $'\t' -k 1,1 >"$results/all.tsv"
    echo "$head" | cat - "$results/all.tsv" >"$here/results.tsv"
}

if [[ ${1:-} == --one ]]; then
    one "$2" "$3" "$4"
    exit
fi
chapters=("$@")
if [[ $# -eq 0 ]]; then
    for dir in "$here"/[0-9]*/; do chapters+=("$(basename "$dir")"); done
fi
head=$'chapter\tname\tseeds\tright'
for chapter in "${chapters[@]}"; do
    [[ -d $here/$chapter ]] || continue
    undone "$chapter" | xargs -r -P "${JOBS:-2}" -L 1 "$0" --one
    lost "$chapter"
done
for chapter in "${chapters[@]}"; do
    [[ ! -d $here/$chapter ]] || table "$chapter"
done >"$results/table.tsv"
echo "$head" | cat - "$results/table.tsv" | column -t -s $'\t'
[[ -n ${NAME:-} ]] || keep
awk -F '\t' '{all++; lost += $3 != $4} END {exit !all || lost > 0}' \
    "$results/table.tsv"
