#!/bin/bash
# people.sh - what a person is told of a class: whose id somebody else wrote
# into student.txt, and whose sources are odd.
set -uo pipefail
. grader/tests/lib/ok.sh
unset SUBMISSIONS ROSTER REPORT ENGINE DATASETS KERNEL OLD

expect "the driver builds" make -s build/grader/class build/class/similar build/class/page
student() { # NAME IDS SOURCE: in the class
    mkdir -p "$scratch/$class/$1/00-ground"
    cp "$3" "$scratch/$class/$1/00-ground/ground.c"
    printf 'id: %s\n' "$2" >"$scratch/$class/$1/student.txt"
}
run() { # [VARIABLE=VALUE...]
    env SUBMISSIONS="$scratch/$class" OUT="$scratch/$class-out" TRAIN=0 SEED=7 JOBS=2 \
        COURSE=workbook "$@" build/grader/class >"$scratch/log" 2>&1 ||
        not_ok "$class is graded" "$(cat "$scratch/log")"
}
notes() { # NAME
    node grader/tests/lib/json.js "$scratch/$class-out/class.json" \
        "it.submissions.filter(s => s.name == '$1')[0].notes.join('|')"
}
source=solutions/00-ground/ground.c

class=ids
student ada s1 $source
student ben 's1, s2' $source
student eve 'S3 ' $source
student kim s4 $source
printf 'student,id\nada,s1\nben,s2\neve,s3\nkim,s4\nleo,s5\n' >"$scratch/roster.csv"
run ROSTER="$scratch/roster.csv"
same "who writes a foreign id before the own one is told" "$(notes ben)" \
    "student.txt names the id 's1', under which ada was handed in"
same "whose id it is has nothing to answer for" "$(notes ada)" ""
same "capitals and blanks make no other id" "$(notes eve)" ""
same "nor has anybody else" "$(notes kim)" ""
printf 'id: s4\n' >"$scratch/ids/eve/student.txt"
run ROSTER="$scratch/roster.csv"
same "who writes only a foreign id is told so, too" "$(notes eve)" \
    "student.txt names the id 's4', under which kim was handed in|student.txt names the id 's4', but it was handed in by 's3'"
same "and the other is not" "$(notes kim)" ""
run ROSTER=
same "where nobody knows whose it is, one is told" "$(notes ada)" "the id 's1' stands in student.txt of ben, too"
same "like the other" "$(notes ben)" "the id 's1' stands in student.txt of ada, too"

class=greedy
for n in 1 2 3; do student "n$n" "s$n" $source; done
{ cat $source && yes 'int x;' | head -n 28000; } >"$scratch/greedy.c"
student greedy s9 "$scratch/greedy.c"
run
same "a source that repeats itself is told to a person" \
    "$(notes greedy | sed 's/[0-9]* passages [0-9]* differ/N/')" "00-ground/ground.c repeats itself: of N"
same "and counts as a flag in its row" \
    "$(awk -F , '$1 == "greedy" || $1 == "n1" {print $1, $10}' "$scratch/greedy-out/grades.csv" | sort | xargs)" \
    "greedy 2 n1 1"
expect "on the page of similar sources, too" grep -q "Sources to look at" "$scratch/greedy-out/similar.html"
