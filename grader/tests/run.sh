#!/bin/bash
# run.sh - runs every test script of the project and counts. Each prints one
# line a test, "ok - sentence" or "not ok - sentence: why"; a script that
# stops with an error, or prints no line, counts as one failure. What a test
# says of its failure, in lines that begin with #, is shown: its beginning.
#
#   run.sh [NAME...]    all scripts, or grader/tests/NAME.sh only
set -uo pipefail
cd "$(dirname "$0")/../.." || exit 1

names=("$@")
if [[ $# -eq 0 ]]; then
    for script in grader/tests/*.sh; do
        name=$(basename "$script" .sh)
        [[ $name == run ]] || names+=("$name")
    done
fi

passed=0 failed=0
output=$(mktemp)
trap 'rm -f "$output"' EXIT
for name in "${names[@]}"; do
    began=$SECONDS
    bash "grader/tests/$name.sh" >"$output" 2>&1
    status=$?
    good=$(grep -c '^ok - ' "$output")
    bad=$(grep -c '^not ok - ' "$output")
    awk '/^not ok - / { left = 9 } !/^(not ok - |#)/ { left = 0 }
        left-- > 0' "$output"
    if [[ $bad -eq 0 && ($status -ne 0 || $good -eq 0) ]]; then
        bad=1
        echo "not ok - $name.sh: exit status $status, $good tests ran"
        tail -n 3 "$output" | sed 's/^/    /'
    fi
    passed=$((passed + good)) failed=$((failed + bad))
    printf '%-12s %3d passed, %d failed (%d s)\n' "$name" "$good" "$bad" \
        $((SECONDS - began))
done
echo "$passed passed, $failed failed"
[[ $failed -eq 0 && $passed -gt 0 ]]
