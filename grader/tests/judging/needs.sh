#!/bin/bash
# needs.sh - what merely depends on a failed exercise is judged with the
# reference's code for that, and keeps its points.
set -uo pipefail
. grader/tests/lib/ok.sh

chapter=02-activations
mkdir -p "$scratch/wrong/$chapter"
# A sigmoid that is twice what it should be: its slope, which calls it, is
# wrong with it and right with the reference's.
awk '/^void sigmoid\(/ {inside = 1}
    inside && /\[end\]/ {print "    for (size_t i = 0; i < mat_size(y); i++)\n        y->data[i] *= 2;"; inside = 0}
    {print}' "solutions/$chapter/activations.c" >"$scratch/wrong/$chapter/activations.c"
grade "$scratch/wrong" "$scratch/out"
record=$scratch/out/result.json
same "the wrong exercise fails" "$(exercise_field "$record" sigmoid status)" failed
same "what needs it is judged with the reference's" \
    "$(exercise_field "$record" sigmoid_gradient status)" passed
same "and keeps its points" "$(exercise_field "$record" sigmoid_gradient score)" \
    "$(exercise_field "$record" sigmoid_gradient points)"
expect "both judgements are in the record" grep -q "with the reference's sigmoid" "$record"
expect "the feedback says how it passed" grep -q \
    "It passes with the reference's sigmoid in the place of yours" "$scratch/out/feedback.md"
same "what does not need it is not concerned" \
    "$(exercise_field "$record" relu status)" passed

# A compile error is one message, the compiler's, without anything of ours.
printf '#include "activations.h"\nvoid sigmoid(const Mat *x, Mat *y) { retrun; }\n' \
    >"$scratch/wrong/$chapter/activations.c"
grade "$scratch/wrong" "$scratch/out"
expect "a compile error is told with its line" \
    grep -q '"message": "activations.c:2:[0-9]*: error: .retrun. undeclared' "$record"
same "and fails every code exercise of the chapter" \
    "$(exercise_field "$record" relu status)" failed

# A function that is missing.
printf '#include "activations.h"\nint nothing;\n' >"$scratch/wrong/$chapter/activations.c"
grade "$scratch/wrong" "$scratch/out"
expect "a missing function is named" grep -q 'your code does not define sigmoid' "$record"

# Only one chapter was handed in.
same "a chapter that was not handed in fails and says so" \
    "$(exercise_field "$record" warmup status) $(grep -c '00-ground/ground.c was not handed in' "$record")" "failed 1"

# A crash costs the points of the exercise that crashes, and no others: what
# a check of another exercise calls, that exercise has to need.

# crash CHAPTER ID FILE: the solution's FILE, with a crash in each function of ID.
crash() {
    awk -F '\t' -v id="$2" '
        FNR == NR {if ($1 == id) crashes[$3]; next}
        {print}
        /^[A-Za-z_].*\(/ && !/;$/ {
            name = $0
            sub(/\(.*/, "", name)
            sub(/.*[ *]/, "", name)
        }
        /^{/ && name in crashes {print "    __builtin_trap();"}
    ' "build/grader/functions/$1.tsv" "$3"
}

# nth N CHAPTER: its N-th exercise of those that are functions with checks.
nth() {
    awk 'FNR == NR {checked[$1]; next}
        $1 in checked && !seen[$1]++ && ++n == number {print $1}
    ' number="$1" "build/judge/$2/tests.list" "build/grader/functions/$2.tsv"
}

# crashed N: a submission whose N-th exercise crashes, in each chapter; their
# names are left in `crashing`.
crashed() {
    local chapter id file
    crashing=
    rm -rf "$scratch/wrong"
    cp -r solutions "$scratch/wrong"
    for chapter in $(graded_chapters); do
        id=$(nth "$1" "$chapter")
        for file in "solutions/$chapter"/*.c; do
            crash "$chapter" "$id" "$file" >"$scratch/wrong/${file#*/}"
        done
        crashing+=${id:+ $id}
    done
}

for ((n = 1; ; n++)); do
    crashed "$n"
    [[ -n $crashing ]] || break
    grade "$scratch/wrong" "$scratch/out"
    same "these crash, and nothing else loses points:$crashing" "$(
        awk -F '"' '
            /^      "id":/ {id = $4}
            /^      "kind":/ {kind = $4}
            /^      "status":/ && kind == "code" && $4 != "passed" {print id}
        ' "$record" | sort | xargs)" "$(xargs -n 1 <<<"$crashing" | sort | xargs)"
done
