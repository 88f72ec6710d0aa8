#!/bin/bash
# solutions.sh - every reference solution passes every check, linked both
# ways: directly, and through the judge.
set -uo pipefail
. grader/tests/lib/ok.sh

# Directly, as on a student's machine.
for chapter in $(graded_chapters); do
    log=$scratch/$chapter.log
    WORK=solutions CH=$chapter EX='' grader/check/check.sh >"$log" 2>&1
    status=$?
    due=$(wc -l <"build/judge/$chapter/tests.list")
    ran=$(wc -l <"build/practice/$chapter.record")
    same "the solutions pass the visible checks of $chapter" "$status $ran" "0 $due"
done

# Through the judge, trained as well where nothing says otherwise.
make -s reference-grade >"$scratch/log" 2>&1 || not_ok "the solutions are graded" "$(cat "$scratch/log")"
record=build/reference/result.json
score=$(field $record score) most=$(field $record max_score)
same "the solutions score all points" "$score" "$most"
expect "there are points to score" test "${most%.*}" -gt 0
same "no answer of the solutions waits" "$(field $record pending)" 0
same "every exercise of the solutions passes" \
    "$(sed -n 's/^      "status": "\(.*\)",*$/\1/p' $record | sort -u)" passed
for chapter in $(graded_chapters); do
    missing=$(cut -f1 "chapters/$chapter/exercises.tsv" | while IFS= read -r id; do
        grep -q "^      \"id\": \"$id\"" $record || echo "$id"
    done)
    same "every exercise of $chapter is in the record" "$missing" ""
done
listed=$(cat build/judge/*/tests.list | wc -l)
judged=$(awk '/^      "kind":/ {code = $2 ~ /code/} code && /^          "id":/' $record | wc -l)
same "every check that the tests list is in the record" "$judged" "$listed"
