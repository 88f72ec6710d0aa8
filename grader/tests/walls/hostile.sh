#!/bin/bash
# hostile.sh - a sample of the hostile submissions: every second kind in the
# own setting, some of these in the others (`make redteam` runs all). Then
# the grader grades an honest submission as if nothing had been, refuses to
# grade where nothing would protect the machine, and a class whose students
# have chosen hostile names gets its page and its table.
set -uo pipefail
. grader/tests/lib/ok.sh
here=grader/tests/hostile

expect "the place for hostile submissions is built" make -s build/hostile/alone
mapfile -t some < <($here/run.sh --sample 2)
$here/run.sh own "${some[@]}"
for setting in landlock user bare; do
    mapfile -t some < <($here/run.sh --sample 9)
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

# A class of hostile names
script='</script><script>alert(1)</script>'
# shellcheck disable=SC2016 # what looks like a shell's is to stay
for name in "${script//\//_}" '<!--<script>' "'\"><img src=x onerror=alert(1)>" \
    '-OUT=x' '--help' '$(touch was-here)' 'marking.csv' 'result.json'; do
    folder=$scratch/class/$name
    mkdir -p "$folder/02-activations"
    : >"$folder/<img src=x>"
    printf 'id: %s\nname: %s\ngroup: %s\n' "$name" "$script" "$name" >"$folder/student.txt"
    printf '#error "%s"\n' "$script" >"$folder/02-activations/activations.c"
done
expect "a class of hostile names is graded" env SUBMISSIONS="$scratch/class" \
    OUT="$scratch/graded" TRAIN=0 JOBS=2 build/grader/class
same "each has a record of its own" \
    "$(find "$scratch/graded" -mindepth 2 -maxdepth 2 -name result.json | wc -l)" 8
same "and nothing lies elsewhere" "$(find . "$scratch" -name 'was-here*' -o -name 'OUT=*' |
    grep -vc '^\./build/')" 0
same "its page runs its own script only" "$(grep -c '<script' "$scratch/graded/index.html") \
$(grep -cE '<(img|iframe|link|object)' "$scratch/graded/index.html")" "1 \
0"
same "no line of its table is longer than its head" \
    "$(awk -F , '{print NF}' "$scratch/graded/grades.csv" | sort -u | wc -l)" 1
