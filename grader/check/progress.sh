#!/bin/bash
# progress.sh - a table of all exercises: how each stands, its points and the
# minutes it takes. Environment: WORK; CH narrows it down. Checks are run only
# where the student's code, or a check, changed since the last time.
set -euo pipefail
here=grader/check
unset EX SANITIZE DEBUG
# shellcheck source=grader/check/common.sh
. $here/common.sh
select_chapters

# state CHAPTER: what is known of it, for progress.awk.
state() {
    local program=build/practice/$1 record built=0
    printf 'chapter\t%s\n' "$1"
    rm -f "$program.stopped"
    compile "$1" || built=$?
    if ((built == 75)); then
        sed -n 's/^killed: /fault\t/p' "$program.log"
    elif ((built)); then
        echo broken
    elif [[ ! -s $program.full || $program -nt $program.full ||
        $WORK/$1/answers.md -nt $program.full ]]; then
        run_checks "$1"
        if [[ -s $program.stopped ]] || grep -q "$(printf '\tbroken\t')" \
            "$program.record"; then
            rm -f "$program.full"
        else
            cp "$program.record" "$program.full"
        fi
    fi
    if [[ -s $program.stopped ]]; then
        sed "s/^/$blame\t/" "$program.stopped"
    elif ((built == 0)); then
        if [[ -e $program.full ]]; then verdicts "$program.full"; else
            verdicts "$program.record"; fi
    fi
    for record in "build/work/plots/$1"/*.record; do
        [[ ! -e $record ]] || sed 's/^/run\t/' "$record"
    done
}

for name in "${chapters[@]}"; do state "$name"; done |
    awk -f $here/common.awk -f $here/progress.awk -v work="$WORK" \
        -v width="$(width)" -v color="$(colour)"
