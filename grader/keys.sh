#!/bin/bash
# keys.sh CHAPTER - a number for the checks of each of its exercises:
# "exercise<TAB>key". It changes when one of the exercise's tests changes, or
# something that they use of the chapter's test files or of the kit; comments
# and layout do not count. A verdict that is kept under a key stays true while
# the key is the same.
set -uo pipefail
cd "$(dirname "$0")/.." || exit 1

# The tests, what they include of the chapter's own, and the kit.
tests=("chapters/$1"/tests.c)
{
    printf '%s\n' "${tests[@]}" grader/check/{check,patterns,answers}.[ch]
    sed -n "s|^#include \"\(.*\)\"|chapters/$1/\1|p" "${tests[@]}" | sort -u
} | while IFS= read -r file; do
    [[ -e $file ]] || continue
    echo "#file $file"
    gcc -fpreprocessed -dD -E -P -w -x c "$file"
done | awk -f grader/keys.awk
