#!/bin/bash
# typeset.sh - runs LuaLaTeX on TEX until its references are settled, and
# leaves PDF. The same TEX gives the same bytes.
#
#   typeset.sh TEX PDF
#
# Environment: LIMIT, seconds for one run (300).
set -euo pipefail

tex=$1 pdf=$2
dir=$(dirname "$tex") name=$(basename "$tex" .tex)
# The font cache of LuaLaTeX has to be writable, or is made in every run.
export TEXMFVAR=${TEXMFVAR:-$PWD/build/texmf} SOURCE_DATE_EPOCH=0
# Text that TeX sets may come from anyone: no file outside is written. What can
# be read is the business of the box: fonts lie outside, too.
export openin_any=r openout_any=p
mkdir -p "$TEXMFVAR"

before=none
for _ in 1 2 3 4 5; do
    if ! timeout "${LIMIT:-300}" lualatex --interaction=nonstopmode \
        --halt-on-error --no-shell-escape --nosocket \
        --output-directory="$dir" "$tex" >"$dir/$name.stdout" 2>&1; then
        echo "$tex: LuaLaTeX stopped" >&2
        grep -A 6 -m 1 '^!' "$dir/$name.log" >&2 || true
        exit 1
    fi
    after=$({ cat "$dir/$name".{aux,toc} 2>/dev/null || true; } |
        sha256sum)
    [[ $after == "$before" ]] && break
    before=$after
done
[[ $dir/$name.pdf -ef $pdf ]] || mv "$dir/$name.pdf" "$pdf"
