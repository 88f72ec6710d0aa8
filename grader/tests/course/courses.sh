#!/bin/bash
# courses.sh - course presets: each can be read, adds up, is released without
# a trace of the solutions, and gives the reference its full marks; what breaks
# a rule of handing in is said, and costs what the preset says. Training is
# left out here: `make courses` grades the reference with it.
set -uo pipefail
# shellcheck source=grader/tests/lib/ok.sh
. grader/tests/lib/ok.sh
unset RECEIVED ARCHIVE WORK

declare -A full=([workbook]=100 [nnfs-2024]=40 [eml-2023]=68 [dlcv-2022]=20
    [radboud-2023]=45 [dl-2023]=20)

course() {
    COURSE=$1 build/grader/course "${@:2}"
}

# sum COURSE KIND...: the points of its exercises of these kinds, and, with
# "declaration", of declarations.
sum() {
    { course "$1" table | cut -f4,7
        course "$1" declarations | awk -F '\t' '{print $2 "\tdeclaration"}'; } |
        awk -F '\t' -v kinds=" ${*:2} " '
            index(kinds, " " $2 " ") {sum += $1} END {print sum + 0}'
}

# page COUNT NAME: a PDF of so many pages with the name on each. It needs no
# typesetting: a page is a line of text in a font that every reader has.
page() {
    awk -v name="$2" -v pages="$1" 'BEGIN {
        out = "%PDF-1.4\n"
        for (i = 1; i <= pages; i++) kids = kids sprintf("%d 0 R ", 2 + 2 * i)
        object(1, "<< /Type /Catalog /Pages 2 0 R >>")
        object(2, "<< /Type /Pages /Kids [" kids "] /Count " pages " >>")
        object(3, "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>")
        for (i = 1; i <= pages; i++) {
            stream = "BT /F1 12 Tf 72 720 Td (" name ", page " i ") Tj ET"
            object(2 + 2 * i, "<< /Type /Page /Parent 2 0 R /MediaBox " \
                "[0 0 595 842] /Resources << /Font << /F1 3 0 R >> >> " \
                "/Contents " (3 + 2 * i) " 0 R >>")
            object(3 + 2 * i, "<< /Length " length(stream) " >>\nstream\n" \
                stream "\nendstream")
        }
        start = length(out)
        out = out "xref\n0 " (last + 1) "\n0000000000 65535 f \n"
        for (i = 1; i <= last; i++) out = out sprintf("%010d 00000 n \n", at[i])
        printf "%strailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n",
            out, last + 1, start
    }
    function object(number, text) {
        at[number] = length(out); last = number
        out = out number " 0 obj\n" text "\nendobj\n"
    }'
}

# The presets

same "each preset of grader/courses is tested here" \
    "$(printf '%s\n' grader/courses/* | xargs -n 1 basename | sort | xargs)" \
    "$(printf '%s\n' "${!full[@]}" | sort | xargs)"
bonus=$(awk -F '\t' '{sum += $4} END {print sum + 0}' chapters/08-*/exercises.tsv 2>/dev/null)
for name in "${!full[@]}"; do
    due=${full[$name]}
    [[ $name == workbook ]] && due=$((due + ${bonus:-0}))
    same "$name adds up to $due points" \
        "$(sum "$name" code run answer declaration)" "$due"
done
same "sheet D: 22 points by machine, 23 by a person" \
    "$(sum radboud-2023 code run) $(sum radboud-2023 answer)" "22 23"
while read -r item points; do
    same "sheet D: item $item gives $points" "$(course radboud-2023 table |
        awk -F '\t' -v item="$item" 'index($8, item) == 1 {s += $4}
            END {print s + 0}')" "$points"
done <<<"1.1 6
1.2 16
1.3 2
1.4 5
1.5 0
1.6 10
1.7 6"

# The reference

for name in "${!full[@]}"; do
    out=$scratch/grade-$name record=$scratch/grade-$name/result.json
    expect "the reference is graded under $name" grade solutions "$out" \
        COURSE="$name" MARKS=grader/model-marks.csv
    due=$(sum "$name" code answer declaration)
    same "and has all points of $name but those of runs" \
        "$(field "$record" score) of $(field "$record" max_score)" "$due of $due"
    same "its record holds the exercises of $name" \
        "$(sed -n '/"exercises"/,$s/^      "id": "\(.*\)",$/\1/p' "$record" | grep -v '^present_' | sort | xargs)" \
        "$(course "$name" table | cut -f1 | sort | xargs)"
    same "marks for other courses' questions cost one line at most" \
        "$(grep -c "does not ask" "$out.log")" "$([[ $name == workbook ]] && echo 0 || echo 1)"
done
expect "untouched skeletons are graded under radboud-2023" \
    grade skeletons "$scratch/skeletons" COURSE=radboud-2023
same "and have nothing, though the Net is given" \
    "$(field "$scratch/skeletons/result.json" score)" 0

# Releases: what students get, and that it serves them.

for name in "${!full[@]}"; do
    out=$scratch/release-$name
    COURSE=$name OUT=$out expect "$name is released, and shows no answer" \
        grader/course/release.sh
    mapfile -t files < <(find "$out" -type f ! -name '*.gz' ! -name '*.pdf')
    same "no model answer or rubric is in it" "$(awk -v min=20 \
        -f grader/tests/lib/scan.awk solutions/*/answers.md \
        chapters/*/chapter.md -- "${files[@]}")" ""
    same "nothing of the grader is, nor the source of a check" "$(cd "$out" &&
        ls -d chapters/*/{tests,judged}.c solutions \
        grader/{grade,record,judge,measure,tests} 2>/dev/null)" ""
    expect "its sheet is a PDF of few pages" \
        test "$(pdfinfo "$out/sheet.pdf" | awk '/^Pages/ {print $2}')" -le 4
    expect "the sheet states the points" grep -q "\*\*${full[$name]} points\*\*" "$out/sheet.md"
done
sheet=$scratch/release-eml-2023/sheet.md
expect "a sheet states deadline, group and declarations" \
    grep -q 'Due Wednesday, 10 May 2023, 09:00 (Europe/Berlin)' "$sheet"
expect "what may be declared is in it" grep -q 'present: reading, network' "$sheet"
expect "and the archive's name in another" \
    grep -q 'LASTNAME_firstname_Lab2_DLCV' "$scratch/release-dlcv-2022/sheet.md"
cp solutions/01-descent/answers.md "$scratch/leak.md"
expect "a model answer would be found" bash -c "awk -v min=20 \
    -f grader/tests/lib/scan.awk solutions/01-descent/answers.md -- \
    '$scratch/leak.md' | grep -q ."
mkdir "$scratch/something"
COURSE=dl-2023 OUT=$scratch/something grader/course/release.sh >"$scratch/log" 2>&1
same "a release overwrites nothing but a release" \
    "$? $(grep -c 'no earlier release' "$scratch/log")" "2 1"

release=$scratch/release-radboud-2023
in_release() {
    make -s -C "$release" MAKEFLAGS= MAKELEVEL= "$@"
}
# Its objects are those of this tree: compiling them twice proves nothing.
mkdir -p "$release/build/grader"
cp -r build/setup.ok build/labels build/labels.tsv "$release/build/" 2>/dev/null
in_release start ID=s1 NAME='Ada Lovelace' >"$scratch/log" 2>&1
started=$?
same "make start works there" "$started $(xargs <"$release/work/student.txt")" \
    "0 id: s1 name: Ada Lovelace group:"
cp solutions/01-descent/descent.c "$release/work/01-descent/"
expect "make check works there" in_release check CH=01
expect "make plots works there" in_release plots CH=01
expect "and draws" test -s "$release/build/work/plots/01-descent/first.svg"
for word in 0 ground; do
    rm -rf "$release/build/work/plots/00-ground"
    in_release plots CH=$word >"$scratch/log" 2>&1
    expect "CH=$word draws a chapter of which the course asks for no run" \
        test -s "$release/build/work/plots/00-ground/random.svg"
done
in_release submit >"$scratch/log" 2>&1
same "make submit refuses what the course would" \
    "$? $(grep -c 'says no group\|no report' "$scratch/log")" "2 2"

release=$scratch/release-dlcv-2022
in_release start ID=s1 NAME='Ada King Lovelace' >"$scratch/log" 2>&1
cp solutions/06-mnist/* "$release/work/06-mnist/"
page 3 'Ada King Lovelace' >"$release/work/lab 2.pdf"
in_release submit >"$scratch/log" 2>&1
archive=$release/LOVELACE_ada_Lab2_DLCV.tar.bz2
same "make submit packs under the name that the course wants" \
    "$? $(tail -n 1 "$scratch/log")" \
    "0 Subject of the mail: DLCV-GROUP: LOVELACE_Ada_Lab2"
expect "what it packs is taken" grade "$archive" "$scratch/packed" COURSE=dlcv-2022
same "with nothing to object to" \
    "$(grep -c '"rule"' "$scratch/packed/result.json") $(grep -A2 '"flags"' "$scratch/packed/result.json" | grep -c training)" "0 1"
for name in radboud-2023 eml-2023; do
    same "student.txt has the lines that $name asks for" \
        "$(xargs <"$scratch/release-$name/grader/course/student.lines")" \
        "$([[ $name == eml-2023 ]] && echo present: || echo group:)"
done

same "letters of other languages stay in a name" \
    "$(course dlcv-2022 archive s1 'Jörg von Müller/Öz' '')" "MÜLLER-ÖZ_jörg_Lab2_DLCV"

# Reports. The record is a grading's without training.
expect "a report of dl-2023 is written" book/report.sh "$scratch/grade-dl-2023"
report=$scratch/grade-dl-2023/report.pdf
expect "within its page limit" \
    test "$(pdfinfo "$report" | awk '/^Pages/ {print $2}')" -le 3
expect "names on its first page" \
    bash -c "pdftotext -l 1 '$report' - | grep -q 'The reference solutions'"

# Handing in: a course of one exercise, in a tree of its own.

root=$scratch/root
mkdir -p "$root/grader/courses" "$root/build/grader"
ln -s "$PWD/grader/check" "$root/grader/check"
for name in chapters skeletons solutions datasets; do ln -s "$PWD/$name" "$root/$name"; done
for name in build/*; do
    [[ $name == build/grader ]] || ln -s "$PWD/$name" "$root/$name"
done
for name in build/grader/*; do ln -s "$PWD/$name" "$root/$name"; done
rm "$root/build/grader/grade"
cp build/grader/grade "$root/build/grader/"

# preset NAME [SED]: the small course, changed.
preset() {
    sed "${2:-}" >"$root/grader/courses/$1" <<'END'
title = A small course
exercises = listed
group = 2
names = required
number = required
deadline = 2025-03-30 09:00
zone = Europe/Berlin
late = free
archive = {LASTNAME}_{firstname}_{id}
formats = tar.gz zip
report = required
pages = 1
[breaches]
archive = flag
[declare]
warm = 2 for 1
[1]
heading = Warming up
warmup = 10
END
}
preset small

work=$scratch/work
mkdir -p "$work/00-ground"
cp solutions/00-ground/ground.c "$work/00-ground/"
# student LINE...: who hands in.
student() {
    printf '%s\n' "$@" >"$work/student.txt"
}
student 'id: s1' 'name: Ada Lovelace' 'group: 7' 'present: warm'
page 1 'Ada Lovelace' >"$work/report.pdf"
archive() {
    tar -C "$work" -czf "$scratch/$1" .
}
good=LOVELACE_ada_s1.tar.gz

# hand_in ARCHIVE [VARIABLE=VALUE...]: graded under `small`.
hand_in() {
    local path=$1
    shift
    archive "$path"
    GRADE=$root/build/grader/grade grade "$scratch/$path" "$scratch/out" \
        COURSE=small "$@"
}
record=$scratch/out/result.json
# breaks SENTENCE RULE WORDS: the record says that this rule was broken.
breaks() {
    if grep -A1 "\"rule\": \"$2\"" "$record" | grep -q -- "$3"; then
        ok "$1"
    else
        not_ok "$1" "$(sed -n '/"breaches"/,/"exercises"/p' "$record" | head -n 40)"
    fi
}
score() {
    echo "$(field "$record" score) late $(field "$record" late_s) costs $(field "$record" penalty)"
}

for how in "iconv -t UTF-16" "sed s/$/\r/" "tr \\n \\r" $'sed s/.=./\xc2\xa0=\xc2\xa0/'; do
    preset small
    $how <"$root/grader/courses/small" >"$scratch/preset"
    cp "$scratch/preset" "$root/grader/courses/small"
    expect "a preset is read as an editor saved it: ${how%% *}" hand_in "$good" RECEIVED=2025-03-30T08:59:59+02:00
done
preset small
expect "what keeps all rules is taken" hand_in "$good" RECEIVED=2025-03-30T08:59:59+02:00
same "and has full marks, declaration included" "$(score)" "12 late 0 costs 0"
same "with nothing to say against it" "$(grep -c '"rule"' "$record")" 0

hand_in "lovelace.tar.gz"
breaks "a wrong archive name is reported" archive "asks for LASTNAME_firstname_id.tar.gz or .zip"
same "and costs nothing" "$(score)" "12 late 0 costs 0"
expect "the student reads of it" grep -q 'the archive is called lovelace' "$scratch/out/feedback.md"
hand_in "LOVELACE_ada_s2.tar.gz"
breaks "so is another student's id" archive "is called LOVELACE"
hand_in "lovelace_ada_s1.tar.gz"
breaks "so are small letters where capitals are asked for" archive "is called"
hand_in "$good" ARCHIVE="LOVELACE_ada_s1.rar"
breaks "so is a wrong format, as ARCHIVE= names it" archive "s1.rar"
GRADE=$root/build/grader/grade grade "$work" "$scratch/out" COURSE=small
same "a directory has no name to object to" "$(grep -c '"rule": "archive"' "$record")" 0

student 'id: s1' 'name: Ada Lovelace' 'id: s2' 'name: Bob' 'id: s3' 'name: Cy' 'group: 7'
hand_in "$good"
breaks "too many authors are reported" group "3 names, but groups have at most 2"
breaks "and names that the report does not show" names "first page of the report does not show the name Bob"
same "a declaration that was not made gives no points" "$(score)" "10 late 0 costs 0"
expect "and the student reads how to make one" grep -q 'present: warm' "$scratch/out/feedback.md"
student 'id: s1' 'present: warm, cold'
hand_in "$good"
breaks "a missing name is reported" names "lacks the name of 1 member"
breaks "and a missing group number" number "says no group"
expect "and what is nothing to declare" grep -q "'cold' is nothing to present" "$record"
student 'id: s1' 'name: Ada Lovelace' 'group: 7' 'present: warm'
cp skeletons/00-ground/ground.c "$work/00-ground/"
hand_in "$good"
same "declared for what was not handed in counts nothing" "$(score)" "0 late 0 costs 0"
cp solutions/00-ground/ground.c "$work/00-ground/"

page 1 'Adam Lovelace' >"$work/report.pdf"
hand_in "$good"
breaks "Adam is not Ada" names "does not show the name Ada Lovelace"
page 2 'Ada Lovelace' >"$work/report.pdf"
hand_in "$good"
breaks "too many pages are reported" pages "has 2 pages; this course allows 1"
cp "$work/report.pdf" "$work/other.pdf"
hand_in "$good"
breaks "two PDFs are reported" report "is not the only PDF"
rm "$work"/*.pdf
hand_in "$good"
breaks "no PDF is reported" report "no PDF was handed in"
head -c 3000 /dev/urandom >"$work/report.pdf"
hand_in "$good"
breaks "noise is no PDF" report "is no PDF"
{ echo %PDF-1.4 && head -c 3000 /dev/urandom; } >"$work/report.pdf"
hand_in "$good"
breaks "nor is noise that begins like one" report "cannot be read as a PDF"
page 1 'Ada Lovelace' >"$work/report.pdf"

# What a breach costs
preset small 's/^archive = flag/archive = 3 points/'
hand_in wrong.tar.gz
same "a breach may cost points" "$(score)" "9 late 0 costs 3"
expect "and says so" grep -q 'it costs 3 points' "$scratch/out/feedback.md"
preset small 's/^archive = flag/archive = 30 points/'
hand_in wrong.tar.gz
same "but never more than there are" "$(score)" "0 late 0 costs 12"
preset small 's/^archive = flag/archive = refuse/'
hand_in wrong.tar.gz
same "or be refused" "$(score)" "0 late 0 costs 12"
expect "and is called so" grep -q '"not accepted: the archive' "$record"
stem=${good%.tar.gz}
for name in "$stem-1.tar.gz" "$stem (1).tar.gz" "$stem(12).tar.gz"; do
    hand_in "$name"
    same "what Canvas or a browser puts behind a name is no breach: $name" "$(score)" "12 late 0 costs 0"
done
for name in "$stem-x.tar.gz" "$stem-1-2-3.tar.gz" "$stem 1.tar.gz"; do
    hand_in "$name"
    same "what a person puts there is: $name" "$(score)" "0 late 0 costs 12"
done

# Late
preset small
hand_in "$good" RECEIVED=2025-03-30T07:00:00Z
same "at the deadline is in time; it is summer time since that night" \
    "$(score)" "12 late 0 costs 0"
hand_in "$good" RECEIVED=2025-03-30T07:00:59.9Z
same "and so is its minute, as long as it names no second" "$(score)" "12 late 0 costs 0"
hand_in "$good" RECEIVED=2025-03-30T07:01:00Z
same "a minute later is late, and costs nothing" "$(score)" "12 late 60 costs 0"
expect "but is said" grep -q 'late: handed in 1 min 0 s after the deadline' "$scratch/out/feedback.md"
hand_in "$good" RECEIVED='2025-03-30 09:01:01'
same "a time without a zone is local" "$(score)" "12 late 61 costs 0"
preset small 's/09:00/09:00:00/'
hand_in "$good" RECEIVED=2025-03-30T09:00:00.999+02:00
same "a fraction of a second is none" "$(score)" "12 late 0 costs 0"
hand_in "$good" RECEIVED=2025-03-30T09:00:01+02:00
same "a deadline that names its second means it" "$(score)" "12 late 1 costs 0"
preset small 's/2025-03-30 09:00/2025-03-29 24:00/'
hand_in "$good" RECEIVED='2025-03-30 00:00'
same "24:00 is the end of a day" "$(score)" "12 late 0 costs 0"
hand_in "$good" RECEIVED='2025-03-30 00:01'
same "and the next day's second minute is late" "$(score)" "12 late 60 costs 0"
preset small
while IFS='|' read -r time late; do
    hand_in "$good" RECEIVED="$time"
    same "RECEIVED=$time is understood" "$(score)" "12 late $late costs 0"
done <<'END'
30.3.2025 09:30|1800
30.03.2025, 09:30 Uhr|1800
2025-03-30 09:30:00 +0200|1800
Sun Mar 30 09:30:00 2025 +0200|1800
Sun, 30 Mar 2025 07:30:00 +0000|1800
30 Mar 2025 09:30|1800
2025-03-29T24:00|0
END
hand_in "$good"
same "an unknown time is never late" "$(score)" "12 late 0 costs 0"
late() {
    preset small "s/^late = free/late = $2/"
    hand_in "$good" RECEIVED="$3"
    same "late = $2: $1" "$(score)" "$4"
}
late "a day that has begun" '10 % a day' 2025-03-30T10:00+02:00 "10.8 late 3600 costs 1.2"
late "two days" '10 % a day, nothing after 3 days' 2025-04-01T09:00+02:00 "9.6 late 172800 costs 2.4"
late "after the end" '10 % a day, nothing after 3 days' 2025-04-03T09:00:01+02:00 "0 late 345601 costs 12"
late "hours" '2 points an hour, at most 50 %' 2025-03-30T10:30+02:00 "8 late 5400 costs 4"
late "at most so much" '2 points an hour, at most 50 %' 2025-03-31T09:00+02:00 "6 late 86400 costs 6"
late "not yet" '15 minutes free, 10 % a day' 2025-03-30T09:15+02:00 "12 late 900 costs 0"
late "just so" '15 minutes free, 10 % a day' 2025-03-30T09:16+02:00 "10.8 late 960 costs 1.2"
# A day is one of the calendar: of 23 hours when summer time begins, of 25 when
# it ends.
late "a day of 23 hours" '10 % a day' '2025-03-31 09:00' "10.8 late 86400 costs 1.2"
days() { # SENTENCE RECEIVED DUE: the deadline is the evening before a change
    preset small "s/2025-03-30 09:00/$4/; s/^late = free/late = 10 % a day, nothing after 2 days/"
    hand_in "$good" RECEIVED="$2"
    same "$1" "$(score)" "$3"
}
days "in spring a day late ends at the deadline's time" '2025-03-30 23:59:59' "10.8 late 82859 costs 1.2" "2025-03-29 23:59"
days "and a minute later it is two" '2025-03-31 00:00' "9.6 late 82860 costs 2.4" "2025-03-29 23:59"
days "in autumn, too" '2024-10-27 23:59:59' "10.8 late 90059 costs 1.2" "2024-10-26 23:59"
days "where a minute later it is two" '2024-10-28 00:00' "9.6 late 90060 costs 2.4" "2024-10-26 23:59"
days "an end is counted in such days, too" '2024-10-28 23:59' "9.6 late 176400 costs 2.4" "2024-10-26 23:59"
days "and nothing counts after it" '2024-10-29 00:00' "0 late 176460 costs 12" "2024-10-26 23:59"
days "an hour that does not exist is passed over" '2025-03-30 03:30' "10.8 late 86400 costs 1.2" "2025-03-29 02:30"
days "of an hour that occurs twice the later one counts" '2024-10-27T02:30+01:00' "10.8 late 90000 costs 1.2" "2024-10-26 02:30"
preset small
for time in yesterday 2025-02-30T09:00Z 2025-03-30 2025-03-30T25:00Z 2025-03-30T24:01 3/30/2025\ 09:00 31.2.2025\ 09:00 2025-03-30T09:00+99 \
    '2025-03-30T09:00Z; rm -rf' 2025-03-30T02:30; do
    hand_in "$good" RECEIVED="$time"
    same "RECEIVED=$time is refused in one line" \
        "$? $(grep -c '^grade: RECEIVED=' "$scratch/out.log")" "2 1"
done

# Presets with mistakes: status 2 and a line that names file and line.
# wrong SENTENCE SED WORDS
wrong() {
    preset small "$2"
    hand_in "$good"
    same "$1" "$? $(grep -c "^grade: grader/courses/small.*$3" "$scratch/out.log")" "2 1"
}
wrong "an unknown key is named" 's/^group = 2/groupp = 2/' ":3: 'groupp' is no key"
wrong "an unknown exercise is named" 's/^warmup/warmups/' "no exercise 'warmups'"
wrong "points have to be a number" 's/^warmup = 10/warmup = ten/' "'warmup = ten' is not understood"
wrong "a key stands once" 's/^group = 2/&\ngroup = 3/' "'group' is given twice"
wrong "an exercise stands once" 's/^warmup = 10/&\n[2]\nwarmup = 1/' "stands under two items"
wrong "a deadline has to exist" 's/2025-03-30 09:00/2025-03-30 02:30/' ":6: deadline = .*summer time begins in that hour"
wrong "and be a time" 's/2025-03-30 09:00/next week/' ":6: deadline = .*is no time"
wrong "a zone has to exist" 's/Europe.Berlin/Berlin/' ":7: zone = Berlin is not known"
wrong "a late rule has to be one" 's/^late = free/late = 10 % a moon/' ":8: late = 10 % a moon is not"
wrong "without more words" 's/^late = free/late = 10 % a day or so/' "late = 10 % a day or so is not"
wrong "so has a pattern" 's/{LASTNAME}/{SURNAME}/' ":9: .*is no pattern"
wrong "a breach is of a rule" 's/^archive = flag/archiv = flag/' "no rule that can be broken"
wrong "and treated as one can" 's/^archive = flag/archive = shout/' "takes flag, refuse or"
wrong "a declaration is for an item" 's/for 1/for 9/' "no item '9'"
wrong "what is given earns nothing" 's/^group = 2/&\ngiven = 00-ground/' "so warmup earns nothing"
wrong "an exercise comes after others of the course" 's/^warmup = 10/& after sigmoid/' "not asked for"
