#!/bin/bash
# grades.sh - a small class with submissions of every kind: each gets what it
# should, and killing the run changes nothing. `make class-test` does the same
# with 200.
set -uo pipefail
. grader/tests/lib/ok.sh
. grader/tests/lib/class_run.sh

course=radboud-2023 count=12
make_class "$scratch/class" $count $course
began=$SECONDS
class_run "$scratch/class" "$scratch/out" JOBS=2
same "a class of $count is graded" "$?" 0
took=$((SECONDS - began))
same "every verdict and grade is the expected one" \
    "$(class_differences "$scratch/class" "$scratch/out")" ""
same "nothing that stood in a name was executed" \
    "$(find . "$scratch" -maxdepth 3 -name pwned)" ""

class_killed 2 $took "$scratch/class" "$scratch/killed"
same "killed twice, it is graded in the end" "$?" 0
same "and leaves the same, apart from times" "$(diff \
    <(class_content "$scratch/out") <(class_content "$scratch/killed"))" ""

course=nnfs-2024
make_class "$scratch/late" 6 $course
class_run "$scratch/late" "$scratch/late-out" JOBS=2
same "under a course with a deadline, the late one is late" \
    "$(class_differences "$scratch/late" "$scratch/late-out")" ""
