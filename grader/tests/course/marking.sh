#!/bin/bash
# marking.sh - answers become a PDF and a table to fill in, and what people
# fill in becomes marks and is never lost.
set -uo pipefail
. grader/tests/lib/ok.sh
unset QUESTION ANONYMOUS PENDING

class=$scratch/class
id=step_size chapter=01-descent
expect "a record to start from" grade solutions "$scratch/ada"
mkdir "$class"
for name in ada-lovelace grace-hopper zoe; do
    cp -r "$scratch/ada" "$class/$name"
done
{
    echo "## $id"
    sed '/^## /d; /^---$/d' grader/tests/book/hostile.md
    printf '%*s- \n' {0..20}
} >"$class/zoe/answers/$chapter.md"
mkdir -p "$class/grace-hopper/answers/$chapter"
base64 -d >"$class/grace-hopper/answers/$chapter/good.png" <<'END'
iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==
END
printf '## %s\n\nGrace found $\\eta c < 2$. ![](good.png)\n' "$id" \
    >"$class/grace-hopper/answers/$chapter.md"
cat >"$class/class.json" <<'END'
{"course": "workbook", "title": "Marking \\input{x} & co", "submissions": [
    {"number": 1, "name": "ada-lovelace"}, {"number": 2, "name": "grace-hopper"},
    {"number": 3, "name": "zoe"}, {"number": 4, "name": "never-graded"}]}
END

marking() {
    env OUT="$class" "$@" grader/class/marking.sh >"$scratch/marking.log" 2>&1
}
table=$class/marking/$id.csv pdf=$class/marking/$id.pdf
text() { pdftotext -layout "$1" - | tr -s ' \n' ' '; }
says() { grep -qF -- "$2" <<<"$1"; }

# With names
expect "the answers to one question are set" marking QUESTION="$id"
[[ -e $pdf ]] || cat "$scratch/marking.log"
said=$(text "$pdf")
for due in '1.6. Too small, too large' 'Marking \input{x} & co: 3 answers, 3' \
    'Rubric Half a point for too small' 'Model answer' '1. ada-lovelace' \
    '2. grace-hopper' 'Grace found' '3. zoe'; do
    expect "the PDF says: $due" says "$said" "$due"
done
same "the picture is in it" \
    "$(pdfimages -list "$pdf" | awk '$3 == "image"' | wc -l)" 1
same "one hostile answer is shown as typed, the others are set" \
    "$(grep -o 'csname input' <<<"$said" | wc -l) $(says "$said" 'ηc < 2' && echo set)" \
    "1 set"
same "the table has a row for each answer" "$(tr -d '\r' <"$table")" \
    "student,exercise,points,comment
ada-lovelace,$id,,
grace-hopper,$id,,
zoe,$id,,"

# Filled in
sed -i "s/^ada-lovelace,$id,,/ada-lovelace,$id,1,\"good, \"\"really\"\"\"/" "$table"
cp "$table" "$scratch/filled"
expect "marking again" marking QUESTION="$id"
expect "leaves what is filled in" cmp "$table" "$scratch/filled"
cp -r "$class/ada-lovelace" "$class/never-graded"
expect "a new answer" marking QUESTION="$id"
same "adds a row at the end" "$(tail -n 1 "$table" | tr -d '\r')" \
    "never-graded,$id,,"
same "and changes no other" \
    "$(head -n 4 "$table" | cmp - "$scratch/filled" && echo same)" same

# Into the records
grade solutions "$class/ada-lovelace" MARKS="$class/marking" NAME=
same "another submission's marks are not taken" \
    "$(exercise_field "$class/ada-lovelace/result.json" "$id" status)" \
    to_be_marked
sed -i '2s/^ada-lovelace/solutions/' "$table"
grade solutions "$class/ada-lovelace" MARKS="$class/marking"
same "the directory's marks are in the record" \
    "$(exercise_field "$class/ada-lovelace/result.json" "$id" score) $(grep -c 'good, ..really' "$class/ada-lovelace/result.json")" \
    "1 1"
expect "only what waits" marking QUESTION="$id" PENDING=1
same "is there with PENDING=1" "$(grep -c 'ada-lovelace' <<<"$(text "$pdf")")" 0

# Without names
rm -r "$class/marking"
expect "marking without names" marking QUESTION="$id" ANONYMOUS=1
said=$(text "$pdf")
same "no name is in the PDF, nor in its table" \
    "$(cat - "$table" <<<"$said" | grep -ciE 'lovelace|hopper|zoe')" 0
key=$class/marking/key.csv
same "the key has everybody" "$(grep -c . "$key")" 5
cp "$key" "$scratch/key"
expect "again" marking QUESTION="$id" ANONYMOUS=1
expect "pseudonyms stay" cmp "$key" "$scratch/key"
pseudonym=$(sed -n 's/,ada-lovelace\r*$//p' "$key")
sed -i "s/^$pseudonym,$id,[^,]*,.*/$pseudonym,$id,50 %,half/" "$table"
sed -i 's/,ada-lovelace/,solutions/' "$key"
grade solutions "$class/ada-lovelace" MARKS="$class/marking"
same "a mark under a pseudonym finds its student" \
    "$(exercise_field "$class/ada-lovelace/result.json" "$id" score)" 0.5

# What goes wrong
printf 'student;exercise;points\r\nzoe;%s;1\r\n' "$id" >"$table"
cp "$table" "$scratch/other"
marking QUESTION="$id"
same "a table saved with semicolons is named" \
    "$? $(grep -c "$id.csv is no table with commas" "$scratch/marking.log")" "2 1"
expect "and stays as it is" cmp "$table" "$scratch/other"
marking QUESTION=none
same "a question that nobody asks is named" \
    "$? $(grep -c 'no record asks none' "$scratch/marking.log")" "2 1"
same "nothing is left behind" \
    "$(find "$class/marking" -name '*.part' | wc -l)" 0
