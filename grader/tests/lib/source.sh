# source.sh - which file of a solution something stands in. A chapter has one
# that bears its word, and may have more, of single exercises.
# shellcheck shell=bash

# source_of CHAPTER [EXERCISE]: the file that holds the exercise's answer; the
# chapter's own for none, and for one without code.
source_of() {
    local held=
    [[ -z ${2:-} ]] ||
        held=$(grep -l "\[answer $2[] ]" "solutions/$1"/*.c | head -n 1)
    echo "${held:-solutions/$1/${1#*-}.c}"
}

# beside CHAPTER FILE: the other files of its solution.
beside() {
    find "solutions/$1" -name '*.c' -not -path "$2" | sort
}
