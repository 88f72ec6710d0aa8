#!/bin/bash
# release.sh - writes what the students of a course get: skeletons, chapters,
# data, the assignment sheet and the visible checks, which are sealed; nothing
# of the solutions but the code that the course hands out.
# Environment: COURSE; OUT, the directory, which is new or an earlier release.
set -euo pipefail
shopt -s nullglob

course() {
    build/grader/course "$@"
}

mark=grader/course/release # what tells a release from anything else
if [[ -e $OUT && ! -e $OUT/$mark ]]; then
    echo "OUT=$OUT is there and is no earlier release; choose another." >&2
    exit 2
fi
name=$(course name)
title=$(course title)
new=$OUT.part
rm -rf "$new"
mkdir -p "$new"
trap 'rm -rf "$new"' EXIT

# give FILE...: the same paths in the release.
give() {
    cp --parents -- "$@" "$new/"
}

# Chapters up to the last that the course asks for: each stands on lower ones.
last=$(course table | cut -f9 | sort | tail -n 1)
chapters=()
for dir in chapters/[0-9]*/; do
    dir=$(basename "$dir")
    [[ $dir > $last ]] || chapters+=("$dir")
done

# The machines whose compiler sealed the checks.
machines=()
for object in build/sealed/*/"${chapters[0]}.sealed"; do
    machines+=("$(basename "$(dirname "$object")")")
done
if [[ ${#machines[@]} -eq 0 ]]; then
    echo "The checks are not sealed: x86_64-linux-gnu-gcc is not here." >&2
    exit 3
fi

for chapter in "${chapters[@]}"; do
    while IFS= read -r file; do give "$file"; done \
        < <(find "chapters/$chapter" -type f -not -name judged.c \
            -not -path '*/tests/*' | sort)
    checks=$new/chapters/$chapter/checks
    mkdir -p "$checks"
    cp "build/checks/$chapter.txt" "$checks/list.txt"
    for machine in "${machines[@]}"; do
        cp "build/sealed/$machine/$chapter.sealed" "$checks/$machine.sealed"
    done
    awk -v plots="build/plots/$chapter" \
        -f grader/release/prose.awk "chapters/$chapter/chapter.md" \
        >"$new/chapters/$chapter/chapter.md"
    give "skeletons/$chapter"/*
done
for chapter in $(course given); do
    for file in "solutions/$chapter"/*.c; do
        sed '/\/\* \[answer .*\] \*\//d; /\/\* \[end\] \*\//d' "$file" \
            >"$new/skeletons/$chapter/$(basename "$file")"
    done
done

give .gitattributes Makefile LICENSE LICENSES.md book.md chapters/build.mk \
    grader/{setup.sh,packages.txt,courses/"$name"} \
    grader/course/{course.mk,submit.sh,main.c,sheet.c,sheet.h} \
    grader/course/{course,catalogue,late,archive_name}.[ch] \
    grader/course/{preset.h,sound.c} \
    grader/base/{fault,files,moment,plain,text}.[ch] \
    grader/intake/{submission.h,unpack.h,own.[ch],place.[ch],student.[ch]} \
    book/{report.mk,report.sh,untrusted.sh,set.sh,plot.sh,draw.sh,common.gp} \
    book/{filter,wall}.lua book/filter/*.lua book/{template.tex,typeset.sh} \
    book/*.[ch]
while IFS= read -r file; do give "$file"; done \
    < <(find datasets grader/check -type f | sort)
cp grader/course/student.md "$new/README.md"

# What student.txt has to say in this course.
{
    [[ -z $(course number) ]] || echo 'group: '
    [[ -z $(course declarations) ]] || echo 'present: '
} >"$new/grader/course/student.lines"
echo "$name" >"$new/$mark"

# The sheet: its first heading is the title. LaTeX writes below this folder.
mkdir -p build/sheet
course sheet >"$new/sheet.md"
pandoc --from markdown --shift-heading-level-by=-1 \
    --template book/template.tex -V report=yes -V title-meta='Sheet' \
    -V ragged=yes \
    -o build/sheet/sheet.tex "$new/sheet.md"
book/typeset.sh build/sheet/sheet.tex build/sheet/sheet.pdf
cp build/sheet/sheet.pdf "$new/"

if [[ -e build/book/book.pdf ]]; then
    cp build/book/book.pdf "$new/book.pdf"
    for pages in build/book/{html,reference}; do
        [[ ! -e $pages/index.html ]] || cp -r "$pages" "$new/"
    done
else
    echo "The book is not in it: make book, then make release again."
fi

# Nothing of it may show an answer that the course does not give.
asked=()
for chapter in "${chapters[@]}"; do
    [[ " $(course given) " == *" $chapter "* ]] || asked+=("$chapter")
done
if ! grader/release/scan.sh "$new" "${asked[@]}" >&2; then
    echo "Not released: these lines show an answer under other names." >&2
    exit 3
fi

rm -rf "$OUT"
mv "$new" "$OUT"
trap - EXIT
echo "$OUT: $title, ${#chapters[@]} chapters; the sheet is $OUT/sheet.pdf"
