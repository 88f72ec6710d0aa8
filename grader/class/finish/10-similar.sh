#!/bin/bash
# 10-similar.sh - who wrote alike, of the class in $OUT and, with OLD=, of an
# earlier one: OUT/similar.json, OUT/similar.html.
set -euo pipefail

build/class/similar "$OUT" ${OLD:+"$OLD"}
