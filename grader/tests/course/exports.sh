#!/bin/bash
# exports.sh - every export, read by readers that know the platforms and not
# the exporter: the reference's record, a failing one, a late one, one full of
# hostile strings, a submission that could not be read, and a class.
# shellcheck disable=SC2016 # what stands in single quotes is for an inner shell
set -uo pipefail
. grader/tests/lib/ok.sh
here=grader/tests/exports
unset FORMAT TO WORKSHEET GRADEBOOK ASSIGNMENT SCALE
export=${EXPORT:-build/grader/export}

have() {
    command -v "$1" >/dev/null && return
    echo "skipped: $1 is not here, and with it $2"
    return 1
}
# export_to SENTENCE FORMAT OUT [TO]: the exporter; what it said is in $said.
said=$scratch/said
export_to() {
    local sentence=$1
    shift
    expect "$sentence" bash -c '"$@" 2>&1 | tee "$said"; exit "${PIPESTATUS[0]}"' _ "$export" "$@"
}
export said

# Records of single gradings: NAME/result.json, or NAME/problem.txt.
one=$scratch/one
mkdir -p "$one"/{late,hostile,unreadable} "$scratch/part"
grade solutions "$one/reference" MARKS=grader/model-marks.csv
cp -r solutions/0[02]* skeletons/0[1345]* "$scratch/part/"
printf 'int no(\n' >>"$scratch/part/01-descent/descent.c"
sed -i '/mat_same("relu", x, y)/s/^/    *(volatile int *)8 = 1;\n/' \
    "$scratch/part/02-activations/activations.c"
printf 'id: =1+1\nname: ::error::x <b>"\n' >"$scratch/part/student.txt"
grade "$scratch/part" "$one/failing"
jq '.late_s = 7200 | .penalty = 10.25 | .score -= 10.25' \
    "$one/reference/result.json" >"$one/late/result.json"
node $here/spoil.js "$one/failing/result.json" hostile >"$one/hostile/result.json"
printf 'the archive cannot be read: \033[1m::error:: <b>\n' >"$one/unreadable/problem.txt"

for name in reference failing late hostile unreadable; do
    record=$one/$name/result.json
    [[ -e $record ]] || record=$one/$name/problem.txt
    for format in autolab check50 classroom gradescope prairielearn tap vpl; do
        file=$one/$name/$format.out
        "$export" $format "$one/$name" "$file" >/dev/null
        expect "$name: $format is what its reader takes" \
            node $here/readers.js $format "$file" "$record"
    done
    "$export" junit "$one/$name" "$one/$name/junit.xml" >/dev/null
    expect "$name: junit fits its schema" \
        xmllint --noout --schema $here/junit.xsd "$one/$name/junit.xml"
    expect "$name: junit tells no value" bash -c '! grep -q SECRET-VALUE "$1"' _ "$one/$name/junit.xml"
done
expect "the readers notice another record's export" bash -c \
    "! node $here/readers.js gradescope '$one/late/gradescope.out' '$one/reference/result.json' 2>/dev/null"
expect "and a value that was told" bash -c "sed 's/not yet/SECRET-VALUE/' '$one/failing/vpl.out' >'$scratch/told';
    ! node $here/readers.js vpl '$scratch/told' '$one/failing/result.json' 2>/dev/null"

# JUnit's numbers, and TAP as Perl's harness reads it (its readers may know
# version 13 only, which has no other lines than 14 has).
count() {
    xmllint --xpath "count(//$1)" "$one/$2/junit.xml"
}
same "junit has a suite for each exercise" "$(count testsuite failing)" \
    "$(jq '.exercises | length' "$one/failing/result.json")"
same "and says how many failed" "$(count failure failing)" \
    "$(xmllint --xpath 'string(/testsuites/@failures)' "$one/failing/junit.xml")"
same "a wrong value is a failure, a crash an error" "$(count 'testsuite[contains(@name, "ReLU")]//error[@type="crash"]' failing | awk '{print ($1 > 0)}') $(
    xmllint --xpath 'string(/testsuites/@errors)' "$one/failing/junit.xml") $(count 'failure[starts-with(@message, "your ")]' failing)" "1 $(count error failing) 0"
same "nothing fails in the reference" "$(count failure reference) $(count error reference)" "0 0"
if have prove "the run of TAP's harness"; then
    tap() {
        sed '1s/14/13/' "$one/$1/tap.out" >"$scratch/$1.tap"
        prove -e cat "$scratch/$1.tap" 2>&1
    }
    same "TAP's harness passes the reference" "$(tap reference | tail -n 1)" "Result: PASS"
    same "and fails the failing one" "$(tap failing | tail -n 1)" "Result: FAIL"
    same "and stops at what could not be read" \
        "$(tap unreadable | grep -c '^Bailout called')" 1
fi

# The same from a build with sanitizers.
expect "the exporter builds with sanitizers" make -s build/asan/export
for format in autolab check50 classroom gradescope junit prairielearn tap vpl; do
    build/asan/export $format "$one/hostile" - >"$scratch/asan.out" 2>"$scratch/asan.err"
    same "hostile: $format with sanitizers: no finding" "$? $(wc -c <"$scratch/asan.err")" "0 0"
    expect "and the same output" cmp "$scratch/asan.out" <("$export" $format "$one/hostile" -)
done

# The command
same "without FORMAT the formats are listed, each of them" \
    "$("$export" | sed -n 's/^  \([a-z0-9-]*\) .*/\1/p' | xargs)" \
    "$(for f in grader/export/formats/*.c; do basename "$f" .c; done | LC_ALL=C sort | xargs)"
refuses() { # SENTENCE WORDS ARGUMENT...
    local sentence=$1 words=$2
    shift 2
    "$export" "$@" >"$said" 2>&1
    same "$sentence" "$? $(grep -c "^export: .*$words" "$said")" "2 1"
}
refuses "an unknown format is refused" "no format 'nothing'" nothing "$one/late"
refuses "a directory without a record is refused" "no result.json" junit "$scratch/part"
refuses "a class's format wants a class" "format of classes" canvas "$one/late"
mkdir "$scratch/broken" && echo '{"exercises": [' >"$scratch/broken/result.json"
refuses "half a record is refused" "no record of a grading" junit "$scratch/broken"
refuses "a place that cannot be written is said" "cannot be written" junit "$one/late" /proc/none
same "and nothing unfinished is left" "$(find "$one" -name '*.new')" ""

odd="$scratch/it's \"a\" \$(name)"
cp -r "$one/late" "$odd"
expect "make export takes any name of a place" env FORMAT=tap OUT="$odd" make -s export
expect "and writes there" test -s "$odd/results.tap"

# A class: what the platform told against what a submission says of itself.
class=$scratch/class
mkdir -p "$class"/{ada,formula,group,thief,unreadable,waiting,faulty} "$one/judged"
# The hostile record without its exercise that the grader could not judge.
jq '.max_score += .exercises[1].points | .exercises[1].status = "failed"' \
    "$one/hostile/result.json" >"$one/judged/result.json"
person() { # NAME RECORD GROUP
    jq --argjson group "$3" --arg name "$1" '.submission = $name | .group = $group' \
        "$one/$2/result.json" >"$class/$1/result.json"
    echo "for $1" >"$class/$1/feedback.md"
}
person ada reference '[{"id": "s1", "name": "Ada Lovelace", "group": ""}]'
person formula judged '[{"id": "+s2", "name": "=HYPERLINK(\"x\")", "group": ""}]'
person group late '[{"id": "s3", "name": "Groß, \"Jörg\"", "group": "7"}, {"id": "s4", "name": "Carol", "group": "7"}]'
person faulty hostile '[{"id": "s8", "name": "Frank", "group": ""}]'
person thief failing '[{"id": "s1", "name": "Ada Lovelace", "group": ""}]'
echo 'no archive' >"$class/unreadable/problem.txt"
cat >"$class/class.json" <<'JSON'
{"course": "workbook", "title": "=Networks, neural", "submissions": [
{"number": 0, "name": "ada", "platform": {"participant": "101", "full_name": "Ada Lovelace", "user": "11"}},
{"number": 1, "name": "formula", "platform": {"participant": 102, "full_name": "=HYPERLINK(\"x\")_\u202ey", "user": 12}},
{"number": 2, "name": "group", "platform": {"participant": "103", "full_name": "Jörg_Groß", "user": "13"}},
{"number": 3, "name": "thief", "platform": {"participant": "106", "full_name": "../Mallory\n", "user": "16"}},
{"number": 4, "name": "unreadable", "platform": {"participant": "104", "full_name": "Dave", "user": "14"}, "problem": "no archive"},
{"number": 5, "name": "waiting", "platform": {"participant": "105", "full_name": "Erin", "user": "15"}},
{"number": 6, "name": "faulty", "platform": {"participant": "107", "full_name": "Frank", "user": "17"}}]}
JSON
mkdir "$scratch/outside" &&
    jq '.submissions[0].name = "../class/ada"' "$class/class.json" >"$scratch/outside/class.json"
refuses "a list whose names lead elsewhere is refused" "no list of a class" junit "$scratch/outside"
score() {
    jq -r '.score * 100 | round / 100' "$one/$1/result.json"
}
reference=$(score reference) failing=$(score failing) late=$(score late) judged=$(score judged)
most=$(jq .max_score "$one/reference/result.json")

expect "every single format is written for each of a class" bash -c \
    "'$export' junit '$class' | grep -q '6 files'"
expect "and what has no record is said" bash -c \
    "'$export' junit '$class' 2>&1 | grep -q '1 of 7 submissions have no record'"

# Moodle's worksheet in three languages: other headers, separators, columns.
worksheet() { # NAME MAXIMUM IDENTIFIER... the header; rows follow alike
    local comment=$1 separator=$2 maximum=$3 person=$4
    {
        printf '\xef\xbb\xbf%s\r\n' "$5"
        while IFS='|' read -r number name id mail; do
            printf '%s%s,"%s",%s,%s,"state, ""so""\n2",,"%s",-,-%s\r\n' \
                "$person" "$number" "${name//\"/\"\"}" "$id" "$mail" "$maximum" "$comment"
        done <<'ROWS'
101|Ada Lovelace|s1|ada@uni
102|=HYPERLINK("x")|s2|f@uni
103|Jörg Groß|s3|j@uni
109|Carol Who|s4|c@uni
104|Dave|s5|d@uni
106|Mallory|s6|m@uni
110|Nobody|s7|n@uni
107|Frank|s8|k@uni
ROWS
    } | if [[ $separator == ';' ]]; then sed 's/,/;/g'; else cat; fi
}
arrives() { # SENTENCE DUE COMMAND...
    local sentence=$1 due=$2 came
    shift 2
    came=$("$@" 2>&1)
    same "$sentence" "$came" "$due"
}
worksheet , , 100.00 Participant \
    'Identifier,"Full name","ID number","Email address",Status,Grade,"Maximum Grade","Last modified (submission)","Last modified (grade)","Feedback comments"' \
    >"$scratch/english.csv"
worksheet '' ';' 100.00 参加者 '識別子,フルネーム,番号,メール,ステータス,評点,最大評点,"最終更新日時 (提出)","最終更新日時 (評点)"' \
    >"$scratch/japanese.csv"
worksheet , ';' '100,00' Teilnehmer/in \
    'ID,"Vollständiger Name",Nummer,Adresse,Status,Bewertung,Bestbewertung,"Zuletzt geändert (Abgabe)","Zuletzt geändert (Bewertung)","Feedback als Kommentar"' |
    sed 's/"100;00"/"100,00"/' >"$scratch/german.csv"
unseen=' The checks used fresh numbers; their values are not shown.'
grades() { # with commas as the platform writes them
    printf '101 %s%s\n' "$reference" "${1:+ $reference of $most points.$unseen}"
    printf '102 %s%s\n' "$judged" "${1:+ $judged of $(jq .max_score "$one/judged/result.json") points; 0.5 taken off; answers worth $(jq .pending "$one/judged/result.json") more wait for a person.$unseen}"
    printf '103 %s%s\n109 %s%s\n104 empty\n' "$late" "${1:+ $late of $most points; 10.25 taken off.$unseen}" \
        "$late" "${1:+ $late of $most points; 10.25 taken off.$unseen}"
    printf '106 %s%s\n110 empty\n107 empty\n' "$failing" \
        "${1:+ $failing of $(jq .max_score "$one/failing/result.json") points; answers worth $(jq .pending "$one/failing/result.json") more wait for a person.$unseen}"
}
WORKSHEET=$scratch/english.csv export_to "a worksheet is filled in" moodle-worksheet "$class"
for words in "row 8 (Nobody) has no submission" "'waiting' has no row" "row 6 (Dave) is left as it is" \
    "row 9 (Frank) is left as it is: exercises could not be judged" "not final" "points are written as they are"; do
    expect "and says: $words" grep -qF "$words" "$said"
done
arrives "Moodle reads it; nobody takes another's row" "$(grades with)" \
    node $here/class.js worksheet "$scratch/english.csv" "$class/moodle-worksheet.csv" \
    Identifier Grade "Last modified (grade)" "Feedback comments"
WORKSHEET=$scratch/japanese.csv export_to "one in Japanese, with semicolons, without comments" \
    moodle-worksheet "$class"
arrives "arrives, too" "$(grades)" node $here/class.js worksheet "$scratch/japanese.csv" \
    "$class/moodle-worksheet.csv" 識別子 評点 "最終更新日時 (評点)" ''
iconv -t UTF-16 "$scratch/japanese.csv" >"$scratch/wide.csv"
WORKSHEET=$scratch/wide.csv export_to "one in UTF-16" moodle-worksheet "$class"
arrives "arrives in UTF-8" "$(grades)" node $here/class.js worksheet "$scratch/japanese.csv" \
    "$class/moodle-worksheet.csv" 識別子 評点 "最終更新日時 (評点)" ''
worksheet_grades() { # without the comments
    node $here/class.js worksheet "$@" | cut -d ' ' -f 1,2
}
WORKSHEET=$scratch/german.csv export_to "one in German, with decimal commas" moodle-worksheet "$class"
arrives "arrives with decimal commas" "$(grades | sed 's/\./,/')" \
    worksheet_grades "$scratch/german.csv" "$class/moodle-worksheet.csv" \
    ID Bewertung "Zuletzt geändert (Bewertung)" "Feedback als Kommentar"
sed 's/100.00/50.00/' "$scratch/english.csv" >"$scratch/fifty.csv"
WORKSHEET=$scratch/fifty.csv export_to "grades above the sheet's maximum are left out" moodle-worksheet "$class"
expect "and said" grep -q "above the table's maximum" "$said"
SCALE=1 WORKSHEET=$scratch/fifty.csv export_to "SCALE=1 scales them" moodle-worksheet "$class"
expect "full marks to the sheet's maximum" grep -q '^2",50,"50.00"' "$class/moodle-worksheet.csv"
refuses "without WORKSHEET it says where to get one" "give WORKSHEET=file" moodle-worksheet "$class"
WORKSHEET=$scratch/english.csv refuses "a record alone cannot fill a sheet" "format of classes" \
    moodle-worksheet "$one/late"
sed 's/Participant1/Participant9/; s/@uni/@else/; s/,s[0-9],/,,/; s/Ada\|HYPER\|Jörg\|Carol\|Mallory\|Frank/X/' \
    "$scratch/english.csv" >"$scratch/foreign.csv"
rm -f "$class/moodle-worksheet.csv"
WORKSHEET=$scratch/foreign.csv refuses "another assignment's sheet is refused" "no grade fits" \
    moodle-worksheet "$class"
same "and nothing is written" "$(find "$class" -name '*worksheet*')" ""

export_to "the zip of feedback is written" moodle-feedback "$class"
expect "unzip finds no fault in it" unzip -tq "$class/moodle-feedback.zip"
unzip -Z1 "$class/moodle-feedback.zip" >"$scratch/names"
arrives "Moodle finds whose each file is" \
    "$(printf '%s feedback.md\n' 101 102 103 106 104 107)" node $here/class.js feedback "$scratch/names"
unzip -p "$class/moodle-feedback.zip" '*_103_*' >"$scratch/got"
same "and it is that one's" "$(cat "$scratch/got")" "for group"

# Canvas
cat >"$scratch/gradebook.csv" <<'CSV'
Student,ID,SIS User ID,SIS Login ID,Section,Quiz (7),"Sheet, one (42)",Assignments Current Score,Current Score
,,,,,Manual Posting,,,
"    Points Possible",,,,,10,90,(read only),(read only)
"Lovelace, Ada",11,x1,ada,"A, ""B""",3,,88,88
"=HYPERLINK(""x"")",12,,f,A,,,,
"Groß, Jörg",13,,j,A,,1.50,,
"Who, Carol",19,s4,c,A,,,,
"Mallory",16,,m,A,,,,
"Student, Test",99,,t,A,,,,
CSV
students=(11:ada: 12:f: 13:j: 19:c: 16:m:)
GRADEBOOK=$scratch/gradebook.csv refuses "of several assignments one has to be named" \
    "ASSIGNMENT= has to name" canvas "$class"
for wanted in 'Sheet, one' 42 'Sheet, one (42)'; do
    ASSIGNMENT=$wanted GRADEBOOK=$scratch/gradebook.csv \
        export_to "Canvas's gradebook is filled in (ASSIGNMENT=$wanted)" canvas "$class"
done
arrives "Canvas reads it, with the assignment's number" "assignment 7
11 3
12 empty
13 empty
19 empty
16 empty
unknown empty
assignment 42
11 $reference
12 $judged
13 $late
19 $late
16 $failing
unknown empty" node $here/class.js canvas "$class/canvas.csv" "${students[@]}"
same "every other byte is the instructor's" \
    "$(diff <(sed 's/,\(90\|[0-9.]*\),\(88\|(read only)\|\),\(88\|(read only)\|\)$/,\2,\3/' "$class/canvas.csv") \
        <(sed 's/,\(90\|[0-9.]*\),\(88\|(read only)\|\),\(88\|(read only)\|\)$/,\2,\3/' "$scratch/gradebook.csv"))" ""
export_to "without one a new gradebook is made" canvas "$class"
arrives "which Canvas reads" "new assignment '=Networks, neural
11 $reference
12 $judged
unknown $late
unknown $late
13 $late
16 $failing" node $here/class.js canvas "$class/canvas.csv" "${students[@]}"

for format in moodle-worksheet moodle-feedback moodle-gradebook canvas nbgrader; do
    WORKSHEET=$scratch/german.csv build/asan/export $format "$class" - >"$scratch/asan.out" 2>"$scratch/asan.err"
    same "a class: $format with sanitizers: no finding" "$? $(grep -vc '^export: ' "$scratch/asan.err")" \
        "0 $([[ $format == moodle-worksheet ]] && echo 1 || echo 0)"
done

# Tables of ours
export_to "a table for Moodle's gradebook" moodle-gradebook "$class"
arrives "holds no formula, and no id that two claim" "Ada Lovelace|||$reference|$reference of $most points.$unseen
'=HYPERLINK(\"x\")_?y||'+s2|$judged|$(grades with | sed -n 's/^102 [^ ]* //p')
Groß, \"Jörg\"||s3|$late|$late of $most points; 10.25 taken off.$unseen
Carol||s4|$late|$late of $most points; 10.25 taken off.$unseen
Jörg_Groß|||$late|$late of $most points; 10.25 taken off.$unseen
../Mallory|||$failing|$(grades with | sed -n 's/^106 [^ ]* //p')" \
    node $here/class.js table "$class/moodle-gradebook.csv" fullname,email,idnumber,grade,feedback
expect "what the grader could not judge is left out, and said" grep -q "'faulty' is left out" "$said"
expect "both that claim it are named" grep -q "'thief' says that it is by s1" "$said"
export_to "a table as nbgrader's" nbgrader "$class"
expect "has its columns" node $here/class.js table "$class/nbgrader.csv" \
    assignment,duedate,timestamp,student_id,last_name,first_name,email,raw_score,late_submission_penalty,score,max_score
if have ssconvert "the spreadsheet's reading (gnumeric)"; then
    formulas() {
        ssconvert -I Gnumeric_stf:stf_csvtab -T Gnumeric_XmlIO:sax:0 "$1" "$scratch/sheet.xml" 2>/dev/null &&
            node $here/class.js formulas "$scratch/sheet.xml"
    }
    printf 'a,b,c\n=1+1,2,3\n1,2,3\n' >"$scratch/formula.csv"
    same "Gnumeric takes =1+1 for a formula" "$(formulas "$scratch/formula.csv" | wc -l)" 1
    for table in canvas moodle-gradebook nbgrader; do
        arrives "and none in $table" "" formulas "$class/$table.csv"
    done
fi

# The kit
export_kit() {
    OUT=$scratch/kit COURSE=${1:-workbook} TRAIN=0 grader/export/kit.sh
}
expect "the kit is written" export_kit nnfs-2024
same "a course that is not there is refused" "$(export_kit nothing 2>&1 | grep -c 'takes one of: dl-2023')" 1
base=$scratch/autograder
mkdir -p "$base"/{source,submission,results}
unzip -q "$scratch/kit/gradescope.zip" -d "$base/source"
same "setup.sh and run_autograder stand at the zip's root" \
    "$(cd "$base/source" && ls -d setup.sh run_autograder)" $'run_autograder\nsetup.sh'
same "lines end as in UNIX" "$(grep -rlI $'\r$' "$base/source" --include='*.sh' --include='*.mk' --include=run_autograder)" ""
same "no test of ours is in it" "$(ls -d "$base/source/project/grader/tests/"*/ 2>/dev/null)" ""
expect "make finds all that it needs to build the grader there" \
    make -s -n -C "$base/source/project" grader build/grader/export
# What setup.sh would build is here already.
cp --parents -r build/{grader,judge,wanted} build/{double,asan,float}/{judge,below,solutions} \
    "$base/source/project/"
cp -r solutions/04-linear "$base/submission/"
run() { # CREATED
    cat >"$base/submission_metadata.json" <<JSON
{"id": 123456, "created_at": "$1",
 "assignment": {"due_date": "2025-01-31T23:59:00.000000-08:00", "group_size": null, "title": "x", "total_points": "45.0"},
 "users": [{"email": "ada@uni.example", "id": 1, "name": "Ada Lovelace"}],
 "previous_submissions": [{"score": "12.5", "autograder_error": false}, {"score": "99", "autograder_error": true}]}
JSON
    AUTOGRADER=$base "$base/source/run_autograder" >"$base/results/stdout" 2>&1
}
result=$base/results/results.json
run 2025-01-31T22:00:00.123456-08:00
expect "a submission is graded as Gradescope does it" jq -e \
    '.score > 0 and (.tests | length) > 10 and ([.tests[].score] | add) - .score < 0.01' "$result"
expect "the users' names stand in for student.txt" \
    grep -q 'name: Ada Lovelace' "$base/submission/student.txt"
same "in time by the assignment's own deadline" "$(jq -r .output "$result" | grep -c '^late:')" 0
run 2025-02-01T09:00:00.123456-08:00
same "and late by it" "$(jq -r .output "$result" | grep -c '^late: handed in 9 h 1 min')" 1
rm -r "$base/submission/"0*
run 2025-01-31T22:00:00-08:00
same "nothing to grade is said, for no points" \
    "$(jq -r '"\(.score) \(.tests | length)"' "$result") $(jq -r .output "$result" | grep -c '^the submission holds none')" "0 0 1"
mv "$base/source/project/build/grader/grade" "$scratch/grade"
run 2025-01-31T22:00:00-08:00
same "a grader that fails leaves the score of the submission before" \
    "$(jq -r '.score' "$result") $(jq -r .output "$result" | grep -c 'costs you nothing')" "12.5 1"
mv "$scratch/grade" "$base/source/project/build/grader/grade"

# The other platforms' scripts, from the same kit.
platforms=$base/source/project/grader/export/platforms
mkdir -p "$scratch/grade-root/student" "$scratch/lab"
(cd solutions && zip -qr "$scratch/grade-root/student/work.zip" 04-linear)
cp "$scratch/grade-root/student/work.zip" "$scratch/lab/handin.zip"
GRADE=$scratch/grade-root bash "$platforms/prairielearn/entrypoint.sh" >/dev/null 2>&1
expect "PrairieLearn's entrypoint leaves a result" jq -e '.gradable and .score > 0' \
    "$scratch/grade-root/results/results.json"
expect "its info.json is what PrairieLearn asks for" jq -e \
    '.gradingMethod == "External" and (.externalGradingOptions | .image and .timeout <= 600 and .enableNetworking == false)' \
    "$platforms/prairielearn/info.json"
same "the workflow has the names that Classroom looks for" \
    "$(grep -cxE 'name: Autograding Tests|  run-autograding-tests:|          runners: exercises|        id: exercises' \
        "$platforms/classroom/classroom.yml")" 4
cp "$platforms/autolab/autograde-Makefile" "$scratch/lab/Makefile"
expect "Autolab's driver ends in the line of scores" bash -c \
    "cd '$scratch/lab' && bash '$platforms/autolab/driver.sh' | tail -n 1 | jq -e '.scores.checks > 0'"
: >"$scratch/output"
GITHUB_OUTPUT=$scratch/output GITHUB_STEP_SUMMARY=$scratch/summary \
    bash "$platforms/classroom/step.sh" "$scratch/part" >"$scratch/log" 2>&1
expect "Classroom's step hands on its result" bash -c \
    "sed -n 's/^result=//p' '$scratch/output' | base64 -d | jq -e '.tests | length > 10'"
token=$(sed -n 's/^::stop-commands:://p' "$scratch/log")
same "and its log takes no commands in between" \
    "$(sed -n '1p;$p' "$scratch/log") $(grep -c "$token" "$scratch/log")" "::stop-commands::$token"$'\n'"::$token:: 2"
same "with another token each time" "${#token}" 32
