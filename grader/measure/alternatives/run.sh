#!/bin/bash
# run.sh [CHAPTER...] - grades right code with many seeds: alternatives,
# CHAPTER/NAME.c, which are written in another way than the reference and
# stand in the place of the chapter's source; or, with SOLUTIONS=1, the
# reference itself. Each has to pass every check of its chapter every time.
#
# build/alternatives/CHAPTER.tsv holds a line each: fingerprint, seed, name,
# what failed ("" for nothing). What has a line already is not done again; a
# fingerprint changes with the source and with the chapter's checks
# (grader/keys.sh), with training with its experiment. The figures go into
# results.tsv, with SOLUTIONS=1 into seeds.tsv, as soon as a chapter is done:
# chapter, name, seeds, how many of them were right, the same for seeds with
# training, the fingerprints. A row without a loss whose fingerprint is still
# right is as good as its lines, on a machine that has none.
#
#   SEEDS=n       so many seeds [50; of the reference 1000]
#   RUNS=1        with training, of the chapters that have runs [5 seeds; 20]
#   JOBS=n        so many at a time [2]
#   NAME=name     one of them only
#   SOLUTIONS=1   the reference
#   --stale       only says which rows of the table other checks have given
set -uo pipefail
cd "$(dirname "$0")/../../.." || exit 1
here=grader/measure/alternatives
. grader/tests/lib/source.sh
results=build/alternatives table=$here/results.tsv seeds=50 runs=5
if [[ -n ${SOLUTIONS:-} ]]; then
    results=build/seeds table=$here/seeds.tsv seeds=1000 runs=20
fi
mkdir -p "$results/runs"
[[ -z ${RUNS:-} ]] || seeds=$runs
seeds=${SEEDS:-$seeds}

# file_of CHAPTER NAME
file_of() {
    if [[ -n ${SOLUTIONS:-} ]]; then source_of "$1"; else echo "$here/$1/$2.c"; fi
}

# names CHAPTER
names() {
    local file
    if [[ -n ${SOLUTIONS:-} ]]; then
        echo solution
        return
    fi
    for file in "$here/$1"/${NAME:-*}.c; do
        [[ ! -e $file ]] || basename "$file" .c
    done
}

# bare FILE...: without comments, what there is of them.
bare() {
    local file
    for file in "$@"; do
        [[ ! -e $file ]] || gcc -fpreprocessed -dD -E -P -w "$file"
    done
}

# fingerprint CHAPTER NAME [runs]: of all that decides a verdict.
fingerprint() {
    {
        cat "$(file_of "$1" "$2")"
        if [[ -z ${3:-} ]]; then
            cat "$keys/$1"
        else
            bare chapters/"$1"/{experiment,judged,training}.c \
                chapters/"$1"/experiment/*.[ch] \
                grader/check/experiment.[ch]
        fi
    } | sha256sum | cut -c1-16
}

# has_runs CHAPTER: is anything trained there?
has_runs() {
    awk -F '\t' '$7 == "run" {any = 1} END {exit !any}' "chapters/$1/exercises.tsv"
}

# lines_of CHAPTER: where its lines are kept.
lines_of() {
    echo "$results/${RUNS:+runs/}$1.tsv"
}

# expected CHAPTER: the checks' ids; with RUNS those of the runs, too.
expected() {
    cat "build/judge/$1/tests.list"
    [[ -z ${RUNS:-} ]] || cat "build/judge/$1"/experiment-*.list
}

# failed RECORD CHAPTER: the exercises that are not passed, in one line.
failed() {
    awk -F '"' '
        FILENAME != ARGV[2] {
            split($0, part, "\t")
            due[part[1]] = 1
            next
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
        }' <(expected "$2") "$1"
}

# many CHAPTER NAME SEED...: compiles once, grades with each seed.
many() {
    local chapter=$1 name=$2 submission seed print said
    submission=$(mktemp -d)
    # shellcheck disable=SC2064 # this very directory
    trap "rm -rf '$submission'" EXIT
    mkdir "$submission/$chapter"
    cp solutions/student.txt "$submission"
    cp "solutions/$chapter"/* "$submission/$chapter"
    cp "$(file_of "$chapter" "$name")" \
        "$submission/$chapter/$(basename "$(source_of "$chapter")")"
    print=$(fingerprint "$chapter" "$name" ${RUNS:+runs})
    for seed in "${@:3}"; do
        rm -f "$submission/out/result.json"
        env -u COURSE -u NAME -u MARKS SUBMISSION="$submission" JOBS=1 \
            TRAIN="${RUNS:-0}" SEED="$seed" OUT="$submission/out" \
            COMPILED="$KEPT" build/grader/grade >/dev/null
        said=$(failed "$submission/out/result.json" "$chapter" 2>/dev/null)
        [[ -e $submission/out/result.json ]] || said="there is no record"
        printf '%s\t%s\t%s\t%s\n' "$print" "$seed" "$name" "$said" \
            >>"$(lines_of "$chapter")"
    done
}

# lines FINGERPRINT NAME SEEDS FILE: of seeds that lost nothing.
lines() {
    seq -f "$1"$'\t%.0f\t'"$2"$'\t' "$3" | sort -u -o "$4" - "$4"
}

# recall CHAPTER: the lines that are kept, and those that rows of the table stand
# for.
recall() {
    local name seeds right runs runs_right about runs_about
    touch "$results/$1.tsv" "$results/runs/$1.tsv"
    # the grader's own fault is tried again
    sed -i "/the grader could not judge/d; /there is no record/d" \
        "$results/$1.tsv" "$results/runs/$1.tsv"
    while IFS=$'\t' read -r _ name seeds right runs runs_right about runs_about; do
        [[ -e $(file_of "$1" "$name") ]] || continue
        if [[ $seeds == "$right" && $about == "$(fingerprint "$1" "$name")" ]]; then
            lines "$about" "$name" "$seeds" "$results/$1.tsv"
        fi
        if [[ $runs == "$runs_right" &&
            $runs_about == "$(fingerprint "$1" "$name" runs)" ]]; then
            lines "$runs_about" "$name" "$runs" "$results/runs/$1.tsv"
        fi
    done < <(grep "^$1"$'\t' "$table")
}

# stale CHAPTER: the names whose rows are about other code or checks.
stale() {
    local name
    names "$1" | while read -r name; do
        grep "^$1"$'\t'"$name"$'\t' "$table" | cut -f 7 |
            grep -qx "$(fingerprint "$1" "$name")" || echo "$1/$name"
    done
}

# Every pair of a name and a seed: "CHAPTER NAME SEED FINGERPRINT" a line.
wanted() {
    local name
    names "$1" | while read -r name; do
        seq -f "$1 $name %.0f $(fingerprint "$1" "$name" ${RUNS:+runs})" "$seeds"
    done
}

# undone CHAPTER: "CHAPTER NAME SEED..." a line, at most 50 seeds in each; with
# training one, that nobody ends up waiting for the slowest.
undone() {
    local most=50
    [[ -z ${RUNS:-} ]] || most=1
    touch "$(lines_of "$1")"
    awk -v most="$most" 'FILENAME == ARGV[1] {done[$1, $2] = 1; next}
        ($4, $3) in done {next}
        $2 != name || n == most {
            if (line) print line
            line = $1 " " $2
            name = $2
            n = 0
        }
        {line = line " " $3; n++}
        END {if (line) print line}
    ' "$(lines_of "$1")" <(wanted "$1")
}

# lost CHAPTER: what lost a mark, with which seed, and why.
lost() {
    awk -F '\t' -v chapter="$1" '
        FILENAME == ARGV[1] {
            split($0, part, " ")
            due[part[4], part[3], part[2]] = 1
            next
        }
        ($1, $2, $3) in due && $4 != "" {
            print chapter "/" $3 ", seed " $2 ": " $4
        }' <(wanted "$1") "$(lines_of "$1")"
}

# count CHAPTER NAME: "TRIED RIGHT" of what stands in its lines.
count() {
    awk -F '\t' -v OFS='\t' -v name="$2" \
        -v key="$(fingerprint "$1" "$2" ${RUNS:+runs})" '
        $1 == key && $3 == name && !seen[$2]++ {n++; right += $4 == ""}
        END {print n + 0, right + 0}' "$(lines_of "$1")"
}

# rows CHAPTER: chapter, name, seeds, right, runs, runs right, fingerprints. What was
# not tried now stays as it was, under its fingerprint.
rows() {
    local name
    names "$1" | while read -r name; do
        printf '%s\t%s\t%s\t%s\t%s\t%s\n' "$1" "$name" \
            "$(RUNS='' count "$1" "$name")" "$(RUNS=1 count "$1" "$name")" \
            "$(fingerprint "$1" "$name")" "$(fingerprint "$1" "$name" runs)"
    done | awk -F '\t' -v OFS='\t' '
        FILENAME == ARGV[1] {row[$1, $2] = $0; next}
        {split(row[$1, $2], old)}
        !$3 && old[3] {$3 = old[3]; $4 = old[4]; $7 = old[7]}
        !$5 && old[5] {$5 = old[5]; $6 = old[6]; $8 = old[8]}
        {print}' "$table" -
}

# keep CHAPTER: its rows replace those in the table.
keep() {
    [[ -z ${NAME:-} ]] || return 0
    (
        flock 9
        awk -F '\t' -v chapter="$1" 'FNR > 1 && $1 != chapter' "$table" |
            cat - "$keys/$1.rows" | sort -s -t $'\t' -k 1,1 >"$keys/all"
        echo "$head" | cat - "$keys/all" >"$table"
    ) 9>"$results/lock"
}

if [[ ${1:-} == --many ]]; then
    many "${@:2}"
    exit
fi
stale=
if [[ ${1:-} == --stale ]]; then
    stale=1
    shift
fi
chapters=("$@")
if [[ $# -eq 0 ]]; then
    for list in build/judge/[0-9]*/tests.list; do
        chapters+=("$(basename "$(dirname "$list")")")
    done
fi
head=$'chapter\tname\tseeds\tright\truns\truns_right\tabout\truns_about'
status=0
KEPT=$(mktemp -d) keys=$(mktemp -d)
export KEPT keys
trap 'rm -rf "$KEPT" "$keys"' EXIT
touch "$table" "$keys/table"
for chapter in "${chapters[@]}"; do
    [[ -z ${RUNS:-} ]] || has_runs "$chapter" || continue
    grader/keys.sh "$chapter" >"$keys/$chapter"
    if [[ -n $stale ]]; then
        stale "$chapter"
        continue
    fi
    recall "$chapter"
    undone "$chapter" | xargs -r -P "${JOBS:-2}" -L 1 "$0" --many
    lost "$chapter" | grep . && status=1
    rows "$chapter" >"$keys/$chapter.rows"
    cat "$keys/$chapter.rows" >>"$keys/table"
    keep "$chapter"
done
[[ -z $stale ]] || exit 0
echo "$head" | cat - "$keys/table" | cut -f 1-6 | column -t -s $'\t'
[[ -s $keys/table ]] || status=1
exit $status
