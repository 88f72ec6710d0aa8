#!/bin/sh
# link.sh PROGRAM CHAPTER OBJECT FLAGS - links what build.sh made of a
# student's chapter with its tests: the check program of practice.
# shellcheck disable=SC2086 # FLAGS are several words
set -eu
program=$1 chapter=$2 object=$3 flags=$4
kit=build/double/grader/check
gone=$(mktemp)
trap 'rm -f "$gone"' EXIT

# A function that is gone fails its own checks, not the whole chapter.
nm -g --defined-only "$object" | sed 's/.* //' |
    grep -vxFf - "build/wanted/$chapter" |
    sed 's/.*/void check_gone(char *); void &(void) {check_gone("&");}/' \
        >"$gone"
set --
[ ! -s "$gone" ] || set -- -x c "$gone" -x none
gcc $flags -o "$program" "$@" "$object" \
    "build/double/chapters/$chapter/tests.o" \
    $kit/check.o $kit/patterns.o $kit/answers.o $kit/main.o $kit/practice.o \
    "build/double/below/$chapter.a" -lcriterion -lz -lm \
    -Wl,--wrap=exit,--wrap=_exit,--wrap=_Exit,--wrap=quick_exit \
    -Wl,--wrap=pthread_exit,--wrap=criterion_internal_test_main
