#!/bin/bash
# marking.sh - all answers of the class in $OUT to each question, as a PDF to
# read and a table to fill in: OUT/marking/ID.pdf, OUT/marking/ID.csv.
#
# Environment: OUT, QUESTION (an id; else all of the course), ANONYMOUS=1,
# PENDING=1. What students wrote is set in a box, as in reports. If pandoc or
# LaTeX stumbles over one answer, that one is shown as it was typed.
set -euo pipefail
. book/untrusted.sh

# The question and its rubric: made of our own text.
set_question() {
    {
        echo '\section*{Question}'
        pandoc --from markdown --to latex --lua-filter book/filter.lua \
            -M to=latex -M labels=build/labels.tsv -M "chapter=$2" \
            -M part=exercise -M "exercise=$1" "chapters/$2/chapter.md"
    } >"$job/question.tex"
}

# What a model answer needs, unless solutions are withheld.
take_model() {
    local file
    mkdir -p "$job/answers/model/$1"
    for file in "solutions/$1"/*.{png,jpg}; do
        take "$file" "$job/answers/model/$1/$(basename "$file")" 4194304
    done
    take "solutions/$1/answers.md" "$job/answers/model/$1.md" 1048576
}

typeset_all() {
    set_pdf marking 600 -V title-meta=Marking \
        --include-before-body question.tex
}

# The answers that pandoc cannot read, each tried alone.
unreadable() {
    # shellcheck disable=SC2016 # this is for the shell in the box
    boxed 600 -- /usr/bin/env bash -c '
        for answer in in/answers/*/*.md; do
            timeout 20 pandoc --from markdown -t native -o tmp/read "$answer" \
                >tmp/told 2>&1 || basename "$(dirname "$answer")"
        done' 2>/dev/null | grep -xE '[0-9]+'
}

# The answer in whose text LaTeX stopped; nothing when that is not known.
culprit() {
    local line
    [[ -s $job/marking.tex && -s $job/marking.log ]] || return
    line=$(sed -n 's/^l\.\([0-9][0-9]*\).*/\1/p' "$job/marking.log" |
        head -n 1)
    [[ -n $line ]] && head -n "$line" "$job/marking.tex" |
        sed -n 's/^\\hypertarget{answer-\([0-9]*\)}.*/\1/p' | tail -n 1
}

# as_text PATTERN: those answers are shown as they were typed.
as_text() {
    sed -i "s/{\.answer of=\"\($1\)\" chapter/{.answer of=\"\1\" as=\"text\" chapter/" \
        "$job/marking.md"
}

set_all() {
    local numbers number
    for _ in 1 2 3 4 5 6 7 8; do
        typeset_all && return
        if [[ -s $job/marking.tex ]]; then
            numbers=$(culprit)
        else
            numbers=$(unreadable)
        fi
        [[ -n $numbers ]] || break
        for number in $numbers; do as_text "$number"; done
    done
    as_text '[0-9]*'
    typeset_all
}

mark() {
    local id=$1 chapter=$2 counts
    rm -rf "$job"/answers "$job"/marking.* "$job"/question.tex
    mkdir -p "$job/answers"
    counts=$(build/class/marking "$OUT" "$id" "$job")
    if [[ ${counts% *} == 0 ]]; then
        echo "$id: no answers"
        return
    fi
    set_question "$id" "$chapter"
    take_model "$chapter"
    if ! set_all; then
        cat "$job/marking.told" >&2
        echo "$id: the answers could not be set" >&2
        exit 3
    fi
    cp "$job/marking.pdf" "$OUT/marking/$id.pdf.part"
    mv "$OUT/marking/$id.pdf.part" "$OUT/marking/$id.pdf"
    echo "$OUT/marking/$id.pdf: ${counts% *} answers; ${counts#* } new rows in $id.csv"
}

shopt -s nullglob
questions=$(build/class/marking "$OUT") || exit 2
found=
while read -r id chapter; do
    [[ -z ${QUESTION:-} || $id == "$QUESTION" ]] || continue
    found=1
    mark "$id" "$chapter" </dev/null
done <<<"$questions"
if [[ -z $found ]]; then
    echo "OUT=$OUT: no record asks ${QUESTION:-a question}" >&2
    exit 2
fi
echo "Fill in points and comment, then: make class ... MARKS=$OUT/marking"
