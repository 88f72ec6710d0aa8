#!/bin/bash
# hostile.sh - a sample of the hostile submissions: one of every kind in the
# own setting, some of these in the others (`make redteam` runs all). Then
# the grader grades an honest submission as if nothing had been, and refuses
# to grade where nothing would protect the machine.
set -uo pipefail
. grader/tests/lib/ok.sh
here=grader/tests/hostile

expect "the place for hostile submissions is built" make -s build/hostile/alone
mapfile -t some < <($here/run.sh --sample 1)
$here/run.sh own "${some[@]}"
for setting in landlock user bare; do
    mapfile -t some < <($here/run.sh --sample 7)
    $here/run.sh $setting "${some[@]}"
done

mkdir -p "$scratch/honest/02-activations"
cp solutions/02-activations/activations.c "$scratch/honest/02-activations/"
expect "an honest submission is graded after them" grade "$scratch/honest" "$scratch/out"
same "and keeps its marks" "$(exercise_field "$scratch/out/result.json" sigmoid status)" passed
JUDGE_ISOLATION=none grade "$scratch/honest" "$scratch/none"
same "with neither namespaces nor Landlock the grader refuses" \
    "$? $(grep -c 'neither namespaces .* nor Landlock' "$scratch/none.log")" "3 1"
same "and writes nothing" "$(find "$scratch/none" -type f 2>/dev/null | wc -l)" 0
