#!/bin/sh
# link.sh PROGRAM CHAPTER OBJECT FLAGS - links what build.sh made of a
# student's chapter with its tests: the check program of practice. Exit status
# 75: somebody else ended the linker, see tool.sh.
# shellcheck disable=SC2086,SC2154 # FLAGS are several words, flags.sh has kit
set -eu
program=$1 chapter=$2 object=$3 flags=$4
# shellcheck source=/dev/null
. build/flags.sh
gone=$(mktemp)
export TOOL_MARK="$gone.killed"
trap 'status=$?; [ ! -s "$TOOL_MARK" ] || status=75
    rm -f "$gone" "$gone".*; exit $status' EXIT

run() {
    sh "${0%/*}/tool.sh" "$@"
}

# A function that is gone fails its own checks, not the whole chapter.
run nm -g --defined-only "$object" | sed 's/.* //' |
    grep -vxFf - "build/wanted/$chapter" |
    sed 's/.*/void check_gone(char *); void &(void) {check_gone("&");}/' \
        >"$gone"
set --
[ ! -s "$gone" ] || set -- -x c "$gone" -x none
run gcc $flags -o "$program" "$@" "$object" \
    "build/double/checks/$chapter.o" \
    $kit "build/double/below/$chapter.a" -lcriterion -lz -lm \
    -Wl,--wrap=exit,--wrap=_exit,--wrap=_Exit,--wrap=quick_exit \
    -Wl,--wrap=pthread_exit,--wrap=criterion_internal_test_main
