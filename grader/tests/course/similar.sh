#!/bin/bash
# similar.sh - who wrote alike is found, and who did not is left in peace.
set -uo pipefail
. grader/tests/lib/ok.sh
unset OLD

# hand_in CLASS NAME CHAPTER FILE: its sources as a class run keeps them.
hand_in() {
    local name=${3#*-}.c
    mkdir -p "$1/$2/sources/$3"
    cp "$4" "$1/$2/sources/$3/$name"
}
# class_json CLASS: of all that has been handed in.
class_json() {
    local dir n=0 list=
    for dir in "$1"/*/; do
        printf '%s{"number": %d, "name": "%s"}' "${list:+, }" $((++n)) \
            "$(basename "$dir")"
        list=1
    done | sed 's/^/{"course": "workbook", "title": "x", "submissions": [/; s/$/]}/' \
        >"$1/class.json"
}
similar() { build/class/similar "$@" >"$scratch/log" 2>&1; }
pairs() { # CLASS: "A B FILE" a line
    node -e 'for (const p of JSON.parse(require("fs").readFileSync(
        process.argv[1] + "/similar.json")).pairs)
        console.log(p.a, p.b, p.file)' "$1"
}

# Right solutions of different kinds, and a copy of each that hides itself.
honest=$scratch/honest copied=$scratch/copied
total=0
for file in grader/measure/alternatives/0*/*.c; do
    chapter=$(basename "$(dirname "$file")")
    name=$chapter-$(basename "$file" .c)
    node grader/tests/lib/copy.js all "$file" >"$scratch/copy.c"
    hand_in "$honest" "$name" "$chapter" "$file"
    hand_in "$copied" "$name" "$chapter" "$file"
    hand_in "$copied" "$name-copy" "$chapter" "$scratch/copy.c"
    total=$((total + 1))
done
class_json "$honest"
class_json "$copied"
expect "right solutions of $total kinds are compared" similar "$honest"
same "and none is like another" "$(pairs "$honest")" ""
# shellcheck disable=SC2016 # awk's own
copies='$1 "-copy" == $2 || $1 == $2 "-copy"'
began=$SECONDS
expect "a copy of each, with other names, order, comments, layout" \
    similar "$copied"
same "takes seconds" "$((SECONDS - began < 20))" 1
same "is found, but for the one that is too short to tell" \
    "$(pairs "$copied" | awk "$copies" | wc -l)" $((total - 1))
same "and nothing else is" "$(pairs "$copied" | awk "!($copies)")" ""

# What is ours is no evidence.
ours=$scratch/ours
for n in 1 2 3; do
    for chapter in solutions/0*/; do
        chapter=$(basename "$chapter")
        node grader/tests/lib/copy.js all "solutions/$chapter/${chapter#*-}.c" \
            >"$scratch/copy.c"
        hand_in "$ours" "reference-$n" "$chapter" "$scratch/copy.c"
        hand_in "$ours" "skeleton-$n" "$chapter" \
            "skeletons/$chapter/${chapter#*-}.c"
    done
done
class_json "$ours"
expect "the reference's own forms are compared" similar "$ours"
same "and tell nothing" "$(pairs "$ours")" ""

# A ring, and a crowd
written() { # CLASS NAME FILE: descent.c
    hand_in "$1" "$2" 01-descent "$3"
}
ring() { # COUNT OF: so many of them are copies that hide themselves
    local n how=(names order comments all)
    rm -rf "$scratch/ring"
    for ((n = 1; n <= $2; n++)); do
        local file=solutions/01-descent/descent.c
        if ((n <= $1)); then
            file=$scratch/copy.c
            node grader/tests/lib/copy.js "${how[n % 4]}" \
                grader/measure/alternatives/01-descent/vectors.c >"$file"
        fi
        written "$scratch/ring" "n$n" "$file"
    done
    class_json "$scratch/ring"
    similar "$scratch/ring"
    pairs "$scratch/ring" | wc -l
}
same "a ring of four in a class of thirty is found" "$(ring 4 30)" 6
same "a ring of nine in a class of twelve is no crowd" "$(ring 9 12)" 36
same "nor is one of ten in a class of thirty" "$(ring 10 30)" 45

# Four functions, of each of which there are three forms that many write.
form() { # FUNCTION FORM
    local k ops='+-*/<>%&|^'
    printf 'double part%d(double a, double b)\n{\n' "$1"
    for k in 1 2 3 4 5 6; do
        echo "    a = a ${ops:$((($1 * 31 + $2 * 17 + k * k * 7) % 10)):1} b ${ops:$((($1 * 3 + $2 + k) % 10)):1} a;"
    done
    printf '    return a;\n}\n'
}
crowd=$scratch/crowd few=$scratch/few
for ((n = 0; n < 60; n++)); do
    for part in 0 1 2 3; do
        form $part $(((n / (part == 3 ? 1 : 3 ** part) + (part == 3 ? n / 7 : 0)) % 3))
    done >"$scratch/form.c"
    written "$crowd" "n$n" "$scratch/form.c"
    ((n % 15)) || for twin in a b; do written "$few" "n$n$twin" "$scratch/form.c"; done
done
class_json "$crowd"
class_json "$few"
expect "forms that many write are compared" similar "$crowd"
same "and tell nothing, though some chose the same of each" "$(pairs "$crowd")" ""
expect "the same forms in a class of eight" similar "$few"
expect "tell who copied" test "$(pairs "$few" | awk 'substr($1, 1, length($1) - 1) == substr($2, 1, length($2) - 1)' | wc -l)" -eq 4

# Many pairs: eight copies each of eight ways to write it.
many=$scratch/many
for file in $(find grader/measure/alternatives/0[12]* -name '*.c' | LC_ALL=C sort | head -n 8); do
    for n in 1 2 3 4 5 6 7 8; do
        hand_in "$many" "$(basename "$file" .c)-$n" \
            "$(basename "$(dirname "$file")")" "$file"
    done
done
class_json "$many"
expect "many pairs are found" similar "$many"
same "all of them are listed, the strongest side by side" \
    "$(pairs "$many" | wc -l) $(grep -c '<section id="pair' "$many/similar.html")" \
    "224 200"

# Last year's
now=$scratch/now
hand_in "$now" new 01-descent grader/measure/alternatives/01-descent/vectors.c
class_json "$now"
expect "a former run is compared with" similar "$now" "$honest"
same "and the copy found" "$(pairs "$now")" \
    "new 01-descent-vectors (OLD) 01-descent/descent.c"
mkdir -p "$scratch/folder/x/01-descent" "$scratch/folder/a; touch \$(id)"
cp grader/measure/alternatives/01-descent/vectors.c \
    "$scratch/folder/x/01-descent/descent.c"
(cd "$scratch/folder/x" && zip -qr ../old.zip .)
echo 'no archive' >"$scratch/folder/broken.zip"
expect "a folder of submissions is compared with" \
    similar "$now" "$scratch/folder"
same "archives too" "$(pairs "$now" | sort | cut -d' ' -f2 | tr '\n' ' ')" \
    "old.zip x "
same "and what cannot be read is named" \
    "$(grep -c '^similar: broken.zip of OLD is not compared' "$scratch/log")" 1
similar "$now" "$scratch/none"
same "an OLD that is not there is named" \
    "$? $(grep -c 'OLD=.*none holds no submission' "$scratch/log")" "2 1"

# Files of one's own
moved=$scratch/moved
hand_in "$moved" one 01-descent grader/measure/alternatives/01-descent/vectors.c
echo '#include "mine.h"' >"$scratch/main.c"
hand_in "$moved" two 01-descent "$scratch/main.c"
cp grader/measure/alternatives/01-descent/vectors.c "$moved/two/sources/01-descent/mine.h"
class_json "$moved"
expect "files of the student's own are compared" similar "$moved"
same "and a copy that was moved into one is found" "$(pairs "$moved")" \
    "one two 01-descent/descent.c"
expect "in a former run, too" similar "$now" "$moved"
same "and is found there" "$(pairs "$now" | grep -c OLD)" 2

# Greedy sources: whatever two hold, the others are compared.
vectors=grader/measure/alternatives/01-descent/vectors.c
# greedy KIND: prints about 200 KB of it, some around a copy
greedy() {
    case $1 in
    'one declaration again and again') yes 'int x;' | head -c 200000 ;;
    'one line') yes 'int x;' | head -c 200000 | tr -d '\n' ;;
    'a period of many tokens')
        for ((i = 0; i < 400; i++)); do
            for ((k = 0; k < 30; k++)); do printf 'a%s=%s;' "$(((k * 7) % 3))" "$(head -c $((k % 5 + 1)) <<<'-----')1"; done
            echo
        done ;;
    'braces in braces') head -c 100000 /dev/zero | tr '\0' '{' && head -c 100000 /dev/zero | tr '\0' '}' ;;
    'one comment') printf '/*' && head -c 200000 /dev/zero | tr '\0' x ;;
    'one string') printf 'char *s = "' && head -c 200000 /dev/zero | tr '\0' x && printf '";' ;;
    'no C at all') head -c 400000 /dev/urandom | tr -d '\0' | head -c 200000 ;;
    'other words, one form') seq 12000 | sed 's/.*/int n& = &;/' ;;
    'a copy of everybody') cat grader/measure/alternatives/01-descent/*.c grader/measure/alternatives/0[2-7]*/*.c | head -c 200000 ;;
    'a copy behind repetition') yes 'int x;' | head -c 190000; cat $vectors ;;
    esac
}
while read -r kind; do
    class=$scratch/greedy
    rm -rf "$class"
    for file in grader/measure/alternatives/01-descent/*.c; do
        written "$class" "$(basename "$file" .c)" "$file"
    done
    node grader/tests/lib/copy.js all $vectors >"$scratch/copy.c"
    written "$class" copy "$scratch/copy.c"
    greedy "$kind" >"$scratch/greedy.c"
    written "$class" greedy1 "$scratch/greedy.c"
    written "$class" greedy2 "$scratch/greedy.c"
    class_json "$class"
    expect "two hand in $kind" similar "$class"
    same "the copied pair is told" "$(pairs "$class" | grep -c '^copy vectors ')" 1
    same "and nobody who is honest" "$(pairs "$class" | awk -v ok='^(copy|vectors|greedy1|greedy2)$' \
        '$1 !~ ok && $2 !~ ok' | wc -l)" 0
    same "both are flagged" "$(node -e 'console.log(JSON.parse(require("fs").readFileSync(
        process.argv[1] + "/similar.json")).odd.map(o => o.submission).join(" "))' "$class") $(
        grep -c '<li><bdi>greedy[12]</bdi>: ' "$class/similar.html")" "greedy1 greedy2 2"
    [[ $kind != *behind* ]] ||
        same "what it hides is told" "$(pairs "$class" | grep -cE '^(greedy1 vectors|copy greedy1|vectors greedy1|greedy1 copy) ')" 2
done <<'END'
one declaration again and again
one line
a period of many tokens
braces in braces
one comment
one string
no C at all
other words, one form
a copy of everybody
a copy behind repetition
END
same "an honest source is not flagged" "$(grep -c '"why"' "$honest/similar.json")" 0

# Hostile sources
bad=$scratch/bad
{
    cat grader/measure/alternatives/01-descent/vectors.c
    printf '/* </pre><script>alert(1)</script> \xe2\x80\xae \x01\x00 */ "\n'
    printf '#define X(a) a ## \\\n\n'
    printf "'"
} >"$scratch/odd.c"
hand_in "$bad" one 01-descent "$scratch/odd.c"
hand_in "$bad" two 01-descent "$scratch/odd.c"
yes 'a = a + a;' | head -c 250000 >"$scratch/long.c"
hand_in "$bad" long 01-descent "$scratch/long.c"
hand_in "$bad" longer 01-descent "$scratch/long.c"
head -c 200000 /dev/urandom >"$scratch/noise.c"
hand_in "$bad" noise 01-descent "$scratch/noise.c"
: >"$scratch/empty.c"
hand_in "$bad" empty 01-descent "$scratch/empty.c"
class_json "$bad"
began=$SECONDS
expect "hostile sources are compared" similar "$bad"
same "without delay" "$((SECONDS - began < 20))" 1
same "and shown as text" \
    "$(grep -c '<script>' "$bad/similar.html") $(pairs "$bad" | grep -c 'one two')" \
    "0 1"
