#!/bin/bash
# class.sh [PART] [N] [KILLS] - a class of N [200]. Its parts:
#
#   time       grades, time and memory; ten minutes on an idle machine with two
#              processors
#   compare    how two at a time compare with one, after `time`
#   kill       kills the driver with -9 that often [20] and resumes it, and
#              compares with what `time` left
#
# Without PART all, one after the other. The class stays in build/class-test,
# the figures in grader/tests/class-results.tsv. `make class-test` runs it;
# grader/tests/judging/grades.sh is a sample.
set -uo pipefail
. grader/tests/lib/ok.sh
. grader/tests/lib/class_run.sh
. grader/tests/full/figures.sh

part=${1:-all} count=${2:-200} kills=${3:-20}
course=radboud-2023 place=$PWD/build/class-test

# timed SENTENCE CLASS OUT [VARIABLE=VALUE...]: grades from nothing; the time
# goes into $took (in ms), the driver's greatest memory into $memory (kB).
timed() {
    local sentence=$1 began out=$3 driver='' key value
    shift
    rm -rf "$out" "$out.log"
    began=$(date +%s%3N) memory=0
    class_run "$@" &
    # Without programs, which would want a processor themselves.
    while kill -0 $! 2>/dev/null; do
        [[ -n $driver ]] || driver=$(pgrep -x class -P $!)
        while read -r key value _; do
            [[ $key != VmHWM: ]] || memory=$value
        done 2>/dev/null <"/proc/$driver/status"
        sleep 0.2
    done
    wait $!
    same "$sentence" "$?" 0
    took=$(($(date +%s%3N) - began))
    echo "  $((took / 1000)) s, $memory kB at most, load $(cut -d ' ' -f 1-3 /proc/loadavg)"
}

# As the driver is seen by ps, which counts kB.
megabytes() { awk "BEGIN {printf \"%.1f MB\", $1 / 1000}"; }

time_it() {
    local wrong
    rm -rf "$place" && mkdir -p "$place"
    make_class "$place/class" "$count" $course
    timed "a class of $count is graded" "$place/class" "$place/out" JOBS=2
    wrong=$(class_differences "$place/class" "$place/out")
    same "every verdict and grade is the expected one" "$wrong" ""
    figure "verdicts and grades of $count that are not the expected ones" \
        "$(grep -c '^[<>]' <<<"$wrong")" 0
    expect "in less than 12 minutes" test "$took" -lt 720000
    figure "time for $count, two at a time" "$((took / 1000)) s" "under 720 s"
    expect "with a driver of less than 100 MB" test "$memory" -lt 100000
    figure "memory of the driver, $count" "$(megabytes "$memory")" "under 100 MB"
    echo "$((took / 1000)) $memory" >"$place/took"
}

compare_it() {
    local all_memory two_took efficiency
    read -r _ all_memory <"$place/took" || return 1
    rm -rf "$place/few"
    make_class "$place/few" 20 $course
    timed "20 are graded two at a time" "$place/few" "$place/two" JOBS=2
    two_took=$took
    expect "with as much memory, within 2 MB" test $((all_memory - memory)) -lt 2000
    figure "memory of the driver, 20" "$(megabytes "$memory")" "the same within 2 MB"
    timed "and one at a time" "$place/few" "$place/one" JOBS=1
    efficiency=$(awk "BEGIN {printf \"%.2f\", $took / $two_took / 2}")
    expect "the parallel efficiency is at least 0.9 ($efficiency)" \
        awk "BEGIN {exit $efficiency < 0.9}"
    figure "parallel efficiency, two at a time against one" "$efficiency" "at least 0.9"
}

kill_it() {
    local took differ
    read -r took _ <"$place/took" || return 1
    rm -rf "$place/killed" "$place/killed.log"
    class_killed "$kills" $((took / kills)) "$place/class" "$place/killed"
    same "killed $kills times, it is graded in the end" "$?" 0
    differ=$(diff "$place/out/grades.csv" "$place/killed/grades.csv")
    same "and grades.csv is that of an undisturbed run" "$differ" ""
    figure "lines of grades.csv that differ after $kills kills" \
        "$(grep -c '^[<>]' <<<"$differ")" 0
}

for each in time compare kill; do
    [[ $part != "$each" && $part != all ]] || "${each}_it"
done
