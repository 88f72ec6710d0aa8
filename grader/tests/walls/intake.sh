#!/bin/bash
# intake.sh - what is handed in, and what the grader says when it cannot be
# taken: exit status 2 and one line, "grade: ...".
set -uo pipefail
. grader/tests/lib/ok.sh

work=$scratch/work
mkdir -p "$work/00-ground"
cp solutions/00-ground/ground.c "$work/00-ground/"
printf 'id: s1\nname: Ada Lovelace\n' >"$work/student.txt"

# refuses SENTENCE SUBMISSION WORDS [VARIABLE=VALUE...]
refuses() {
    local sentence=$1 submission=$2 words=$3 status
    shift 3
    rm -rf "$scratch/out"
    grade "$submission" "$scratch/out" "$@"
    status=$?
    if [[ $status -ne 2 ]]; then
        not_ok "$sentence" "exit status $status: $(cat "$scratch/out.log")"
    elif [[ $(wc -l <"$scratch/out.log") -ne 1 ]] ||
        ! grep -q "^grade: .*$words" "$scratch/out.log"; then
        not_ok "$sentence" "$(cat "$scratch/out.log")"
    elif [[ -e $scratch/out/result.json || -e $scratch/out/.new ]]; then
        not_ok "$sentence" "something was written"
    else
        ok "$sentence"
    fi
}

# accepts SENTENCE SUBMISSION [WORDS]: full marks for the warm-up; WORDS are
# in the record.
accepts() {
    local sentence=$1 submission=$2 words=${3:-} status
    rm -rf "$scratch/out"
    grade "$submission" "$scratch/out"
    status=$?
    if [[ $status -ne 0 ]]; then
        not_ok "$sentence" "$(cat "$scratch/out.log")"
    elif [[ $(exercise_field "$scratch/out/result.json" warmup status) != passed ]]; then
        not_ok "$sentence" "$(grep -A6 '"warmup"' "$scratch/out/result.json")"
    elif [[ -n $words ]] && ! grep -q -- "$words" "$scratch/out/result.json"; then
        not_ok "$sentence" "no '$words' in $(grep -A5 flags "$scratch/out/result.json")"
    else
        ok "$sentence"
    fi
}

# leaves_out SENTENCE SUBMISSION WORDS: the file is not taken; WORDS say why.
leaves_out() {
    local sentence=$1 submission=$2 words=$3
    rm -rf "$scratch/out"
    if ! grade "$submission" "$scratch/out"; then
        not_ok "$sentence" "$(cat "$scratch/out.log")"
    elif [[ $(exercise_field "$scratch/out/result.json" warmup status) != failed ]]; then
        not_ok "$sentence" "it was graded"
    elif ! grep -q -- "$words" "$scratch/out/result.json"; then
        not_ok "$sentence" "$(grep -A5 flags "$scratch/out/result.json")"
    else
        ok "$sentence"
    fi
}

accepts "a directory is taken" "$work" '"name": "Ada Lovelace"'
(cd "$work" && tar cf "$scratch/a.tar" . && tar czf "$scratch/a.tar.gz" . &&
    tar cjf "$scratch/a.tar.bz2" . && tar cJf "$scratch/a.tar.xz" .)
(cd "$scratch" && tar czf wrapped.tar.gz work)
for archive in a.tar a.tar.gz a.tar.bz2 a.tar.xz wrapped.tar.gz; do
    accepts "$archive is taken" "$scratch/$archive" '"name": "Ada Lovelace"'
done
mkdir -p "$scratch/zipped" && cp -r "$work" "$scratch/zipped/"
if command -v bsdtar >/dev/null; then
    (cd "$work" && bsdtar -a -cf "$scratch/a.zip" .)
elif command -v zip >/dev/null; then
    (cd "$work" && zip -qr "$scratch/a.zip" .)
fi
if [[ -e $scratch/a.zip ]]; then
    accepts "a.zip is taken" "$scratch/a.zip" '"name": "Ada Lovelace"'
    head -c 300 "$scratch/a.zip" >"$scratch/cut.zip"
    refuses "a .zip that is cut short is refused" "$scratch/cut.zip" \
        "cannot be read"
fi
accepts "a folder around the chapters is accepted" "$scratch/zipped"

refuses "a missing file is named" "$scratch/none.zip" "No such file"
mkdir "$scratch/empty"
refuses "an empty directory is refused" "$scratch/empty" "holds none of"
: >"$scratch/zero.zip"
refuses "an empty file is refused" "$scratch/zero.zip" "is an empty file"
head -c 10000000 /dev/urandom >"$scratch/noise.zip"
refuses "10 MB of noise are refused" "$scratch/noise.zip" "no such archive"
head -c 150 "$scratch/a.tar.gz" >"$scratch/cut.tar.gz"
refuses "a .tar.gz that is cut short is refused" "$scratch/cut.tar.gz" "cannot be read"
cp "$scratch/a.tar" "$scratch/cut.tar"
truncate -s 1600 "$scratch/cut.tar"
refuses "a .tar that is cut short is refused" "$scratch/cut.tar" "cannot be read"
refuses "an unknown course names those there are" "$work" \
    "no course 'nowhere'.*workbook" COURSE=nowhere
refuses "a course cannot be a path" "$work" "no course" COURSE=../packages.txt
refuses "a device is refused" /dev/null "neither a directory nor"
refuses "no submission at all is refused" "" "give SUBMISSION="
refuses "an odd seed is refused" "$work" "SEED= takes" SEED='a b'
refuses "TRAIN takes 0 or 1" "$work" "TRAIN= takes" TRAIN=yes
refuses "a missing file of marks is named" "$work" "none.csv cannot be read" \
    MARKS="$scratch/none.csv"
mkdir -p "$scratch/two/a" "$scratch/two/b"
cp -r "$work/00-ground" "$scratch/two/a/"
cp -r "$work/00-ground" "$scratch/two/b/"
refuses "two folders of chapters are refused" "$scratch/two" "in several folders"
mkfifo "$scratch/pipe"
refuses "a pipe is refused at once" "$scratch/pipe" "neither a directory nor"

: >"$scratch/file"
rm -rf "$scratch/out"
SUBMISSION=$work OUT=$scratch/file build/grader/grade >"$scratch/log" 2>&1
same "OUT that is a file is refused" "$? $(grep -c 'OUT=.*cannot be written' "$scratch/log")" "2 1"
SUBMISSION=$work OUT=/proc/none build/grader/grade >"$scratch/log" 2>&1
same "OUT that cannot be made is refused" "$? $(grep -c 'OUT=.*cannot be written' "$scratch/log")" "2 1"

# Bombs
(cd "$scratch" && mkdir -p bomb/00-ground && truncate -s 200M bomb/big &&
    cp "$work/00-ground/ground.c" bomb/00-ground/ &&
    tar cJf bomb.tar.xz bomb && tar cSJf sparse.tar.xz bomb)
refuses "an archive that unpacks to too much is refused" "$scratch/bomb.tar.xz" "more than 64 MB"
accepts "a file that is one hole costs nothing" "$scratch/sparse.tar.xz"
mkdir -p "$scratch/many/00-ground" && (cd "$scratch/many" && seq 6000 | xargs touch)
refuses "too many files are refused" "$scratch/many" "more than 5000"

# Entries that are no plain files
odd=$scratch/odd
fresh() {
    chmod -R u+rwX "$odd" 2>/dev/null
    rm -rf "$odd" && mkdir -p "$odd/00-ground"
}
fresh && ln -s /etc/passwd "$odd/00-ground/ground.c"
leaves_out "a symbolic link is left out" "$odd" "ground.c is not a regular file"
(cd "$odd" && tar cf "$scratch/link.tar" .)
leaves_out "a symbolic link in an archive is left out" "$scratch/link.tar" "is not a regular file"
fresh && mkfifo "$odd/00-ground/ground.c"
leaves_out "a pipe in place of a file is left out" "$odd" "is not a regular file"
fresh && cp solutions/00-ground/ground.c "$odd/x" && ln "$odd/x" "$odd/00-ground/ground.c"
leaves_out "a hard link is left out" "$odd" "ground.c is a hard link"
fresh && { cat solutions/00-ground/ground.c && head -c 300000 /dev/zero | tr '\0' ' '; } >"$odd/00-ground/ground.c"
leaves_out "a file that is too large is left out" "$odd" "ground.c is too large"
fresh && printf 'int a;\0int b;' >"$odd/00-ground/ground.c"
leaves_out "a file with a zero byte is left out" "$odd" "holds a zero byte"
fresh && cp solutions/00-ground/ground.c "$odd/00-ground/"
(cd "$odd" && tar cf "$scratch/double.tar" 00-ground/ground.c &&
    tar rf "$scratch/double.tar" 00-ground/ground.c)
leaves_out "a file that occurs twice is not taken" "$scratch/double.tar" "occurs twice"
fresh && ln -s "$work/00-ground/ground.c" "$odd/y" && rmdir "$odd/00-ground" &&
    ln -s "$work/00-ground" "$odd/00-ground"
refuses "a link to a folder is not followed" "$odd" "holds none of"

# Names
fresh && cp solutions/00-ground/ground.c "$odd/00-ground/" &&
    printf 'student,exercise,points\n' >"$odd/marks.csv" &&
    : >"$odd/$(printf 'a\nb\033[31m"<c>')" && : >"$odd/Makefile" && : >"$odd/00-ground/x.o"
accepts "marks.csv in a submission is flagged" "$odd" "marks.csv inside the submission is ignored"
accepts "other names are listed, made harmless" "$odd" \
    "not taken: 00-ground/x.o, Makefile, a b??31m'?c?"
(cd "$odd/00-ground" && tar cPf "$scratch/up.tar" --transform 's|^|../00-ground/|' ground.c)
refuses "a path with .. is not taken" "$scratch/up.tar" "holds none of"
(cd "$odd/00-ground" && tar cPf "$scratch/abs.tar" --transform 's|^|/00-ground/|' ground.c)
refuses "an absolute path is not taken" "$scratch/abs.tar" "holds none of"
printf 'id: S1\nname: \xc3\x9cml\xc3\xa4ut \xe2\x80\xae\xff\nid: s2\nname: B\ngroup: 7\n' >"$odd/student.txt"
accepts "names are valid, visible UTF-8" "$odd" '"name": "Ümläut ??"'
accepts "a second id is a second member" "$odd" '"id": "s2"'
printf 'id: S1, s2\nname: Ada; Bob\n' >"$odd/student.txt"
accepts "ids in one line are two members" "$odd" '"name": "Bob"'

# Encodings: practice, packing and grading read alike.
for kind in 'a mark' 'UTF-16LE' 'UTF-16BE' 'UTF-16 without a mark' 'CR LF' 'CR' 'zero bytes at the end'; do
    fresh
    while read -r to from; do
        case $kind in
        'a mark') { printf '\xef\xbb\xbf' && cat "$from"; } ;;
        UTF-16LE) { printf '\xff\xfe' && iconv -t UTF-16LE "$from"; } ;;
        UTF-16BE) { printf '\xfe\xff' && iconv -t UTF-16BE "$from"; } ;;
        UTF-16*) iconv -t UTF-16LE "$from" ;;
        'CR LF') sed 's/$/\r/' "$from" ;;
        CR) tr '\n' '\r' <"$from" ;;
        *) { cat "$from" && head -c 100 /dev/zero; } ;;
        esac >"$odd/$to"
    done <<<"00-ground/ground.c solutions/00-ground/ground.c
student.txt $work/student.txt"
    accepts "texts with $kind are read" "$odd" '"name": "Ada Lovelace"'
    same "and in practice, too" "$(grader/check/student.sh "$odd") $(build/grader/handed \
        files "$odd" 00-ground "$scratch/plain" | xargs) $(
        cmp "$scratch/plain/ground.c" solutions/00-ground/ground.c)" "s1 taken ground.c "
done
fresh && printf '\xff\xfe\0\0' | cat - solutions/00-ground/ground.c >"$odd/00-ground/ground.c"
leaves_out "UTF-32 is named" "$odd" "ground.c is UTF-32; save it as UTF-8"
same "in practice, too" "$(build/grader/handed files "$odd" 00-ground)" \
    $'left\tground.c\tis UTF-32; save it as UTF-8'
fresh && cp solutions/00-ground/ground.c "$odd/00-ground/"
while IFS='|' read -r line who; do
    printf '%b' "$line" >"$odd/student.txt"
    accepts "student.txt may say '$line'" "$odd" "\"id\": \"$who\""
    same "and practice takes the same numbers" "$(grader/check/student.sh "$odd")" "${who,,}"
done <<'END'
ID: S1\n|S1
Id = s1\nName = Ada\n|s1
id :s1 ;s2\n|s1
\xef\xbb\xbf \tiD=\xc2\xa0s1\xc2\xa0\r|s1
name: a = b\nid:s1|s1
END

printf 'id: s1\nname: J\xf6rg M\xfcller\n' >"$odd/student.txt"
accepts "Latin-1 is read, too" "$odd" '"name": "Jörg Müller"'

# Files of the student's own
own() { # SCALE: the warm-up by a helper whose header is the student's, too
    fresh
    printf '#include "mine.h"\nvoid scale(double a, const Mat *x, Mat *y)\n{\n    mine(a, x, y);\n}\n' \
        >"$odd/00-ground/ground.c"
    printf '#include "ground.h"\nvoid mine(double a, const Mat *x, Mat *y);\n' >"$odd/00-ground/mine.h"
    sed 's/ground.h/mine.h/; s/scale(/mine(/' solutions/00-ground/ground.c >"$odd/00-ground/mine.c"
}
own
accepts "a helper in files of the student's own is taken" "$odd"
(cd "$odd" && tar czf "$scratch/own.tar.gz" .)
accepts "out of an archive, too" "$scratch/own.tar.gz"
same "and kept with the sources" "$(ls "$scratch/out/sources/00-ground" | xargs)" \
    "ground.c mine.c mine.h"
key() { sed -n 's/.*"key": "\(.*\)".*/\1/p' "$scratch/out/result.json" | head -n 1; }
before=$(key)
echo '/* longer */' >>"$odd/00-ground/mine.h"
grade "$odd" "$scratch/out"
expect "a change in one of them is another submission" test "$before" != "$(key)"
printf '#error "mine"\n' | tee "$odd/00-ground/mat.h" "$odd/00-ground/RNG.h" >"$odd/00-ground/tests.c"
accepts "none takes the place of a contract" "$odd" "mat.h is not taken: the workbook has a mat.h"
expect "in whatever case" grep -q "RNG.h is not taken: the workbook has a rng.h" "$scratch/out/result.json"
expect "nor of a given file" grep -q "tests.c is not taken: the workbook has a tests.c" "$scratch/out/result.json"
own && sed -i 's/i < mat_size/i <= mat_size/' "$odd/00-ground/mine.c"
leaves_out "what the sanitizer finds in one of them is told with its place" "$odd" "heap-buffer-overflow .* in mine.c:[0-9]"
own && sed -i 's/mine.h/<mine.h>/; s/"<mine.h>"/<mine.h>/' "$odd/00-ground/ground.c"
leaves_out "only includes in quotes find them" "$odd" "mine.h: No such file"
own && sed -i 's/mine(/oops(/' "$odd/00-ground/mine.c"
leaves_out "a helper that is missing is named" "$odd" "mine is called in ground.c, but defined nowhere"
own && cp solutions/00-ground/ground.c "$odd/00-ground/ground_old.c"
leaves_out "an old copy is named" "$odd" "scale is defined in ground.c and in ground_old.c"
own && for ((i = 0; i < 40; i++)); do echo "int n$i;" >"$odd/00-ground/n$i.c"; done
accepts "of too many the first by name are taken" "$odd" "ground/n29.c is not taken: of a chapter.s files of your own the first 16"
expect "and the rest is counted" grep -q "16 more files of the student's own are not taken" "$scratch/out/result.json"
same "in practice the same ones" "$(build/grader/handed files "$odd" 00-ground | awk '$1 == "taken"' | wc -l)" 17
fresh && mkdir "$odd/old" && cp -r "$odd/00-ground" "$odd/old/" &&
    cp solutions/00-ground/ground.c "$odd/00-ground/" && echo 'int x;' >"$odd/old/00-ground/mine.c"
accepts "a folder that holds nothing but such files is no second submission" "$odd" "not taken: old/00-ground/mine.c"

# Exercises that ask for numbers need no code, and never pay for it.
numbers=$scratch/numbers record=$scratch/out/result.json
mkdir -p "$numbers/04-linear" && cp solutions/student.txt "$numbers/" &&
    cp solutions/04-linear/answers.md "$numbers/04-linear/"
# keeps_numbers SENTENCE WORDS: WORDS say why the code is not judged.
keeps_numbers() {
    rm -rf "$scratch/out"
    grade "$numbers" "$scratch/out"
    same "$1" "$(for exercise in by_hand bug_hunt linear_forward; do
        exercise_field "$record" $exercise status
    done | xargs)" "passed passed failed"
    expect "and the rest says why it does not" grep -q "$2" "$record"
    expect "and the record says so" grep -q "by_hand, which asks for no code" "$record"
}
keeps_numbers "numbers count where no code was handed in" "linear.c was not handed in"
echo 'int broken' >"$numbers/04-linear/linear.c"
keeps_numbers "numbers count where the code does not compile" "error: expected"
cp skeletons/04-linear/linear.c "$numbers/04-linear/"
echo 'void elsewhere(void); void here(void) { elsewhere(); }' >>"$numbers/04-linear/linear.c"
keeps_numbers "numbers count where the code does not link" "elsewhere"
