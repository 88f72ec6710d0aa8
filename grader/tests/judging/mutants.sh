#!/bin/bash
# mutants.sh - a sample of the mutants loses its marks, and a sample of the
# alternatives keeps them; the last full runs did so, too. The full runs are
# `make mutants` and `make alternatives`.
set -uo pipefail
. grader/tests/lib/ok.sh
. grader/tests/lib/source.sh

mutate=build/mutants/mutate
make -s "$mutate" >/dev/null || exit 1

# Every change that the solutions allow: exercise and change.
for file in solutions/[0-9]*/*.c; do "$mutate" "$file"; done |
    cut -f 2,5 >"$scratch/all"
for n in $(seq 1 50 "$("$mutate" solutions/03-neuron/neuron.c | wc -l)"); do
    "$mutate" solutions/03-neuron/neuron.c "$n" |
        cmp -s solutions/03-neuron/neuron.c - && echo "$n"
done >"$scratch/unchanged"
same "a mutant differs from the solution" "$(cat "$scratch/unchanged")" ""
same "every mutant that is called equivalent is made, and has a reason" "$(
    awk -F '\t' 'FILENAME == ARGV[1] {made[$1, $2] = 1; next}
        !(($1, $2) in made) || NF != 3 || length($3) < 10 {print $1 ": " $2}
    ' "$scratch/all" grader/measure/mutants/equivalent.txt | head -n 3)" ""

# What gives every right number and leaks keeps its points, and is told.
mkdir "$scratch/leak"
cp -r solutions/student.txt solutions/04-linear "$scratch/leak"
sed '/mat_free(&l->dW)\|mat_free(&moved)/d' solutions/04-linear/linear.c \
    >"$scratch/leak/04-linear/linear.c"
grade "$scratch/leak" "$scratch/told"
for exercise in linear_new linear_check; do
    same "$exercise: a leak costs no points" \
        "$(exercise_field "$scratch/told/result.json" $exercise status)" passed
done
expect "an object of which memory is left is told" grep -q \
    'the sanitizer says: your `linear_free` does not free all that its object' \
    "$scratch/told/feedback.md"
expect "memory that each call takes is told" grep -q \
    'the sanitizer says: your `linear_check` takes more memory with each call' \
    "$scratch/told/feedback.md"

# The figures of the last full runs.
expect "the last full run had 400 mutants, and each lost its marks" \
    awk -F '\t' 'NR > 1 {n += $4 + $5; left += $7}
        END {exit !(n >= 400 && left == 0)}' grader/measure/mutants/results.tsv
# How much of that is about the checks of today; a full run takes hours.
echo "# mutants: $(grader/measure/mutants/run.sh --stale | wc -l) rows are about earlier checks (make mutants)"
expect "the last full run of the alternatives lost no mark" \
    awk -F '\t' 'NR > 1 {n++; lost += $3 != $4} END {exit !(n && !lost)}' \
    grader/measure/alternatives/results.tsv
echo "# alternatives: $(grader/measure/alternatives/run.sh --stale | wc -l) rows are about earlier checks (make alternatives)"

# Samples, graded now.
for chapter in $(graded_chapters); do
    changes=$(grep -c . < <("$mutate" "$(source_of "$chapter")"))
    rm -f "build/mutants/sample/graded/$chapter.tsv"
    expect "$chapter: two of its mutants lose their marks" \
        env SAMPLE=$((changes / 2 - 1)) grader/measure/mutants/run.sh "$chapter"
    alternative=$(basename "$(find "grader/measure/alternatives/$chapter" \
        -name '*.c' 2>/dev/null | sort | head -n 1)" .c)
    [[ -z $alternative ]] ||
        expect "$chapter: an alternative, $alternative, keeps its marks" \
            env NAME="$alternative" SEEDS=1 grader/measure/alternatives/run.sh "$chapter"
done
