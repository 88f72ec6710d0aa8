#!/bin/bash
# step.sh DIR - grades a checked-out repository; its output `result` is what
# autograding-grading-reporter reads, with the points of every exercise, so
# that one step gives partial credit. What the student may read goes to the
# step's summary, and to its log, where nothing is taken for a command.
set -uo pipefail
out=$(mktemp -d)
token=$(od -An -N16 -tx1 /dev/urandom | tr -d ' \n')
# shellcheck source=grader/export/platforms/common.sh
. "$(dirname "${BASH_SOURCE[0]}")/../common.sh"
echo "::stop-commands::$token"
grade_into "$out" "${1:-.}"
status=$?
cat "$out/feedback.md" 2>/dev/null
echo
echo "::$token::"
if [[ $status -eq 0 ]]; then
    echo "result=$(hand_on classroom "$out" -)" >>"$GITHUB_OUTPUT"
    [[ -e $out/feedback.md ]] && cat "$out/feedback.md" >>"$GITHUB_STEP_SUMMARY"
fi
rm -rf "$out"
exit "$status"
