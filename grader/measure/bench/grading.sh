#!/bin/bash
# grading.sh - what grading one submission costs, without training: the
# compiler in its sandbox, both lanes of every check, the record.
set -euo pipefail

scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT

# measure NAME CHAPTER...: a submission that holds these chapters only.
measure() {
    local name=$1 checks
    shift
    mkdir -p "$scratch/$name"
    for chapter in "$@"; do
        cp -r "solutions/$chapter" "$scratch/$name/"
    done
    cp solutions/student.txt "$scratch/$name/"
    checks=$(for chapter in "$@"; do cat "build/judge/$chapter/tests.list"; done | wc -l)
    printf '%s, %d checks of code: ' "$name" "$checks"
    SUBMISSION=$scratch/$name OUT=$scratch/out SEED=1 TRAIN=0 MARKS='' \
        grader/measure/bench/cpu.sh build/grader/grade | tail -n 1
}

all=()
for list in build/judge/[0-9]*/tests.list; do
    all+=("$(basename "$(dirname "$list")")")
done
measure 'chapters 0 to 3' "${all[@]:0:4}"
measure 'all chapters' "${all[@]}"
