# ok.sh - what the project's test scripts share. Each prints one line a test:
# "ok - sentence" or "not ok - sentence: what came instead".
# shellcheck shell=bash

scratch=$(mktemp -d)
chmod 755 "$scratch"
trap 'chmod -R u+rwX "$scratch" 2>/dev/null; rm -rf "$scratch"' EXIT

# Nothing from outside may steer the grader.
unset SUBMISSION OUT COURSE SEED MARKS TRAIN JOBS NAME JUDGE_ISOLATION

ok() {
    echo "ok - $1"
}

not_ok() {
    echo "not ok - $1: $(head -c 400 <<<"${2:-}" | tr '\n' ' ')"
}

# expect SENTENCE CONDITION...: the condition is a command.
expect() {
    local sentence=$1 said
    shift
    if said=$("$@" 2>&1); then ok "$sentence"; else not_ok "$sentence" "$* $said"; fi
}

# same SENTENCE GOT DUE
same() {
    if [[ $2 == "$3" ]]; then ok "$1"; else not_ok "$1" "came '$2', due '$3'"; fi
}

# grade SUBMISSION OUT [VARIABLE=VALUE...]: the status; what it said is in
# OUT.log. Quick: no training.
grade() {
    local submission=$1 out=$2
    shift 2
    env SUBMISSION="$submission" OUT="$out" TRAIN=0 SEED=7 "$@" \
        "${GRADE:-build/grader/grade}" >"$out.log" 2>&1
}

# field RECORD NAME: a number of the record's head.
field() {
    sed -n "s/^  \"$2\": \"\{0,1\}\([^\",]*\)\"\{0,1\},*$/\1/p" "$1" | head -n 1
}

# exercise_field RECORD ID NAME: a member of an exercise.
exercise_field() {
    awk -v id="\"$2\"," -v name="\"$3\":" '
        /^      "id":/ {inside = $2 == id}
        inside && /^      "/ && $1 == name {
            sub(/^[^:]*: "?/, ""); sub(/"?,?$/, ""); print; exit}' "$1"
}

# without_times RECORD: all of it but what a clock decides.
without_times() {
    grep -v '"cpu_s":' "$1"
}

# The chapters that are graded; one without prose is still being written.
graded_chapters() {
    local chapter
    for chapter in chapters/[0-9]*/; do
        chapter=$(basename "$chapter")
        [[ -e build/judge/$chapter/tests.list ]] &&
            [[ -e chapters/$chapter/chapter.md ]] && echo "$chapter"
    done
}
