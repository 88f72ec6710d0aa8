#!/bin/bash
# draw.sh - one figure in one format, whole or not at all: a script that
# fails leaves an empty file behind, which must not be taken for a figure.
#
#   draw.sh SCRIPT DATA OUT FORMAT   from the tables in DATA, to OUT/NAME.FORMAT
set -euo pipefail

script=$1 out=$3 format=$4
name=$(basename "$script" .gp)
if ! gnuplot -e "format = '$format'; name = '$name'; data = '$2'; \
    out = '$out/$name.part'" "$(dirname "$0")/common.gp" "$script" \
    2>"$out/$name.log" || [[ -s $out/$name.log ]] ||
    [[ ! -s $out/$name.part ]]; then
    echo "$script ($format): $(grep -v '^ *$' "$out/$name.log" |
        tail -n 2 | tr '\n' ' ')" >&2
    rm -f "$out/$name.part" "$out/$name.$format"
    exit 1
fi
rm -f "$out/$name.log"
mv "$out/$name.part" "$out/$name.$format"
