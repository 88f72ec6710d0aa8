#!/bin/bash
# full.sh [NAME...] - grades the reference with training under each course
# preset, or those named, and writes its report; keeps what came in
# grader/tests/courses/results.tsv: preset, score, the most points, pages of
# the report, pages allowed (0: any number).
set -uo pipefail
table=grader/tests/courses/results.tsv
touch $table
mapfile -t names < <(basename -a grader/courses/*)
[[ $# -gt 0 ]] || set -- "${names[@]}"
bad=0
for name; do
    out=build/courses/$name
    SUBMISSION=solutions COURSE=$name OUT=$out MARKS=grader/model-marks.csv \
        build/grader/grade || bad=1
    book/report.sh "$out" || bad=1
    figure() {
        sed -n "s/^  \"$1\": \([0-9.]*\),\$/\1/p" "$out/result.json"
    }
    score=$(figure score) most=$(figure max_score)
    pages=$(pdfinfo "$out/report.pdf" | sed -n 's/^Pages: *//p')
    limit=$(COURSE=$name build/grader/course pages)
    [[ -n $score && $score == "$most" ]] || bad=1
    [[ $limit -eq 0 || ${pages:-99} -le $limit ]] || bad=1
    { grep -v "^$name	" $table
        printf '%s\t%s\t%s\t%s\t%s\n' "$name" "$score" "$most" "$pages" "$limit"
    } | sort >$table.part
    mv $table.part $table
done
column -t $table
exit $bad
