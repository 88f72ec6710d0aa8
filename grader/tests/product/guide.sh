#!/bin/bash
# shellcheck disable=SC2016 # backquotes are Markdown's here
# guide.sh - an exercise that is added as chapters/README.md tells is checked,
# graded and printed, and leaves nothing when it is removed. Its files are
# taken from that page. And CONTRIBUTING.md leads to what there is.
set -uo pipefail
. grader/tests/lib/ok.sh

exercise=step_length chapter=01-descent

# texts PAGE DIR: each fenced text below a paragraph that ends in "`PATH`:", as
# DIR/PATH; one for a place inside a file, "In `PATH`, above the line `LINE`:",
# as DIR/box, and its PATH and LINE in DIR/place.
texts() {
    mkdir -p "$2"
    awk -v dir="$2" '
        fence != "" && $0 == fence {fence = to = ""; next}
        fence != "" {if (to != "") print > to; next}
        /^```/ {match($0, /^`+/); fence = substr($0, 1, RLENGTH); next}
        {to = ""}
        /^In `[^`]*`, above the line `[^`]*`:$/ {
            split($0, part, "`")
            print part[2] "\n" part[4] > (dir "/place")
            to = dir "/box"
        }
        /^`[^`]*`:$/ {
            to = dir "/" substr($0, 2, length - 3)
            folder = to
            sub(/\/[^\/]*$/, "", folder)
            system("mkdir -p " folder)
        }
        /`:$/ {held = to; next}
        /^$/ {to = held; held = ""}
    ' "$1"
}

texts chapters/README.md "$scratch/texts"
mapfile -t files < <(cd "$scratch/texts" && find . -mindepth 2 -type f | sort)
{ read -r prose && read -r line; } <"$scratch/texts/place"
same "the guide shows five files and a box" \
    "${#files[@]} $prose" "5 chapters/$chapter/chapter.md"
same "each of them is a new one" "$(ls "${files[@]}" 2>/dev/null)" ""

# Where to change what: names in capitals stand for any.
named=$(grep -o '`[^` ]*/[^` ]*`' CONTRIBUTING.md | tr -d '`' | grep -v ROOM |
    sort -u)
same "every file that CONTRIBUTING.md names is there" "$(
    sed -E 's/\b(CHAPTER|EXERCISE|NAME|QUESTION)\b/*/g' <<<"$named" |
        while read -r path; do
            compgen -G "$path" >/dev/null || echo "$path"
        done)" ""
same "and every room is named there" "$(
    for room in $(find grader/*/README.md | cut -d / -f 2); do
        grep -qE "\`(grader/)?${room}[\`/]" CONTRIBUTING.md || echo "$room"
    done)" ""

# The tree, with the chapters up to this one.
tree=$scratch/tree
mkdir -p "$tree/build"
cp -a Makefile book.md book datasets grader chapters solutions skeletons "$tree"
find build -mindepth 1 -maxdepth 1 -not -name data -not -name book \
    -exec cp -a {} "$tree/build" \;
for folder in chapters solutions skeletons; do
    find "$tree/$folder" -mindepth 1 -maxdepth 1 -name '0[2-9]*' \
        -exec rm -r {} +
done
cd "$tree" || exit 1

# made TARGET...: what make says of it, and its status.
made() {
    env MAKEFLAGS= MAKELEVEL= make -s "$@" 2>&1
}
committed() {
    (cd "$tree" && find chapters solutions skeletons grader/tests/contracts \
        -type f -exec sha256sum {} + | sort -k 2)
}
# status: the status and the points of the exercise in the last record.
status() {
    local record=$scratch/out/result.json
    echo "$(exercise_field "$record" $exercise status)" \
        "$(exercise_field "$record" $exercise score)"
}

expect "the tree with two chapters builds" made -j 2 grader build/labels.tsv
committed >"$scratch/before"

cp -r "$scratch/texts"/*/ .
awk -v line="$line" -v box="$scratch/texts/box" '
    $0 == line {while ((getline text < box) > 0) print text}
    {print}' "$prose" >"$scratch/prose"
cp "$scratch/prose" "$prose"
expect "the tables and skeletons are derived" made exercises skeletons
same "nothing else of what is committed has changed" "$(
    diff "$scratch/before" <(committed) | sed -n 's/^[<>] [0-9a-f]*  //p' |
        sort -u | paste -sd ' ')" "$(
    { printf '%s\n' "${files[@]#./}" "$prose" "${prose%/*}/exercises.tsv" \
        "skeletons/$chapter/$exercise.c"; } | sort | paste -sd ' ')"

# As a student.
made start ID=s1 NAME=A >/dev/null
expect "untouched, it is not begun" \
    grep -q '1 exercise not begun' <(made check EX=$exercise)
cp "solutions/$chapter"/*.c "work/$chapter/"
expect "solved, its check passes" made check EX=$exercise
sed -i 's/return step \*/return/' "work/$chapter/$exercise.c"
expect "a mistake is told its cause" \
    grep -q 'the step is missing' <(made check EX=$exercise)

# As the grader.
expect "the grader is built with it" made -j 2 grader
grade solutions "$scratch/out"
same "the solution gets its point" "$(status)" "passed 1"
grade work "$scratch/out"
same "the mistake does not" "$(status)" "failed 0"
grade skeletons "$scratch/out"
same "and the skeleton does not" "$(status)" "failed 0"
ROW="$exercise:*" bash grader/tests/judging/contracts.sh $chapter >"$scratch/rows"
same "each sentence of its contract is kept by a check" \
    "$(grep -c '^ok' "$scratch/rows") $(grep '^not ok' "$scratch/rows")" "6 "

# In the book.
expect "its chapter's figures are drawn" made build/plots/$chapter/.drawn
page=$(pandoc --from markdown --fail-if-warnings --lua-filter book/filter.lua \
    -M to=html -M chapter=$chapter -M plots=build/plots/$chapter \
    -M labels=build/labels.tsv -t html --katex "$prose" 2>&1)
for words in 'How far a step goes' 'double.*step_length' 'Pythagoras'; do
    expect "the book has: $words" grep -q "$words" <<<"$page"
done

# Gone again.
rm "${files[@]}" "skeletons/$chapter/$exercise.c"
cp "$OLDPWD/$prose" "$prose"
rm -r work
expect "without it the tables are derived" made exercises skeletons
same "nothing that is committed is left of it" \
    "$(diff "$scratch/before" <(committed))" ""
expect "the grader is built without it" made -j 2 grader
grade solutions "$scratch/out"
same "no record knows it" "$(grep -c $exercise "$scratch/out/result.json")" 0
same "no list of checks does" "$(grep -rl $exercise build/checks build/wanted \
    build/judge/*/tests.list build/labels.tsv)" ""
