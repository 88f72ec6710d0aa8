#!/bin/bash
# entrypoint.sh - PrairieLearn runs this for every submission, in an image
# made from the kit (see README). A grader that fails, or does not come to an
# end, leaves a result that charges no attempt.
set -uo pipefail
base=${GRADE:-/grade}
out=$(mktemp -d)
mkdir -p "$base/results"
# shellcheck source=grader/export/platforms/common.sh
. "$(dirname "${BASH_SOURCE[0]}")/../common.sh"

echo "The grader did not come to an end; this is not your fault." >"$out/problem.txt"
hand_on prairielearn "$out" "$base/results/results.json"
grade_into "$out" "$(handed_in "$base/student")"
hand_on prairielearn "$out" "$base/results/results.json"
rm -rf "$out"
