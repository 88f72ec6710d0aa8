#!/bin/bash
# records.sh - the record: the same seed gives the same one, people's marks
# are merged, nothing is half written, nothing of this machine is told.
set -uo pipefail
. grader/tests/lib/ok.sh

# All chapters for the first, two for the rest.
whole=$scratch/whole/a-submission work=$scratch/a-submission
mkdir -p "$whole" "$work"
printf 'id: s123\nname: A "B" <c>\n' | tee "$work/student.txt" >"$whole/student.txt"
cp -r solutions/[0-9]* "$whole/"
cp -r solutions/00-ground solutions/02-activations "$work/"

expect "a submission is graded" grade "$whole" "$scratch/one"
expect "and once more" grade "$whole" "$scratch/two"
one=$scratch/one/result.json
expect "the same seed gives the same record, apart from times" \
    cmp <(without_times "$one") <(without_times "$scratch/two/result.json")
expect "the same seed gives the same feedback" \
    cmp "$scratch/one/feedback.md" "$scratch/two/feedback.md"
grade "$work" "$scratch/three" SEED= && grade "$work" "$scratch/four" SEED=
same "without SEED each grading draws its own" \
    "$(sed -n 's/^  "seed": //p' "$scratch"/{three,four}/result.json | sort -u | wc -l)" 2
same "the record tells no path, user or host of this machine" \
    "$(grep -F -e "$PWD" -e "$scratch" -e "$(hostname)" -e "/tmp/" "$one")" ""
for name in schema grader key kernel course submission group seed isolation \
    data score max_score pending late_s penalty flags exercises; do
    expect "the record has $name" grep -q "^  \"$name\": " "$one"
done
same "the record's name is the submission's" "$(field "$one" submission)" a-submission
same "training that was left out costs nothing" \
    "$(grep -c 'TRAIN=0): its points are in neither' "$one")" \
    "$(grep -l $'\trun$' chapters/*/exercises.tsv | head -n 1 | wc -l)"

# Marks
table=chapters/02-activations/exercises.tsv
answer=$(awk -F '\t' '$7 == "answer" && $4 > 0 {print $1; exit}' $table)
points=$(awk -F '\t' -v id="$answer" '$1 == id {print $4; exit}' $table)
if [[ -n $answer ]]; then
    same "an answer waits for a person" \
        "$(exercise_field "$one" "$answer" status)" to_be_marked
    expect "what waits is counted" test "$(field "$one" pending)" != 0
    printf 'student,exercise,points,comment\r\n"a-submission",%s,%s,"well, ""said"""\r\nother,%s,0,\r\n' \
        "$answer" "$points" "$answer" >"$scratch/marks.csv"
    grade "$work" "$scratch/out" MARKS="$scratch/marks.csv"
    same "a person's marks are merged" \
        "$(exercise_field "$scratch/out/result.json" "$answer" status)" passed
    expect "the comment reaches the student" grep -qF 'well, "said"' "$scratch/out/feedback.md"
    printf 'student,exercise,points\na-submission,%s,1000\n' "$answer" >"$scratch/marks.csv"
    grade "$work" "$scratch/out" MARKS="$scratch/marks.csv"
    same "too many points are clipped" \
        "$(exercise_field "$scratch/out/result.json" "$answer" score)" "$points"
    expect "and complained of" grep -q "1000 points are not within" "$scratch/out.log"
    printf 'student,exercise,points\na-submission,nothing,1\na-submission,warmup,1\na-submission,%s,many\n' \
        "$answer" >"$scratch/marks.csv"
    grade "$work" "$scratch/out" MARKS="$scratch/marks.csv"
    same "rows that fit no question are complained of" \
        "$(grep -c '^grade: .*marks.csv:[234]: ' "$scratch/out.log")" 3
    printf 'student,exercise,points\n"a,b\n' >"$scratch/marks.csv"
    grade "$work" "$scratch/out" MARKS="$scratch/marks.csv"
    same "a malformed file of marks is refused with its line" \
        "$? $(grep -c 'marks.csv:' "$scratch/out.log")" "2 1"
    cp -r "$work" "$scratch/cheat"
    printf 'student,exercise,points\ncheat,%s,%s\n' "$answer" "$points" >"$scratch/cheat/marks.csv"
    grade "$scratch/cheat" "$scratch/out"
    same "marks inside a submission count for nothing" \
        "$(exercise_field "$scratch/out/result.json" "$answer" status)" to_be_marked
    same "the model answers of grader/model-marks.csv are all there" \
        "$(for chapter in $(graded_chapters); do
            awk -F '\t' '$7 == "answer" {print $1}' "chapters/$chapter/exercises.tsv"
        done | sort |
            comm -23 - <(cut -d, -f2 grader/model-marks.csv | sort))" ""
fi

# Writing
mkdir "$scratch/full"
if mount -t tmpfs -o size=64k tmpfs "$scratch/full" 2>/dev/null; then
    head -c 60k /dev/zero >"$scratch/full/ballast"
    grade "$work" "$scratch/full"
    same "a full disk is said, and no record is left" \
        "$? $(grep -c '^grade: .* cannot be written: No space' "$scratch/full.log") $(ls "$scratch/full")" \
        "3 1 ballast"
    umount "$scratch/full"
fi
same "nothing but the results is left in OUT" \
    "$(find "$scratch/one" -mindepth 1 -maxdepth 1 -printf '%f\n' | sort | tr '\n' ' ')" \
    "answers feedback.md plots result.json sources "
for chapter in $(graded_chapters); do
    answers=solutions/$chapter/answers.md
    [[ -e $answers ]] && expect "$answers is handed on" \
        cmp "$answers" "$scratch/one/answers/$chapter.md"
done

# Being stopped, as soon as it has a directory to leave behind. Under nohup a
# hangup would not stop it, and rightly.
mkdir "$scratch/tmp"
scratches() {
    find "$scratch/tmp" -maxdepth 1 -name 'grade-??????'
}
for signal in KILL TERM HUP; do
    TMPDIR=$scratch/tmp SUBMISSION=$whole OUT=$scratch/stopped TRAIN=0 \
        env --default-signal=HUP build/grader/grade >/dev/null 2>&1 &
    until [[ -n $(scratches) ]] || ! kill -0 $!; do sleep 0.02; done
    kill -$signal $!
    wait $! 2>/dev/null
    sleep 0.7
done
same "a grader that is killed leaves no record and no scratch files" \
    "$(ls "$scratch/stopped" 2>/dev/null)$(scratches)" ""
grade "$work" "$scratch/stopped"
same "and the next one in its place succeeds" "$?" 0
