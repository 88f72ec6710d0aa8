#!/bin/bash
# 10-similar.sh - who wrote alike, of the class in $OUT and, with OLD=, of an
# earlier one: OUT/similar.json, OUT/similar.html.
set -euo pipefail

if ! command -v sim_c >/dev/null; then
    echo "similarity is skipped: sim_c is not there (package similarity-tester)"
    exit 0
fi
build/class/similar "$OUT" ${OLD:+"$OLD"}
