#!/bin/bash
# driver.sh - grades the one file beside autograde-Makefile, and prints the
# lines that Autolab reads, the scores last. Without a verdict no line of
# scores is printed: Autolab says so, and leaves scores that are there alone.
set -uo pipefail
shopt -s extglob nullglob
files=(!(Makefile|autograde-Makefile|autograde.tar))
out=$(mktemp -d)
# shellcheck source=grader/export/platforms/common.sh
. "$(dirname "${BASH_SOURCE[0]}")/../common.sh"
if [[ ${#files[@]} -ne 1 ]]; then
    echo "There has to be one file to grade; there are ${#files[@]}."
elif grade_into "$out" "${files[0]}" >/dev/null; then
    hand_on autolab "$out" -
else
    cat "$out/problem.txt"
fi
rm -rf "$out"
