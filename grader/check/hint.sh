#!/bin/bash
# hint.sh - prints hint LEVEL (1 to 3) of exercise EX, read from chapter.md.
# Without LEVEL, the next one after the last that was shown.
set -euo pipefail

if [[ ! ${EX:-} =~ ^[A-Za-z_][A-Za-z_0-9]*$ ]]; then
    echo "Which exercise? For example: make hint EX=warmup" >&2
    exit 2
fi
chapter=$(grep -lE "^::+ *\{[^}]*#ex:${EX}[ }]" chapters/[0-9]*/chapter.md ||
    true)
if [[ -z $chapter ]]; then
    echo "There is no exercise $EX; make progress lists them." >&2
    exit 2
fi
if [[ -n ${LEVEL:-} && ! $LEVEL =~ ^[1-9]$ ]]; then
    echo "LEVEL is a number from 1 on: make hint EX=$EX LEVEL=1" >&2
    exit 2
fi
mkdir -p build/hints
level=${LEVEL:-$(($(cat "build/hints/$EX" 2>/dev/null || echo 0) + 1))}
awk -v exercise="#ex:$EX" -v level="$level" -f grader/check/hint.awk "$chapter"
echo "$level" >"build/hints/$EX"
