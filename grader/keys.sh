#!/bin/bash
# keys.sh CHAPTER - a number for the checks of each of its exercises:
# "exercise<TAB>key". It changes when one of the exercise's tests changes, or
# something that they use of the chapters' test files or of the kit; comments
# and layout do not count. A verdict that is kept under a key stays true while
# the key is the same.
set -uo pipefail
cd "$(dirname "$0")/.." || exit 1

# included FILE...: what these include of a chapter's tests, at any depth, and
# of this chapter's own.
included() {
    local file name path
    for file in "$@"; do
        while IFS= read -r name; do
            path=$(dirname "$file")/$name
            [[ -e $path ]] || path=chapters/$chapter/$name
            [[ -e $path ]] || continue
            path=$(realpath --relative-to=. "$path")
            [[ -z ${seen[$path]:-} ]] || continue
            seen[$path]=1
            echo "$path"
            [[ $path != */tests/* ]] || included "$path"
        done < <(sed -n 's/^#include "\(.*\)"/\1/p' "$file")
    done
}

chapter=$1
declare -A seen=()
tests=("chapters/$chapter"/tests/*.c)
{
    printf '%s\n' "${tests[@]}"
    included "${tests[@]}"
    printf '%s\n' grader/check/{check,mistakes,patterns,answers/{answers,letters,numbers}}.[ch]
} | while IFS= read -r file; do
    echo "#file $file"
    gcc -fpreprocessed -dD -E -P -w -x c "$file"
done | awk -f grader/keys.awk
