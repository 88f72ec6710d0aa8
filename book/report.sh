#!/bin/bash
# report.sh - writes the PDF report of one submission.
#
#   report.sh OUT          OUT/report.pdf from OUT/result.json, OUT/plots and
#                          OUT/answers
#   report.sh --own PDF    PDF from the work in $WORK, without marks
#
# What students wrote, or computed, is hostile until shown otherwise: it is
# drawn, read and typeset in a box (see untrusted.sh). If the answers as set break LaTeX, they are shown
# as they were typed. Exit status: 0 done, 2 no record, 3 our own fault.
set -euo pipefail
shopt -s nullglob

. book/untrusted.sh

# The plots of directory $1, a folder for each chapter, drawn afresh.
take_plots() {
    local dir file chapter script figures=()
    for dir in "$1"/[0-9]*/; do
        chapter=$(basename "$dir")
        [[ -d chapters/$chapter ]] || continue
        for file in "$dir"/*.csv; do
            take "$file" "$job/tables/$chapter/$(basename "$file")" 20000000
        done
        [[ -d $job/tables/$chapter ]] || continue
        mkdir -p "$job/chapters/$chapter" "$job/plots/$chapter"
        cp "chapters/$chapter"/*.{gp,inc} "$job/chapters/$chapter/"
        for script in "chapters/$chapter"/*.gp; do
            figures+=("$chapter.$(basename "$script" .gp).pdf")
        done
    done
    [[ ${#figures[@]} -eq 0 ]] || draw_plots "${figures[@]}"
}

# draw_plots CHAPTER.NAME.pdf...: to plots/CHAPTER/NAME.pdf, as far as it goes.
draw_plots() {
    local figure
    # shellcheck disable=SC2016 # this is for the shell in the box
    boxed 600 "$@" -- /usr/bin/env bash -c '
        box=$PWD
        cd in
        for script in chapters/*/*.gp; do
            chapter=$(basename "$(dirname "$script")") out=$box/tmp/$chapter
            mkdir -p "$out"
            timeout 60 bash book/draw.sh "$script" "tables/$chapter" "$out" \
                pdf || continue
            mv "$out/$(basename "$script" .gp).pdf" \
                "$box/out/$chapter.$(basename "$script" .gp).pdf"
        done' >"$job/draw.told" 2>&1 || cat "$job/draw.told" >&2
    for figure; do
        [[ ! -s $job/$figure ]] ||
            mv "$job/$figure" "$job/plots/${figure%%.*}/${figure#*.}"
    done
    rm -r "$job/tables" "$job/chapters"
}

# Answers of a graded submission: answers/CHAPTER.md, answers/CHAPTER/*.png;
# of a student's work: CHAPTER/answers.md and CHAPTER/*.png. $1 is where.
take_answers() {
    local chapter file text
    for chapter in chapters/[0-9]*/; do
        chapter=$(basename "$chapter")
        text=$1/$chapter.md
        [[ -e $text ]] || text=$1/$chapter/answers.md
        take "$text" "$job/answers/$chapter.md" 262144
        for file in "$1/$chapter"/*.{png,jpg}; do
            take "$file" "$job/answers/$chapter/$(basename "$file")" 2097152
        done
    done
}

# course KEY: what the preset says, of the record's course or of COURSE.
course() {
    COURSE=$course build/grader/course "$1"
}

# set_report AS: report.md to report.pdf, answers "set" or as "text".
set_report() {
    set_pdf report 60 --columns 20 -M answers-as="$1" -M title="$title" \
        "${short[@]}" -V title-meta='Report' -V subtitle='Report'
}

if [[ $1 == --own ]]; then
    pdf=$2
    course=${COURSE:-}
    take_plots build/work/plots
    take_answers "$WORK"
    arguments=(--own "$WORK" build)
else
    pdf=$1/report.pdf
    [[ -e $1/result.json ]] || {
        echo "$1: no result.json, so there is nothing to report" >&2
        exit 2
    }
    course=$(sed -n 's/^  "course": "\([a-z0-9A-Z._-]*\)",$/\1/p' \
        "$1/result.json")
    take_plots "$1/plots"
    take_answers "$1/answers"
    arguments=("$1/result.json")
fi
mkdir -p "$job/answers"
title=$(course title)
FIGURES=$(course figures) RUNS=$(course runs) SHORT=$(course pages) short=()
if [[ $SHORT == 0 ]]; then SHORT=''; else short=(-V "short=yes"); fi
export FIGURES RUNS SHORT
build/book/report build/labels.tsv "$job" "${arguments[@]}" \
    >"$job/report.md" || exit 2
if ! set_report set; then
    echo "The answers cannot be set as they are; they are shown as text." >&2
    cat "$job/report.told" >&2
    set_report text || {
        cat "$job/report.told" >&2
        exit 3
    }
fi
cp "$job/report.pdf" "$pdf.part"
mv "$pdf.part" "$pdf"
pages=$(pdfinfo "$pdf" | sed -n 's/^Pages: *//p')
if [[ -n $SHORT && $pages -gt $SHORT ]]; then
    echo "$pdf has $pages pages; the course allows $SHORT." >&2
fi
