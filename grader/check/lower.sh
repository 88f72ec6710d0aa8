# lower.sh - where solutions are not handed out, a chapter stands on the
# student's own lower chapters: which exercises there fail that it needs. To
# be sourced behind common.sh.
# shellcheck shell=bash

# not_begun CHAPTER: the exercises that were not begun.
not_begun() {
    awk -v work="$WORK" -v chapter="$1" -f grader/check/common.awk \
        -f /dev/stdin <<<'BEGIN {read_todos(chapter); for (id in todo) print id}'
}

# fails_begun CHAPTER: did a check fail of an exercise that was begun?
fails_begun() {
    awk -F '\t' '$3 != "passed" {print $1}' "build/$mode/$1.record" |
        grep -qvxF "$(not_begun "$1"; echo)"
}

# needs CHAPTER: lower chapters and their exercises, a line each.
needs() {
    nm -A "build/$mode/$1.o" "build/double/checks/$1.o" \
        "build/double/below/$1.a" 2>/dev/null |
        awk -f grader/check/needs.awk - skeletons/[0-9]*/*.c
}

# state_of CHAPTER EXERCISE: what is wrong with it; nothing when it passes.
state_of() {
    if [[ ! -e build/$mode/$1 ]]; then
        echo "does not compile"
    elif grep -qx "$2" <<<"$(not_begun "$1")"; then
        echo "is not begun"
    elif ! awk -F '\t' -v id="$2" '$1 == id && $3 != "passed" {exit 1}' \
        "build/$mode/$1.record"; then
        echo "fails its own checks"
    fi
}

# lower CHAPTER: a line for show.awk for each exercise below that it needs and
# that does not pass: "lower CHAPTER EXERCISE NUMBER STATE". The chapters that
# were asked for have been checked already.
lower() {
    local chapter id state checked=" ${chapters[*]} "
    [[ ! -d solutions && -e build/$mode/$1 ]] && fails_begun "$1" || return 0
    while IFS=$'\t' read -r chapter id; do
        if [[ $checked != *" $chapter "* ]]; then
            if compile "$chapter"; then run_checks "$chapter"; fi
            checked+="$chapter "
        fi
        state=$(state_of "$chapter" "$id")
        [[ -z $state ]] || printf 'lower\t%s\t%s\t%s\t%s\n' "$chapter" "$id" \
            "$(awk -F '\t' -v id="$id" '$1 == id {print $2}' \
                "chapters/$chapter/exercises.tsv")" "$state"
    done < <(needs "$1")
}
