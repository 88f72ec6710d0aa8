#!/bin/bash
# class.sh - a class: how submissions lie, names that want to be code, runs
# that are killed, and what is graded again when something changes.
set -uo pipefail
. grader/tests/lib/ok.sh
unset SUBMISSIONS ROSTER REPORT ENGINE DATASETS KERNEL

# The driver itself with AddressSanitizer and UBSan: it is quick enough.
class=build/asan/class
expect "the driver builds with sanitizers" make -s "$class"
work=$scratch/work
mkdir -p "$work"
cp -r solutions/00-ground solutions/02-activations "$work/"
printf 'id: s1\nname: Ada Lovelace\n' >"$work/student.txt"

json() { node grader/tests/lib/json.js "$@"; }

# run STEP SUBMISSIONS OUT [VARIABLE=VALUE...]: STEP "" is all of it.
run() {
    local step=$1 submissions=$2 out=$3
    shift 3
    env SUBMISSIONS="$submissions" OUT="$out" TRAIN=0 SEED=7 JOBS=2 \
        COURSE=workbook "$@" "$class" ${step:+"$step"} >"$scratch/log" 2>&1
}

# listed SENTENCE DIRECTORY EXPRESSION DUE [VARIABLE=VALUE...]: what class.json
# says of each submission, e.g. "e.name".
listed() {
    local sentence=$1 directory=$2 expression=$3 due=$4
    shift 4
    rm -rf "$scratch/listed"
    if ! run list "$directory" "$scratch/listed" "$@"; then
        not_ok "$sentence" "$(cat "$scratch/log")"
    else
        same "$sentence" "$(json "$scratch/listed/class.json" \
            "it.submissions.map(e => $expression).join(' | ')")" "$due"
    fi
}

# student DIRECTORY [ID]: a submission as a folder.
student() {
    mkdir -p "$1"
    cp -r "$work/." "$1/"
    printf 'id: %s\nname: A\n' "${2:-s1}" >"$1/student.txt"
}

# pack DIRECTORY ARCHIVE: a submission as an archive, .zip or .tar.gz.
pack() {
    mkdir -p "$(dirname "$2")"
    if [[ $2 == *.zip ]]; then
        (cd "$1" && zip -qr - .) >"$2"
    else
        tar -C "$1" -czf "$2" .
    fi
}

# Layouts

plain=$scratch/plain
student "$plain/ada"
pack "$work" "$plain/grace.zip"
pack "$work" "$plain/grace hopper.tar.gz"
student "$plain/edsger"
pack "$work" "$plain/edsger.zip"
pack "$work" "$plain/inner/some archive.zip"
mkdir -p "$plain/empty/nothing/in it" "$plain/__MACOSX" "$plain/two"
touch "$plain/two/a.zip" "$plain/two/b.zip" "$plain/notes.txt" "$plain/.DS_Store"
ln -s "$work" "$plain/link"
listed "folders and archives are submissions" "$plain" "e.name" \
    "ada | edsger | edsger-$(printf '\n\0\0\0\0\0\0\0edsger.zip' | sha256sum | cut -c1-8) | empty | grace | grace_hopper-$(printf '\x13\0\0\0\0\0\0\0grace hopper.tar.gz' | sha256sum | cut -c1-8) | inner | link | two"
listed "and how they lie is said" "$plain" "e.layout" \
    "folder | folder | archive | folder | archive | archive | folder | folder | folder"
listed "the one archive in a folder is meant" "$plain" \
    "e.name == 'inner' ? e.path.slice(-24) + ' ' + e.archive : ''" \
    " |  |  |  |  |  | inner/some%20archive.zip some%20archive.zip |  | "
listed "what cannot be graded is said at once" "$plain" "e.problem || ''" \
    " |  |  | it is an empty folder |  |  |  | it is a link, and links are not followed | it holds several archives and no chapters; which one counts?"
same "what is no submission is told" "$(json "$scratch/listed/class.json" it.not_taken)" notes.txt

moodle=$scratch/moodle
pack "$work" "$moodle/Ada Lovelace_1234_assignsubmission_file/nn.zip"
student "$moodle/Under_Score_77_assignsubmission_file_"
mkdir -p "$moodle/Ada Lovelace_1234_assignsubmission_onlinetext"
pack "$work" "$moodle/Flat Person_5_assignsubmission_file_x_9_assignsubmission_file_.zip"
touch "$moodle/Flat Person_5_assignsubmission_file_paper.pdf" \
    "$moodle/Only Paper_6_assignsubmission_file_paper.pdf"
listed "Moodle's folders and flat files are recognised" "$moodle" \
    "[e.layout, e.platform.full_name, e.platform.participant, e.archive].join(' ')" \
    "moodle Ada Lovelace 1234 nn.zip | moodle Flat Person 5 x_9_assignsubmission_file_.zip | moodle Only Paper 6  | moodle Under_Score 77 "
listed "a file of Moodle's that is no archive is said" "$moodle" "e.problem || ''" \
    " |  | no archive was handed in | "

canvas=$scratch/canvas
pack "$work" "$canvas/lovelaceada_LATE_41_900_nn_final-1.zip"
pack "$work" "$canvas/de_la_cruzx_42_901_a.zip"
pack "$work" "$canvas/de_la_cruzx_42_902_b.zip"
touch "$canvas/hoppergrace_43_903_essay.pdf"
listed "Canvas's files are recognised" "$canvas" \
    "[e.layout, e.platform.user, e.platform.participant, e.platform.late].join(' ')" \
    "canvas de_la_cruzx 42 false | canvas hoppergrace 43 false | canvas lovelaceada 41 true"
listed "and the student's own name of the archive" "$canvas" "e.archive" "a.zip |  | nn_final-1.zip"
listed "several archives of one person are said" "$canvas" "(e.problem || '').slice(0, 16)" \
    "several archives | no archive was h | "
printf '<p>see my mail</p>' >"$canvas/noetheremmy_44_text.html"
printf '<a href="https://git.example.org">' >"$canvas/turingalan_LATE_45_link.html"
printf '[.ShellClassInfo]' >"$canvas/desktop.ini"
touch "$canvas/list of names.txt"
listed "who handed in a text or an address stands among Canvas's files" "$canvas" \
    "[e.layout, e.platform.user, e.platform.participant, e.platform.late].join(' ')" \
    "canvas de_la_cruzx 42 false | canvas hoppergrace 43 false | canvas lovelaceada 41 true | canvas noetheremmy 44 false | canvas turingalan 45 true"
listed "and is told to have no files" "$canvas" "/text or a web address/.test(e.problem)" \
    "false | false | false | true | true"
same "what lies there besides is told, but for what systems leave" \
    "$(json "$scratch/listed/class.json" it.not_taken)" "list of names.txt"
pack "$work" "$canvas/noetheremmy_44_903_late_change.zip"
listed "a file counts before a text" "$canvas" "e.archive" "a.zip |  | nn_final-1.zip | late_change.zip | "
student "$scratch/groups/ada"
pack "$work" "$scratch/groups/team_1_2_x.zip"
listed "a folder beside them says that it is not Canvas" "$scratch/groups" "e.layout" "folder | archive"

scope=$scratch/scope
student "$scope/submission_11"
student "$scope/submission_12"
cat >"$scope/submission_metadata.yml" <<'YML'
---
submission_11:
  :submitters:
  - :name: "Ada \"Countess\" Lovelace"
    :sid: 's1'
    :email: ada@example.org
  - :name: Charles Babbage
    :sid: s2
    :email: charles@example.org
  :created_at: 2023-05-10 08:30:00.123456789 -08:00
  :score: 12.0
  :status: processed
  :results:
    tests:
    - :name: nobody
      output: ":sid: s9"
  :history:
  - :created_at: 2020-01-01 00:00:00 Z
submission_12:
  :submitters: &a
  - :name: Grace
    :sid: s3
  :created_at: 2023-05-10 06:00:00 UTC
submission_99:
  :created_at: 2023-05-10 06:00:00 UTC
YML
listed "Gradescope's export is recognised" "$scope" \
    "[e.layout, e.name, e.platform.full_name, e.platform.id, e.received].join(', ')" \
    'gradescope, submission_11, Ada "Countess" Lovelace; Charles Babbage, s1; s2, 2023-05-10T08:30:00.123456789-08:00 | gradescope, submission_12, Grace, s3, 2023-05-10T06:00:00Z'
cp "$scope/submission_metadata.yml" "$scratch/metadata"
echo '{[' >"$scope/submission_metadata.yml"
run list "$scope" "$scratch/listed"
same "a malformed export is refused" "$? $(grep -c '^class: submission_metadata.yml:[0-9]*: ' "$scratch/log")" "2 1"
mv "$scratch/metadata" "$scope/submission_metadata.yml"

# A whole download, as it came.
(cd "$moodle" && zip -qr "$scratch/moodle.zip" .)
listed "a download may be the .zip that it is" "$scratch/moodle.zip" "e.platform.full_name" \
    "Ada Lovelace | Flat Person | Only Paper | Under_Score"
(cd "$scratch" && zip -qr "$scratch/scope.zip" scope)
listed "a folder around an export does not matter" "$scratch/scope.zip" "e.layout" "gradescope | gradescope"
mkdir -p "$scratch/evil/in"
echo gone >"$scratch/evil/taken"
(cd "$scratch/evil/in" && zip -q "$scratch/evil.zip" ../taken)
ln -s "$scratch/evil" "$scratch/evil/in/ada"
(cd "$scratch/evil/in" && zip -qry "$scratch/linked.zip" . && rm ada && mkdir ada &&
    touch ada/taken && zip -q "$scratch/linked.zip" ada/taken)
rm "$scratch/evil/taken"
run list "$scratch/evil.zip" "$scratch/listed"
same "a name that leads out of it is refused" "$? $(grep -c 'cannot be unpacked' "$scratch/log")" "2 1"
listed "and a link in it is not made" "$scratch/linked.zip" "e.name" "ada"

# Names

names=$scratch/names
n=0
long=$(printf 'ü%.0s' {1..127})
# shellcheck disable=SC2016 # nothing here is to be expanded
for name in 'Zoë Groß' $'two\nlines' 'x, "y"' '=HYPERLINK("file:x","marks")' '-rf' \
    $'\u202egnp.' 'x; $(touch pwned) `touch pwned`' '%s%n' $'\xff\xfe' "$long" \
    'marking' 'class.json' '日本' '.x' 'Zo_Gro'; do
    student "$names/$name" "n$((n += 1))"
done
student "$names/twin" n90
student "$names/twin-$(printf '\4\0\0\0\0\0\0\0twin' | sha256sum | cut -c1-8)" n91
pack "$work" "$names/twin.zip"
run list "$names" "$scratch/listed"
same "every submission is listed, whatever its name" \
    "$? $(json "$scratch/listed/class.json" it.submissions.length)" "0 18"
same "their names are ours: printable and safe" \
    "$(json "$scratch/listed/class.json" 'it.submissions.filter(e => !/^[A-Za-z0-9][A-Za-z0-9_-]{0,70}$/.test(e.name)).length')" 0
same "and unique, whatever the file system says of case" \
    "$(json "$scratch/listed/class.json" 'new Set(it.submissions.map(e => e.name)).size')" 18
before=$(json "$scratch/listed/class.json" 'it.submissions.map(e => e.path + " " + e.name)' | sort)
student "$names/newcomer" n99
student "$names/Aardvark" n98
run list "$names" "$scratch/listed"
same "a name stays when others come" \
    "$(json "$scratch/listed/class.json" 'it.submissions.map(e => e.path + " " + e.name)' | sort | comm -23 <(echo "$before") -)" ""
rm -rf "$names/newcomer" "$names/Aardvark"

# Arguments

# refuses SENTENCE WORDS SUBMISSIONS OUT [VARIABLE=VALUE...]
refuses() {
    local sentence=$1 words=$2
    shift 2
    run "" "$@"
    same "$sentence: one line, status 2" \
        "$? $(wc -l <"$scratch/log") $(grep -c "^class: .*$words" "$scratch/log")" "2 1 1"
}
mkdir "$scratch/nothing"
touch "$scratch/file"
refuses "no such SUBMISSIONS" "No such file" "$scratch/none" "$scratch/out"
refuses "SUBMISSIONS with nothing in it" "holds no folders" "$scratch/nothing" "$scratch/out"
refuses "SUBMISSIONS that is no archive" "cannot be unpacked" "$scratch/file" "$scratch/out"
refuses "OUT that cannot be made" "cannot be written" "$plain" "$scratch/file/out"
refuses "an unknown course" "there is no course" "$plain" "$scratch/out" COURSE=none
refuses "MARKS that are not there" "cannot be read" "$plain" "$scratch/out" MARKS="$scratch/none"
refuses "an unknown engine" "ENGINE=" "$plain" "$scratch/out" ENGINE=none
refuses "JOBS that are none" "JOBS=" "$plain" "$scratch/out" JOBS=0

# Teams of Moodle's, a roster of another system's spelling

team=$scratch/team
for member in Ada Ben 'Kim Jo-Ann'; do
    student "$team/Group A-1-$member Example_10${#member}_assignsubmission_file"
    printf 'id: s1, s2, s3\nname: Ada; Ben; Kim\n' \
        >"$team/Group A-1-$member Example_10${#member}_assignsubmission_file/student.txt"
done
student "$team/Default group-Lee Alone_104_assignsubmission_file" s4
echo '/* mine */' >>"$team/Default group-Lee Alone_104_assignsubmission_file/00-ground/ground.c"
printf '%s\r\n' 'sep=;' 'ID;Name;Email' 's1;"Ada Example";a@example.org' 's2; Ben Example ;b@example.org' \
    's3;Kim Jo-Ann Example;k@example.org' "s4;Lee Alone;l@example.org" |
    iconv -t UTF-16 >"$scratch/team.csv"
run "" "$team" "$scratch/team-out" ROSTER="$scratch/team.csv"
same "the members of a team are who the roster says" \
    "$? $(json "$scratch/team-out/class.json" "it.submissions.map(s => s.platform.id + s.platform.team).sort().join()")" \
    "0 s1Group A-1,s2Group A-1,s3Group A-1,s4"
same "nobody is absent, no two are twins, no id is another's" \
    "$(json "$scratch/team-out/class.json" "it.absent.length + ' ' + it.submissions.filter(s => s.same_as || s.notes.length).length")" "0 0"

accents=$scratch/accents
student "$accents/$(printf 'Jo\xcc\x88rg Mu\xcc\x88ller')" s51
student "$accents/$(printf 'Zoe\xcc\x88 GROSS')" s52
printf 'name,received\n%s,2023-05-10T09:59:00+02:00\n%s,2023-05-10T09:59:00+02:00\n' \
    "$(printf 'J\xc3\xb6rg M\xc3\xbcller')" "$(printf 'zo\xc3\xab gro\xc3\x9f\xc2\xa0')" >"$scratch/accents.csv"
run list "$accents" "$scratch/accents-out" ROSTER="$scratch/accents.csv"
same "letters with accents are the same however they are composed" \
    "$(json "$scratch/accents-out/class.json" "it.absent.length + ' ' + it.submissions.filter(s => s.received).length")" "0 2"

# Marks as spreadsheets save them

id=relu_slope
mkdir -p "$scratch/sheet/02-activations"
cp -r solutions/02-activations "$scratch/sheet/"
cp solutions/student.txt "$scratch/sheet/"
marks_as() { # SENTENCE POINTS: the table comes on standard input
    cat >"$scratch/sheet.csv"
    grade "$scratch/sheet" "$scratch/sheet-out" MARKS="$scratch/sheet.csv"
    same "$1" "$(exercise_field "$scratch/sheet-out/result.json" $id score)" "$2"
}
printf 'student;exercise;points\r\nsheet;%s;0,5\r\n' $id | marks_as "marks with semicolons and decimal commas" 0.5
printf 'Student\tExercise\tPoints\nsheet\t%s\t0.5\n' $id | marks_as "with tabs and capitals" 0.5
printf 'student, exercise, points\nsheet , %s, "50\xc2\xa0%%"\n' $id | marks_as "with blanks and a no-break space" 0.5
printf 'student,exercise,points\nsheet,%s,"0,5"\n' $id | iconv -t UTF-16LE | marks_as "in UTF-16 without a mark" 0.5
printf 'student,exercise,points\nsheet,%s,"1.000,5"\n' $id | marks_as "two signs that may be decimal are no number" 0

# Grading

mixed=$scratch/mixed
student "$mixed/ada" s1
student "$mixed/bob" s2
cp "$mixed/bob/00-ground/ground.c" "$scratch/ground.c"
cp skeletons/00-ground/ground.c "$mixed/bob/00-ground/"
pack "$work" "$mixed/=cmd|' |A0.zip"
student "$mixed/dora" s1
cp skeletons/02-activations/activations.c "$mixed/dora/02-activations/"
student "$mixed/"$'new\nline' s4
printf 'id: s5\nname: =HYPERLINK("x"), the "first"\ngroup: @7\n' >"$mixed/ada/student.txt"
mkdir "$mixed/empty"
pack "$work" "$mixed/cut.zip"
truncate -s 1000 "$mixed/cut.zip"
echo junk >"$mixed/junk.rar"
printf 'student,id,name,email\nada,s1,Ada,a@example.org\n,s4,New,n@example.org\n,s77,Nobody,x@example.org\n' >"$scratch/roster.csv"

one=$scratch/one
run "" "$mixed" "$one" ROSTER="$scratch/roster.csv"
same "a class is graded, whatever lies there" "$?" 0
log=$(cat "$scratch/log")
same "all that can be read have a record, the rest a reason" \
    "$(find "$one" -name result.json | wc -l) $(find "$one" -name problem.txt | wc -l)" "5 3"
expect "what cannot be read is listed with its reason" grep -q 'cut: it is damaged' <<<"$log"
expect "so is what is empty" grep -q 'empty: it is an empty folder' <<<"$log"
expect "the same files twice are listed" grep -q '^  new_line.* as ada$' <<<"$log"
expect "an id that the roster does not know is told" grep -q "'s5', but it was handed in by 's1'" <<<"$log"
expect "so is an id that stands in two submissions" grep -q "the id 's1' stands in student.txt of cmd" <<<"$log"
same "who handed in nothing is told" \
    "$(json "$one/class.json" 'it.absent.map(p => p.id)')" s77
same "grades.csv is read by others as it was meant" \
    "$(pandoc -f csv -t json "$one/grades.csv" | grep -o '"Str","c":"[^"]*"' | sed -n 's/.*"c":"\(.*\)"/\1/p' | head -n 12 | tr '\n' ' ')" \
    "submission id name group score max_score pending late_s penalty flags status problem "
same "no cell of it is a formula" \
    "$(grep -cE "(^|,)\"?[=+@-]" "$one/grades.csv")" 0
expect "and the name is still there" grep -qF ",\"'=HYPERLINK(\"\"x\"\"), the \"\"first\"\"\",'@7," "$one/grades.csv"
same "what is wrong costs only its own marks" \
    "$(awk -F , '$1 == "bob" {print ($5 > 0)}' "$one/grades.csv") $(field "$one/ada/result.json" score)" \
    "1 $(field "$one"/new_line-*/result.json score)"

# inodes OUT: a file that is written again has a new one.
inodes() { find "$1" -name "${2:-result.json}" -printf '%P %i\n' | sort; }
before=$(inodes "$one")
run "" "$mixed" "$one" ROSTER="$scratch/roster.csv"
same "what is current is not graded again" "$? $(inodes "$one")" "0 $before"
cp "$scratch/ground.c" "$mixed/bob/00-ground/"
student "$mixed/carol" s6
run "" "$mixed" "$one"
same "only what changed or came is graded" \
    "$(inodes "$one" | comm -13 <(echo "$before") - | cut -d/ -f1 | tr '\n' ' ')" "bob carol "

# Marks
answer=$(awk -F '\t' '$7 == "answer" && $4 > 0 {print $1; exit}' chapters/02-activations/exercises.tsv)
printf 'student,exercise,points,comment\nada,%s,1,fine\nnobody,%s,1,\n' "$answer" "$answer" >"$scratch/marks.csv"
before=$(inodes "$one") verdicts=$(inodes "$one" verdicts.json)
run "" "$mixed" "$one" MARKS="$scratch/marks.csv"
same "a mark for one writes one record" \
    "$(inodes "$one" | comm -13 <(echo "$before") - | cut -d/ -f1)" ada
same "and judges nothing again" "$(inodes "$one" verdicts.json)" "$verdicts"
same "the mark is in it" "$(exercise_field "$one/ada/result.json" "$answer" score)" 1
before=$(inodes "$one")
run "" "$mixed" "$one"
same "a run that does not name the marks keeps them" "$(inodes "$one")" "$before"
mkdir "$one/marking"
echo student,exercise,points >"$one/marking/answer.csv"
refuses "marks in two places" "which one counts, MARKS=" "$mixed" "$one"
run "" "$mixed" "$one" MARKS="$one/marking"
same "are those of the place that is named" \
    "$? $(exercise_field "$one/ada/result.json" "$answer" status)" "0 to_be_marked"
rm -r "$one/marking"
run "" "$mixed" "$one" MARKS="$scratch/marks.csv"
same "all else is as if it were graded with the mark" \
    "$(grade "$mixed/ada" "$scratch/marked" MARKS="$scratch/marks.csv" COURSE=workbook
        without_times "$scratch/marked/result.json" | grep -v '"key":' | diff - \
            <(without_times "$one/ada/result.json" | grep -v '"key":') | head -n 5)" ""
expect "a mark for nobody in the class is told" grep -q '^  nobody$' "$scratch/log"

# The time of handing in
late=$scratch/late
student "$late/ada"
printf 'student,received\nada,2023-05-10T08:59:00+02:00\n' >"$scratch/in-time.csv"
printf 'student,received\nada,2023-05-10T09:59:00+02:00\n' >"$scratch/late.csv"
run "" "$late" "$scratch/handed" COURSE=eml-2023 ROSTER="$scratch/in-time.csv"
in_time=$(field "$scratch/handed/ada/result.json" late_s)
verdicts=$(inodes "$scratch/handed" verdicts.json)
run "" "$late" "$scratch/handed" COURSE=eml-2023 ROSTER="$scratch/late.csv"
same "the roster says when it was handed in" \
    "$in_time $(field "$scratch/handed/ada/result.json" late_s)" "0 3540"
same "and another time needs no other judging" "$(inodes "$scratch/handed" verdicts.json)" "$verdicts"
printf 'student,received\nada,yesterday\n' >"$scratch/late.csv"
refuses "a time that is none" "late.csv:2: 'yesterday' is no time" "$late" "$scratch/handed" ROSTER="$scratch/late.csv"

# Being stopped

two=$scratch/two
echo student,exercise,points >"$scratch/marks.csv"
run "" "$mixed" "$one"
# stop_after RECORDS SECONDS: a run that is killed so long after it has them.
stop_after() {
    env SUBMISSIONS="$mixed" OUT="$two" TRAIN=0 SEED=7 JOBS=2 COURSE=workbook \
        "$class" >/dev/null 2>&1 &
    local pid=$!
    while [[ $(find "$two" -name result.json 2>/dev/null | wc -l) -lt $1 ]] &&
        kill -0 $pid 2>/dev/null; do
        sleep 0.05
    done
    sleep "$2"
    kill -KILL $pid 2>/dev/null
    wait $pid 2>/dev/null
}
stop_after 0 0.05
stop_after 0 0.4
stop_after 1 0
stop_after 1 0.7
stop_after 2 0.02
stop_after 3 0.1
killed=$(inodes "$two")
expect "a run that is killed leaves what it had" test "$(wc -l <<<"$killed")" -ge 3
SUBMISSIONS=$mixed OUT=$two TRAIN=0 SEED=7 JOBS=2 COURSE=workbook \
    setsid make -s class >/dev/null 2>&1 &
sleep 1.5
kill -KILL $!
wait $! 2>/dev/null
sleep 0.3
expect "a make that is killed leaves nobody at work" flock -n "$two" true
run "" "$mixed" "$two"
same "a class that was killed time and again is graded in the end" "$?" 0
same "with the same grades" "$(cmp "$one/grades.csv" "$two/grades.csv" 2>&1)" ""
same "and the same records, apart from times" \
    "$(for record in "$one"/*/result.json; do
        other=$two/$(basename "$(dirname "$record")")/result.json
        cmp <(without_times "$record") <(without_times "$other") 2>&1
    done)" ""
same "what was done before is not done twice" "$(inodes "$two" | comm -23 <(echo "$killed") -)" ""
same "nothing half done is left" "$(find "$two" -name '*.new' -o -name '.room-*')" ""

# A full disk
mkdir "$scratch/full"
if mount -t tmpfs -o size=200k tmpfs "$scratch/full" 2>/dev/null; then
    run "" "$mixed" "$scratch/full/out"
    same "a full disk is said in one line" \
        "$? $(grep -c '^class: OUT=.*make room' "$scratch/log")" "2 1"
    mount -o remount,size=20m "$scratch/full"
    run "" "$mixed" "$scratch/full/out"
    same "and with room the run goes on" "$? $(cmp "$one/grades.csv" "$scratch/full/out/grades.csv" 2>&1)" "0 "
    umount "$scratch/full"
fi

# What a record depends on
keys() { # VARIABLE=VALUE...
    grade "$work" "$scratch/key" COURSE=nnfs-2024 "$@"
    field "$scratch/key/result.json" key
}
# Something with CIFAR-10's structure: ten records, a thousand times.
batches=$scratch/data/cifar-10-batches-bin
mkdir -p "$batches"
for label in 0 1 2 3 4 5 6 7 10 11; do # in octal
    # shellcheck disable=SC2059
    printf "\\$label"
    head -c 3072 /dev/zero
done >"$scratch/ten"
for _ in $(seq 1000); do cat "$scratch/ten"; done >"$batches/test_batch.bin"
for n in 1 2 3 4 5; do ln "$batches/test_batch.bin" "$batches/data_batch_$n.bin"; done
first=$(keys TRAIN=1 DATASETS="$scratch/data")
same "the same data give the same key" "$(keys TRAIN=1 DATASETS="$scratch/data")" "$first"
printf x | dd of="$batches/test_batch.bin" bs=1 seek=100 conv=notrunc 2>/dev/null
expect "other data give another key" test "$(keys TRAIN=1 DATASETS="$scratch/data")" != "$first"
rm "$batches/data_batch_4.bin"
grade "$work" "$scratch/half" COURSE=nnfs-2024 TRAIN=1 DATASETS="$scratch/data"
same "half a set is the grader's fault, told in one line, and nobody's loss" \
    "$? $(grep -c 'holds only a part of CIFAR-10; missing: data_batch_4.bin' "$scratch/half.log") $(
        find "$scratch/half" -type f 2>/dev/null | wc -l)" "3 1 0"
run "" "$mixed" "$scratch/half-class" TRAIN=1 DATASETS="$scratch/data"
same "and stops a class before it begins" \
    "$? $(grep -c 'missing: data_batch_4.bin' "$scratch/log")" "3 1"

same "no name became a command" "$(find . "$scratch" -name pwned 2>/dev/null)" ""
