#!/bin/bash
# slurm.sh [N] - grades a class of N [8] on this machine and under a Slurm of its
# own, whose node dies in the middle. The records are the same. Skipped where
# Slurm or the rights to start one are missing.
set -uo pipefail
. grader/tests/lib/ok.sh
. grader/tests/lib/class_run.sh
. grader/tests/lib/slurm.sh

count=${1:-8} course=eml-2023
missing=$(slurm_missing | xargs)
if [[ -n $missing || $(id -u) -ne 0 ]]; then
    ok "skipped: a Slurm is started by root alone, and needs ${missing:-root}"
    exit 0
fi
trap 'slurm_stop; rm -rf "$scratch"' EXIT
trap 'exit 143' INT TERM

# waits_for N: until that many are marked as done.
waits_for() {
    while [[ $(find "$scratch/slurm/.slurm/done" -type f 2>/dev/null | wc -l) -lt $1 ]]; do
        kill -0 "$driver" 2>/dev/null || return 1
        sleep 0.1
    done
}

slurm_start "$scratch/node" ||
    { not_ok "a Slurm starts" "$(tail -n 3 "$scratch"/node/*.log)"; exit 1; }
make_class "$scratch/class" "$count" $course
class_run "$scratch/class" "$scratch/slurm" ENGINE=slurm SLURM_BATCH=3 &
driver=$!
expect "tasks begin" waits_for $((count / 4))
slurm_node_dies
expect "a dead node is noticed" slurm_node_lost
before=$(find "$scratch/slurm/.slurm/done" -type f | wc -l)
expect "when some are done and some are not" test "$before" -gt 0 -a "$before" -lt "$count"
expect "and returns" slurm_node_returns
wait "$driver"
same "the class is graded all the same" "$?" 0
expect "what was missing was submitted again" \
    grep -q 'missing and submitted again' "$scratch/slurm.log"
wrong=$(class_differences "$scratch/class" "$scratch/slurm")
same "every verdict and grade is the expected one" "$wrong" ""
same "no job is left" "$(squeue -h)" ""

class_run "$scratch/class" "$scratch/local" JOBS=2
differ=$(diff <(class_content "$scratch/slurm") <(class_content "$scratch/local"))
same "this machine alone leaves the same, apart from times" "$differ" ""
if [[ -n ${1:-} ]]; then
    . grader/tests/full/figures.sh
    figure "$count under Slurm, done when the node was killed" "$before" "1 to $((count - 1))"
    figure "$count under Slurm: verdicts and grades that are not the expected ones" \
        "$(grep -c '^[<>]' <<<"$wrong")" 0
    figure "$count under Slurm: files that differ from a local run's" \
        "$(grep -c '^[<>]' <<<"$differ")" 0
fi

class_run "$scratch/class" "$scratch/slurm" ENGINE=slurm
expect "a second run has nothing to do" \
    grep -qE ' 0 graded, [0-9]+ were current' "$scratch/slurm.log"

rm -rf "$scratch/slurm" && mkdir "$scratch/slurm"
class_run "$scratch/class" "$scratch/slurm" ENGINE=slurm SLURM_OPTIONS=--no-such-option
same "what sbatch refuses is said" "$? $(grep -c 'sbatch refused: ' "$scratch/slurm.log")" "3 1"
