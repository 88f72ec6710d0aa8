#!/bin/bash
# training.sh - what trains may use every processor: on the one where it
# started another grading may be computing for minutes, too.
set -uo pipefail
. grader/tests/lib/ok.sh

# below PID: "NAME PROCESSORS" of the processes that came from it.
below() {
    awk -v from="$1" '
        FNR == 1 {name = pid = parent = ""}
        $1 == "Name:" {name = $2}
        $1 == "Pid:" {pid = $2}
        $1 == "PPid:" {parent = $2}
        $1 == "Cpus_allowed_list:" {
            up[pid] = parent
            what[pid] = name " " $2
        }
        END {
            for (pid in up) {
                for (at = pid; at in up && at != from;) at = up[at]
                if (at == from && pid != from) print what[pid]
            }
        }' /proc/[0-9]*/status 2>/dev/null
}

mkdir "$scratch/work"
cp solutions/student.txt "$scratch/work/"
cp -r solutions/03-neuron "$scratch/work/"
grade "$scratch/work" "$scratch/out" TRAIN=1 JOBS=1 &
grader=$!
while kill -0 $grader 2>/dev/null; do
    below $grader >"$scratch/now"
    ! grep -q '^experiment' "$scratch/now" || cat "$scratch/now" >>"$scratch/seen"
    sleep 0.2
done
wait $grader
same "a neuron is trained and graded" \
    "$? $(exercise_field "$scratch/out/result.json" five_or_not status)" "0 passed"
expect "workers were seen while it was trained" grep -q '^worker ' "$scratch/seen"
same "each may use all the processors that we may" \
    "$(awk '$1 == "worker" {print $2}' "$scratch/seen" | sort -u)" \
    "$(awk '$1 == "Cpus_allowed_list:" {print $2}' /proc/self/status)"

# A greedy neighbour costs nobody points.
for _ in {1..4}; do
    (while :; do :; done) &
    busy+=($!)
done
for run in one two; do
    grade "$scratch/work" "$scratch/$run" TRAIN=1 JOBS=1
    same "beside four endless loops the marks are the same, time $run" \
        "$? $(without_times "$scratch/$run/result.json" | grep -v '"name":')" \
        "0 $(without_times "$scratch/out/result.json" | grep -v '"name":')"
done
kill "${busy[@]}"
wait "${busy[@]}" 2>/dev/null || true # they were ended
