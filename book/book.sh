#!/bin/bash
# book.sh - stitches book.md and the chapters together.
#
#   book.sh pdf EDITION OUT    writes OUT/book.pdf
#   book.sh html EDITION OUT   writes OUT/html/, a page for each chapter
#
# EDITION is student or instructor. Figures are taken from build/plots,
# labels from build/labels.tsv.
set -euo pipefail
shopt -s nullglob

title='Neural Networks from Scratch, in C'
edition=$2 out=$3
chapters=()
for file in chapters/[0-9]*/chapter.md; do
    chapters+=("$(basename "$(dirname "$file")")")
done

# set_text TO CHAPTER PANDOC-ARGUMENT...: one chapter, or "" for book.md.
set_text() {
    local to=$1 chapter=$2 file=book.md
    shift 2
    [[ -z $chapter ]] || file=chapters/$chapter/chapter.md
    pandoc --from markdown --fail-if-warnings --lua-filter book/filter.lua \
        -M to="$to" -M edition="$edition" -M chapter="$chapter" \
        -M plots="build/plots/$chapter" -M labels=build/labels.tsv "$@" \
        "$file"
}

title_of() {
    awk -F '\t' -v page="$1" '$3 == page && $1 ~ /^ch:/ {print $4}' \
        build/labels.tsv
}

pdf() {
    local parts=$out/parts chapter files=()
    mkdir -p "$parts"
    set_text latex '' -t json -o "$parts/book.json"
    for chapter in "${chapters[@]}"; do
        set_text latex "$chapter" -t json -o "$parts/$chapter.json"
        files+=("$parts/$chapter.json")
    done
    # shellcheck disable=SC2016
    printf '%s\n' '# Hints {.unnumbered}' '' 'Read one, close the book, and' \
        'try again. `make hint EX=id` shows them one at a time.' |
        pandoc -t json -o "$parts/hints.json"
    files+=("$parts/hints.json")
    for chapter in "${chapters[@]}"; do
        set_text latex "$chapter" -M part=hints -t json \
            -o "$parts/$chapter-hints.json"
        files+=("$parts/$chapter-hints.json")
    done
    book/appendix.sh | pandoc -t json -o "$parts/tests.json"
    files+=("$parts/tests.json")
    pandoc --from json --fail-if-warnings --to latex --number-sections \
        --top-level-division=chapter --template book/template.tex \
        -V titlepage=yes -M title="$title" -V title-meta="$title" \
        -V subtitle='A workbook that grades itself' \
        ${instructor:+-V notice='With rubrics, for instructors only.'} \
        -V notice='Prose and figures: CC BY 4.0. Code: MIT licence.' \
        -V notice='This PDF has no tags for screen readers; the HTML edition is the accessible one.' \
        -o "$parts/book.tex" "$parts/book.json" "${files[@]}"
    book/typeset.sh "$parts/book.tex" "$out/book.pdf"
}

# The list of chapters at the head of a page; $1 is the page itself.
chapter_list() {
    local chapter current
    for chapter in "${chapters[@]}"; do
        current=''
        [[ $chapter == "$1" ]] && current=' aria-current="page"'
        printf '<li><a href="%s.html"%s>%s %s</a></li>\n' "$chapter" \
            "$current" "$((10#${chapter%%-*}))" "$(title_of "$chapter")"
    done
    printf '<li><a href="tests.html">How the grader is tested</a></li>\n'
}

# page CHAPTER PREVIOUS NEXT; "" and "index" mean the front page.
page() {
    local chapter=$1 name=${1:-index} arguments=() n
    [[ -z $2 ]] || arguments+=(-V "prev=$2" -V "prevtitle=$(title_of "$2")")
    [[ $2 != index ]] || arguments+=(-V prevtitle='Front page')
    [[ -z $3 ]] || arguments+=(-V "next=$3" -V "nexttitle=$(title_of "$3")")
    if [[ -n $chapter ]]; then
        n=${chapter%%-*}
        arguments+=(-V "reference=../reference/group__ch$n.html")
    fi
    set_text html "$chapter" --to html5 --katex --toc --toc-depth=2 \
        --template book/page.html "${arguments[@]}" \
        -V pagetitle="${chapter:+$(title_of "$chapter") · }$title" \
        -V "chapters=$(chapter_list "$chapter")" |
        node book/math.js >"$html/$name.html.part"
    mv "$html/$name.html.part" "$html/$name.html"
    for file in "build/plots/$chapter"/*.svg; do
        [[ -n $chapter ]] || continue
        mkdir -p "$html/$chapter"
        cp "$file" "$html/$chapter/"
    done
}

appendix_page() {
    book/appendix.sh | pandoc --from markdown --fail-if-warnings --to html5 \
        --katex --toc --toc-depth=2 --template book/page.html \
        -V pagetitle="How the grader is tested · $title" \
        -V "chapters=$(chapter_list tests)" |
        node book/math.js >"$html/tests.html.part"
    mv "$html/tests.html.part" "$html/tests.html"
}

html() {
    local html=$out/html pages=(index "${chapters[@]}" '') i
    mkdir -p "$html/katex/fonts"
    cp /usr/share/javascript/katex/katex.min.css "$html/katex/"
    cp /usr/share/javascript/katex/fonts/*.woff2 "$html/katex/fonts/"
    cp book/style.css "$html/"
    page '' '' "${chapters[0]}"
    for ((i = 1; i <= ${#chapters[@]}; i++)); do
        page "${pages[i]}" "${pages[i - 1]}" "${pages[i + 1]}"
    done
    appendix_page
}

instructor=''
[[ $edition == instructor ]] && instructor=yes
"$1"
