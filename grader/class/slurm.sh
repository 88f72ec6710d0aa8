#!/bin/bash
# slurm.sh - an engine of `make class`: grades the submissions of
# OUT/class.json on a Slurm cluster, in one array job with many submissions a
# task. Job scripts know numbers only, never a name.
#
# The project, SUBMISSIONS and OUT have to lie on a file system that all nodes
# share. A task marks what it has done. When no task is left, what has no mark
# is submitted again in smaller tasks, twice at most; then it is said what is
# missing. Whoever stops this, stops its jobs.
#
#   SLURM_OPTIONS=...   for sbatch, such as '--partition=grade --time=2:00:00'
#   SLURM_BATCH=n       submissions a task [20]; to start one takes about a
#                       second
set -uo pipefail

# Jobs without a driver would meet those of the next run.
[[ -n ${SLURM_DRIVEN:-} ]] ||
    SLURM_DRIVEN=1 exec setpriv --pdeathsig TERM "$0"

run=$OUT/.slurm
job=class-$(sha256sum <<<"$OUT" | cut -c1-12)
count=$(grep -c '^ *"number":' "$OUT/class.json")
every=${LINE_EVERY:-15} # seconds, where there is no terminal

say() { printf 'class: %s\n' "$*" >&2; }

fail() {
    say "$*"
    exit 3
}

# The jobs of this class, a line each; fails when Slurm does not answer.
queued() {
    squeue --noheader --name="$job" --format=%T 2>"$run/squeue.log"
}

cancel() {
    scancel --quiet --name="$job" 2>/dev/null
}

# The numbers that have no mark yet.
missing() {
    comm -13 <(find "$run/done" -type f -printf '%f\n' | sort) \
        <(seq "$count" | sort) | sort -n
}

# submit SIZE: what is missing, so many a task, in at most 1,000 tasks.
submit() {
    local size=$1 left
    missing >"$run/todo"
    left=$(wc -l <"$run/todo")
    [[ $size -ge $(((left + 999) / 1000)) ]] || size=$(((left + 999) / 1000))
    # What is asked for comes last and wins; it is several words.
    # shellcheck disable=SC2086
    sbatch --quiet --parsable --job-name="$job" \
        --array="0-$(((left - 1) / size))" --chdir="$PWD" \
        --output=/dev/null --no-requeue --mem=2G ${SLURM_OPTIONS:-} \
        grader/class/slurm-task.sh "$run" "$size" >"$run/sbatch.log" 2>&1 ||
        fail "sbatch refused: $(tail -n 1 "$run/sbatch.log")"
}

# A mark holds the exit status of the step.
line() {
    find "$run/done" -type f -exec cat {} + | awk -v count="$count" '
        {n[$1]++}
        END {
            printf "%d of %d: %d graded", NR, count, n[0] + n[11]
            if (n[10]) printf ", %d were current", n[10]
            printf ", %d could not be read\n", n[2]
        }'
}

# progress [now]
progress() {
    if [[ -t 2 ]]; then
        printf '\r\033[K%s' "$(line)" >&2
        [[ -z ${1:-} ]] || echo >&2
    elif [[ -n ${1:-} || $((SECONDS - said)) -ge $every ]]; then
        said=$SECONDS
        line >&2
    fi
}

# Until no task is left. A controller that does not answer is waited for.
wait_for_tasks() {
    local left silent=0
    while :; do
        if left=$(queued); then
            silent=0
            [[ -n $left ]] || break
        elif [[ $((silent += 1)) -ge 600 ]]; then
            fail "Slurm does not answer: $(tail -n 1 "$run/squeue.log")"
        fi
        progress
        sleep 1
    done
}

command -v sbatch squeue scancel >/dev/null ||
    fail "ENGINE=slurm needs Slurm's commands (package slurm-client)"
mkdir -p "$run" || fail "$run cannot be written"
exec 9>"$run.lock" || exit 3
flock 9 # an earlier driver is still stopping
trap 'cancel; exit 143' INT TERM
cancel
said=$SECONDS
rm -rf "$run/done" && mkdir "$run/done"
wait_for_tasks
rm -f "$run"/done/*
for size in "${SLURM_BATCH:-20}" 5 1; do
    left=$(missing | wc -l)
    [[ $left -gt 0 ]] || break
    [[ $left -eq $count ]] || say "$left are missing and submitted again"
    submit "$size"
    wait_for_tasks
done
progress now
left=$(missing | xargs)
[[ -z $left ]] || fail "tried three times and not graded: number $left; see $run/*.log"
rm -rf "$run" "$run.lock"
