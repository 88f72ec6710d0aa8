#!/bin/bash
# packing.sh - submissions as people pack them: folders around folders,
# checkouts, other capitals, files without their folders, archives in
# archives. What is clear is taken and told, what is not is refused in one
# true line. And the project itself, as other systems check it out.
set -uo pipefail
. grader/tests/lib/ok.sh

put() { # FROM PATH: into $d
    mkdir -p "$d/$(dirname "$2")"
    cp "$1" "$d/$2"
}
who() { # [PATH]
    mkdir -p "$d/$(dirname "${1:-student.txt}")"
    printf 'id: s1\nname: Ada\n' >"$d/${1:-student.txt}"
}
fresh() {
    d=$scratch/work
    rm -rf "$d"
    mkdir -p "$d"
}
ground=solutions/00-ground/ground.c descent=solutions/01-descent/descent.c
wrong=skeletons/00-ground/ground.c

# takes SENTENCE STATUSES [WORDS]: how the first two chapters' first exercises
# end, whose submission it is, and what its record tells.
takes() {
    local submission=${submission:-$d} words=${3:-} record=$scratch/out/result.json
    rm -rf "$scratch/out"
    if ! grade "$submission" "$scratch/out"; then
        not_ok "$1" "$(cat "$scratch/out.log")"
        return
    fi
    same "$1" "$(exercise_field "$record" warmup status) $(
        exercise_field "$record" surface_gradient status) $(grep -c '"id": "s1"' "$record")" "$2 1"
    [[ -z $words ]] || expect "and it is told" grep -qF -- "$words" "$record"
}
# refuses SENTENCE WORDS
refuses() {
    local submission=${submission:-$d}
    rm -rf "$scratch/out"
    grade "$submission" "$scratch/out"
    same "$1" "$? $(grep -c "^grade: .*$2" "$scratch/out.log") $(wc -l <"$scratch/out.log")" "2 1 1"
}

# Folders
fresh && put $ground 'Lab 2/Lab 2/00-ground/ground.c' && who 'Lab 2/Lab 2/student.txt'
takes "two folders around the chapters are unpacked" "passed failed" "the chapters lie in Lab 2/Lab 2"
fresh && put $ground 'a/b/c/d/00-ground/ground.c' && who 'a/b/c/d/student.txt'
takes "so are four" "passed failed"
fresh && put $ground nn-main/work/00-ground/ground.c && who nn-main/work/student.txt &&
    put $wrong nn-main/skeletons/00-ground/ground.c && put $wrong nn-main/solutions/00-ground/ground.c &&
    put $descent nn-main/solutions/01-descent/descent.c && put README.md nn-main/README.md
takes "of a checkout the student's folder is taken, and nothing of ours" "passed failed" \
    "nn-main/skeletons/00-ground/ground.c"
fresh && put $ground code/00-ground/ground.c && who
takes "student.txt may lie beside the folder" "passed failed" "student.txt is taken as student.txt"
fresh && put $ground 00-ground/ground.c && put $wrong old/00-ground/ground.c && put $descent old/01-descent/descent.c && who
takes "the outer folder counts, whole" "passed failed" "not taken: old/00-ground/ground.c, old/01-descent/descent.c"
fresh && put $ground a/00-ground/ground.c && put $descent b/01-descent/descent.c && who
refuses "two folders of chapters are never mixed" "chapters in several folders, such as a/ and b/"

# Capitals
fresh && put $ground 00-Ground/Ground.C && put $descent 01-DESCENT/descent.c && who Student.TXT
takes "capitals are no matter" "passed passed" "00-Ground/Ground.C is taken as 00-ground/ground.c"
expect "of student.txt, too" grep -q "Student.TXT is taken as student.txt" "$scratch/out/result.json"
fresh && put $ground 00-ground/ground.c && put $wrong 00-ground/Ground.c && put $wrong 00-GROUND/ground.c && who
takes "of two that differ in them the one counts that is where it belongs" "passed failed" \
    "00-ground/Ground.c is not taken: 00-ground/ground.c lies where it belongs"
fresh && put $ground 00-ground/GROUND.c && put $wrong 00-ground/Ground.c && who
takes "of two that are not, neither" "failed failed" "occurs twice"
put $ground work/00-ground/Ground.C
same "practice names the right one" "$(build/grader/handed files "$d/work" 00-ground)" \
    $'left\tground.c\tis called Ground.C; give it this name'
fresh && who STUDENT.TXT
same "and reads student.txt in capitals" "$(grader/check/student.sh "$d")" s1

# Files without their folders
fresh && put $ground ground.c && put $descent descent.c && who
takes "sources without folders go where they belong" "passed passed" "descent.c is taken as 01-descent/descent.c"
fresh && put $ground 00-ground/ground.c && put $descent descent.c && put $wrong ground.c && who
takes "beside folders, too, where the place is free" "passed passed" \
    "ground.c is not taken: 00-ground/ground.c lies where it belongs"
fresh && put $descent 'homework/Exercise 1/Descent.c' && put $ground homework/Warm-up/ground.c && who homework/student.txt
takes "so do sources in folders of other names" "passed passed" \
    "homework/Exercise 1/Descent.c is taken as 01-descent/descent.c"
fresh && put $ground one/ground.c && put $wrong two/ground.c && who
refuses "two of one name are refused by their names" "both one/ground.c and two/ground.c, and no 00-ground/ground.c"
fresh && put $ground new/ground.c && put $descent 01-descent/descent.c && put $wrong new2/ground.c && who
takes "beside a chapter neither is taken" "failed passed" "occurs twice"
fresh && who && printf '#include "ground.h"\n#include "mine.h"\nvoid scale(double a, const Mat *x, Mat *y)\n{\n    mine(a, x, y);\n}\n' >"$d/ground.c" &&
    printf '#include "ground.h"\nvoid mine(double a, const Mat *x, Mat *y);\n' >"$d/mine.h" &&
    sed 's/scale(/mine(/' $ground >"$d/mine.c"
takes "files of the student's own go with the one chapter beside them" "passed failed" "mine.h is taken as 00-ground/mine.h"
fresh && put $ground ground.c
rm -rf "$scratch/out"
grade "$d/ground.c" "$scratch/out"
same "a single source is a submission" "$? $(exercise_field "$scratch/out/result.json" warmup status)" "0 passed"
fresh && cp $ground "$scratch/homework.c"
submission=$scratch/homework.c refuses "one of another name is none" \
    "such as 00-ground/ground.c; what came is homework.c"
fresh && echo x >"$d/notes.md" && echo x >"$d/work.rar"
refuses "what came is said, where nothing is due" "such as 00-ground/ground.c; what came is notes.md, work.rar"

# Archives
pack() { (cd "$d" && bsdtar -a -cf "$1" -- *); }
if command -v bsdtar >/dev/null; then
    fresh && put $ground 00-ground/ground.c && who && pack "$scratch/inner.zip"
    fresh && put "$scratch/inner.zip" 'x/hand in.zip' && put README.md README.md && put README.md __MACOSX/x/._hand_in.zip &&
        pack "$scratch/outer.tar.gz"
    submission=$scratch/outer.tar.gz takes "an archive in an archive is opened" "passed failed" "the archive x/hand in.zip in it"
    fresh && put "$scratch/outer.tar.gz" o.tgz && pack "$scratch/third.zip"
    submission=$scratch/third.zip takes "and one in that" "passed failed"
    fresh && put "$scratch/third.zip" o.zip && pack "$scratch/fourth.zip"
    submission=$scratch/fourth.zip refuses "but no deeper" "what came is .*outer\|what came is x/hand in.zip\|what came is o.tgz\|holds none of"
    fresh && put "$scratch/inner.zip" a.zip && put "$scratch/inner.zip" b.zip
    refuses "of two archives neither is guessed" "what came is a.zip, b.zip"
    fresh && put "$scratch/inner.zip" old.zip && put $wrong 00-ground/ground.c && who
    takes "one beside the chapters is left" "failed failed" "not taken: old.zip"
    fresh && head -c 200 "$scratch/inner.zip" >"$d/cut.zip"
    refuses "one that is damaged is refused" "cannot be read"
    fresh && truncate -s 60M "$d/bomb" && pack "$scratch/bomb.tar.xz" &&
        rm "$d/bomb" && cp "$scratch/bomb.tar.xz" "$d/b.tar.xz" && truncate -s 10M "$d/fill" && pack "$scratch/bombs.zip"
    submission=$scratch/bombs.zip refuses "a bomb in an archive does no harm" "holds none of\|more than 64 MB"
    fresh && cp $ground "$d/Lab\\00-ground\\ground.c" && who 'Lab\student.txt' && pack "$scratch/windows.tar"
    submission=$scratch/windows.tar takes "backslashes are slashes" "passed failed"
    fresh && cp $ground "$d/..\\00-ground\\ground.c" && who && pack "$scratch/up.tar"
    submission=$scratch/up.tar refuses "and lead up nowhere" "holds none of"
fi

# The project on a system that writes other line ends
if git rev-parse HEAD >/dev/null 2>&1; then
    git -c core.autocrlf=true clone -q --no-local . "$scratch/clone" 2>/dev/null
    same "a checkout with core.autocrlf has the same bytes" \
        "$(git ls-tree -r --name-only -z HEAD | while IFS= read -r -d '' file; do
            git show "HEAD:$file" | cmp -s - "$scratch/clone/$file" || echo "$file"
        done | head -n 3)" ""
    expect "and its scripts run" env -C "$scratch/clone" CH=2 \
        bash -c '. grader/check/names.sh && names 02-activations'
fi
