# figures.sh - the figures of full runs of classes, a line each.
# shellcheck shell=bash

figures=grader/tests/class-results.tsv

# figure WHAT CAME DUE: replaces what an earlier run wrote about that.
figure() {
    [[ -s $figures ]] || printf 'what\tcame\tdue\n' >"$figures"
    awk -F '\t' -v OFS='\t' -v what="$1" -v came="$2" -v due="$3" '
        $1 == what {print what, came, due; there = 1; next}
        {print}
        END {if (!there) print what, came, due}' "$figures" >"$figures.part" &&
        mv "$figures.part" "$figures"
}
