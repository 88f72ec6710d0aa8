#!/bin/bash
# class.sh [N] [KILLS] - a class of 200, on an idle machine with two
# processors: grades, time, memory, and 20 kills. Takes about half an hour;
# `make class-test` runs it. grader/tests/grades.sh is a sample.
set -uo pipefail
. grader/tests/lib/ok.sh
. grader/tests/lib/class_run.sh

course=radboud-2023 count=${1:-200} kills=${2:-20}

# timed SENTENCE CLASS OUT [VARIABLE=VALUE...]: grades from nothing; the time
# goes into $took (in ms), the driver's greatest memory into $memory (kB).
timed() {
    local sentence=$1 began out=$3 line driver
    shift
    rm -rf "$out"
    began=$(date +%s%3N) memory=0
    class_run "$@" &
    while kill -0 $! 2>/dev/null; do
        driver=$(pgrep -x class -P $!) &&
            line=$(grep -s VmHWM "/proc/$driver/status") &&
            memory=$(awk '{print $2}' <<<"$line")
        sleep 0.05
    done
    wait $!
    same "$sentence" "$?" 0
    took=$(($(date +%s%3N) - began))
    echo "  $((took / 1000)) s, $memory kB at most, load $(cut -d ' ' -f 1-3 /proc/loadavg)"
}

make_class "$scratch/class" "$count" $course
timed "a class of $count is graded" "$scratch/class" "$scratch/out" JOBS=2
all_took=$took all_memory=$memory
same "every verdict and grade is the expected one" \
    "$(class_differences "$scratch/class" "$scratch/out")" ""
expect "in less than 12 minutes" test "$all_took" -lt 720000
expect "with a driver of less than 100 MB" test "$all_memory" -lt 100000

make_class "$scratch/few" 20 $course
timed "20 are graded two at a time" "$scratch/few" "$scratch/two" JOBS=2
two_took=$took
expect "with as much memory, within 2 MB" test $((all_memory - memory)) -lt 2000
timed "and one at a time" "$scratch/few" "$scratch/one" JOBS=1
efficiency=$(awk "BEGIN {printf \"%.2f\", $took / $two_took / 2}")
expect "the parallel efficiency is at least 0.9 ($efficiency)" \
    awk "BEGIN {exit $efficiency < 0.9}"

class_killed "$kills" $((all_took / 1000 / kills)) "$scratch/class" "$scratch/killed"
same "killed $kills times, it is graded in the end" "$?" 0
same "and grades.csv is that of an undisturbed run" \
    "$(diff "$scratch/out/grades.csv" "$scratch/killed/grades.csv")" ""
