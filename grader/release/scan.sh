#!/bin/bash
# scan.sh - does a release show an answer?
#
#   scan.sh DIR CHAPTER...   looks for the solutions of these chapters in every
#       file below DIR: in the text of a PDF (a line is one of pdftotext's), in
#       HTML without its tags, and not in code of other chapters that stands
#       in the skeletons' place: that is what the course gives
#
# Exit status and what is said: scan.c's.
set -euo pipefail
dir=$1
shift

solutions=()
for chapter; do solutions+=("$PWD/solutions/$chapter"/*.c); done
[[ ${#solutions[@]} -gt 0 ]] || exit 0
scan=$PWD/build/grader/scan

text=$(mktemp -d)
trap 'rm -rf "$text"' EXIT
cp -r "$dir/." "$text"
cd "$text"
find . -name '*.gz' -delete
for given in skeletons/*/; do
    given=$(basename "$given")
    [[ " $* " == *" $given "* ]] || rm -f "skeletons/$given"/*.c
done
while IFS= read -r file; do
    pdftotext -layout "$file" "$file.text"
    mv "$file.text" "$file"
done < <(find . -name '*.pdf')
find . -name '*.html' -exec sed -i 's/<[^>]*>//g; s/&lt;/</g; s/&gt;/>/g
    s/&quot;/"/g; s/&amp;/\&/g' {} +
mapfile -t files < <(find . -type f -printf '%P\n' | LC_ALL=C sort)
[[ ${#files[@]} -gt 0 ]] || exit 0
"$scan" "${solutions[@]}" -- "${files[@]}"
