#!/bin/bash
# appendix.sh - the appendix on how the grader is tested, as Markdown: its
# text, and in the place of each line "TABLE name" what the last full run wrote.
set -euo pipefail

# markdown: a table of tab-separated lines, the first its head.
markdown() {
    awk -F '\t' '
        {
            printf "|"
            for (i = 1; i <= NF; i++) printf " %s |", $i
            print ""
        }
        NR == 1 {
            printf "|"
            for (i = 1; i <= NF; i++) printf i == 1 ? " :-- |" : " --: |"
            print ""
        }'
}

# by_chapter HEAD [count]: a row for each chapter, with the sums of all
# columns behind the second, and of their rows; and one for all of them.
by_chapter() {
    echo "$1"
    awk -F '\t' -v OFS='\t' -v rows="${2:-}" '
        function print_row(name,   line, k) {
            line = name
            if (rows != "") line = line OFS count[name]
            for (k = 3; k <= columns; k++) line = line OFS sum[name, k]
            print line
        }
        FNR == 1 {columns = NF; next}
        {
            if (!count[$1]++) order[++chapters] = $1
            count["all"]++
            for (k = 3; k <= NF; k++) {sum[$1, k] += $k; sum["all", k] += $k}
        }
        END {
            for (i = 1; i <= chapters; i++) print_row(order[i])
            print_row("all")
        }'
}

# A name of a table: its file, and how it becomes a table.
table() {
    local file
    case $1 in
    mutants) file=grader/measure/mutants/results.tsv ;;
    causes) file=grader/measure/mutants/causes.tsv ;;
    alternatives) file=grader/measure/alternatives/results.tsv ;;
    seeds) file=grader/measure/alternatives/seeds.tsv ;;
    hostile) file=grader/tests/hostile-results.tsv ;;
    disputes) file=grader/tests/disputes.tsv ;;
    class) file=grader/tests/class-results.tsv ;;
    courses) file=grader/tests/courses/results.tsv ;;
    *) echo "appendix.sh: TABLE $1 is none" >&2 && return 1 ;;
    esac
    if [[ ! -s $file ]]; then
        echo "No full run is recorded yet."
        return
    fi
    case $1 in
    mutants) cut -f 1-9 | by_chapter \
        $'chapter\tmutants\tcaught\ttold\tequivalent\tpassed\telsewhere\tgraded' ;;
    alternatives) cut -f 1-6 | by_chapter \
        $'chapter\tsolutions\tgradings\tfull marks\twith training\tfull marks' 1 ;;
    seeds) cut -f 1-6 | by_chapter \
        $'chapter\tgradings\tfull marks\twith training\tfull marks' ;;
    courses) echo $'preset\tpoints\tof\tpages of the report\tallowed' && cat ;;
    *) cat ;;
    esac <"$file" | markdown
    printf '\n: %s\n' "\`$file\`"
}

while IFS= read -r line; do
    case $line in
    "TABLE "*) table "${line#TABLE }" ;;
    *) printf '%s\n' "$line" ;;
    esac
done <book/appendix-tests.md
