#!/bin/bash
# crash.sh CHAPTER EXERCISE - makes the checks of an exercise again, with the
# sanitizers, and tells of the first that finds something: a message, a tab
# and the likely cause. Nothing when none does. Environment: as check.sh's.
set -euo pipefail
export SANITIZE=1
unset DEBUG
here=grader/check
# shellcheck source=grader/check/common.sh
. $here/common.sh

export ASAN_OPTIONS=detect_leaks=0:detect_stack_use_after_return=1
compile "$1" || exit 0
run_checks "$1" "$2"
awk -f $here/crash.awk -v work="$WORK/$1/" $here/crashes.tsv \
    "build/$mode/$1.out"
