#!/bin/bash
# set.sh - sets a text that comes from anyone, in a box (see untrusted.sh):
# in/NAME.md becomes out/NAME.pdf.
#
#   set.sh NAME LIMIT PANDOC-ARGUMENT...   LIMIT: seconds for pandoc, and for
#                                          each run of LaTeX
set -euo pipefail

name=$1 limit=$2
shift 2
export TMPDIR=$PWD/tmp TEXMFVAR=$PWD/tmp/texmf LIMIT=$limit
cp -r in/texmf "$TEXMFVAR"
cd out
ln -s ../in/* .
timeout "$limit" pandoc --from markdown --to latex \
    --lua-filter book/filter.lua -M to=latex -M part=report \
    -M answers=answers --template book/template.tex \
    --top-level-division=section -V report=yes "$@" -o "$name.tex" "$name.md"
/usr/bin/bash book/typeset.sh "$name.tex" "$name.pdf"
