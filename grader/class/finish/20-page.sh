#!/bin/bash
# 20-page.sh - the page about the class in $OUT, after a run.
set -euo pipefail
build/class/page "$OUT" >/dev/null
