#!/bin/bash
# check.sh - compiles the student's chapters, links each with its tests, runs
# them and tells how they went. Environment: WORK; CH (02) and EX (sigmoid)
# narrow it down; SANITIZE=1 compiles with AddressSanitizer and UBSan, DEBUG=1
# opens EX in gdb. Exit status: 0 all passed, 1 something failed, 2 bad use,
# 3 not all could be made, which is not the code's fault.
set -euo pipefail
here=grader/check
# shellcheck source=grader/check/common.sh
. $here/common.sh
# shellcheck source=grader/check/lower.sh
. $here/lower.sh

# debug CHAPTER: the first check of EX that fails, in gdb, stopped where it
# fails. The check is called in gdb's own process: a test runner's processes
# are out of its reach.
debug() {
    [[ -n ${EX:-} ]] || die "Which exercise? For example: make debug EX=warmup"
    command -v gdb >/dev/null || die "make debug needs the package gdb."
    compile "$1" || die "$(grep -m1 error: "build/debug/$1.log")"
    local program=build/debug/$1 check
    run_checks "$1" "$EX"
    [[ ! -s $program.stopped ]] || die "$(cat "$program.stopped")."
    check=$(awk -F '\t' '$3 != "passed" {print $2; exit}' "$program.record")
    [[ -n $check ]] || die "All checks of $EX pass."
    echo "$EX: ${check//_/ }"
    exec gdb -q -ex 'break main' -ex 'break check_fail' -ex run \
        -ex "set var *(void **)&criterion_current_test = &${EX}_${check}_meta" \
        -ex "call (void)${EX}_${check}_impl()" "$program"
}

select_chapters
if [[ $mode == debug ]]; then
    debug "${chapters[0]}"
fi

list=$(mktemp)
trap 'rm -f "$list"' EXIT
for name in "${chapters[@]}"; do
    { gather "$name" && lower "$name"; } >>"$list"
done
status=0
awk -f $here/common.awk -f $here/show.awk -v work="$WORK" \
    -v several="$((${#chapters[@]} > 1))" -v only="${EX:-}" -v width="$(width)" \
    -v color="$(colour)" "$list" || status=$?
exit $status
