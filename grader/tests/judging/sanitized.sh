#!/bin/bash
# sanitized.sh - the grader itself, built with AddressSanitizer and UBSan,
# takes in everything that intake.sh has, and grades the solutions: no
# finding, no leak.
set -uo pipefail
. grader/tests/lib/ok.sh

expect "the grader builds with sanitizers" make -s build/asan/grade
export GRADE=build/asan/grade
bash grader/tests/walls/intake.sh |
    sed 's/^ok - /ok - with sanitizers: /; s/^not ok - /not ok - with sanitizers: /'
expect "a sanitized grader grades the solutions" grade solutions "$scratch/out" MARKS=grader/model-marks.csv
same "and says nothing else" "$(wc -l <"$scratch/out.log")" 1
same "with full marks" "$(field "$scratch/out/result.json" score)" \
    "$(field "$scratch/out/result.json" max_score)"
