#!/bin/bash
# watch.sh - runs make check at once, and again whenever a file of WORK is
# saved; without CH and EX, the chapter that was saved. Ctrl-C ends it. It is
# make that builds afresh what a chapter stands on: its own lower chapters.
# Environment: as check.sh's; TIMES=n ends after n runs (for the tests).
set -euo pipefail

[[ -d $WORK ]] || {
    echo "There is no $WORK yet. make start makes it." >&2
    exit 2
}
trap 'echo; exit 0' INT

# What is there and when it was changed: differs after a save.
snapshot() {
    find "$WORK" -name '*.[ch]' -printf '%T@ %p\n' -o \
        -name answers.md -printf '%T@ %p\n' | sort
}

# wait_for_change: sleeps until a file is saved. inotifywait notices at once,
# but may miss what happened before it looked: it is told to wait no longer
# than a second.
wait_for_change() {
    while [[ $(snapshot) == "$before" ]]; do
        if command -v inotifywait >/dev/null; then
            inotifywait -qq -r -t 1 -e close_write,move,create "$WORK" || true
        else
            sleep 0.3
        fi
    done
}

# The chapter whose file was changed last.
saved_chapter() {
    local file
    file=$(snapshot | sort -n | tail -n 1)
    file=${file#* "$WORK"/}
    echo "${file%%/*}"
}

runs=0 chosen=${CH:-}${EX:-}
while true; do
    before=$(snapshot)
    [[ ! -t 1 ]] || printf '\033[H\033[2J'
    make --no-print-directory check || true
    echo "$(date +%H:%M:%S), waiting for the next save (Ctrl-C ends this)"
    runs=$((runs + 1))
    [[ $runs != "${TIMES:-}" ]] || exit 0
    wait_for_change
    [[ -n $chosen ]] || CH=$(saved_chapter)
    export CH
done
