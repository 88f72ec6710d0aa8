# untrusted.sh - a place of its own for setting text that comes from anyone.
# shellcheck shell=bash
#
# Sourced: makes $job, a directory with what pandoc and LaTeX need, removed at
# the end, and defines
#   take FROM TO MOST   copies a regular file of at most MOST bytes
#   boxed SECONDS RESULT... -- COMMAND...
#                       runs COMMAND in a box: $job is in/, read only, and
#                       what it leaves in out/ under these names goes to $job
#   set_pdf NAME SECONDS ARGUMENT...
#                       sets $job/NAME.md as $job/NAME.pdf, ARGUMENTs for
#                       pandoc; what goes wrong stands in $job/NAME.told
#
# A box (grader/judge/box.h) has 1 GiB for each process, and refuses where
# nothing would keep it closed. A release has none: who uses it sets their own
# work, and nobody else's.

# Nothing is begun that could not be set.
[[ ! -d grader/judge ]] || build/grader/box -- /usr/bin/true || exit 3
job=$(mktemp -d "${TMPDIR:-/tmp}/report.XXXXXX")
trap 'rm -rf "$job" "$job.open"' EXIT
mkdir "$job/book"
cp -r book/{filter.lua,filter,wall.lua,template.tex,common.gp} \
    book/{draw.sh,set.sh,typeset.sh} "$job/book/"
cp -r build/texmf "$job/texmf"

take() {
    [[ -f $1 && ! -L $1 && $(stat -c %s "$1") -le $3 ]] || return 0
    mkdir -p "$(dirname "$2")"
    cp "$1" "$2"
}

# open_box SECONDS RESULT... -- COMMAND...: the same places, without walls.
open_box() {
    local seconds=$1 results=() result
    shift
    while [[ $1 != -- ]]; do
        results+=("$1")
        shift
    done
    shift
    rm -rf "$job.open"
    mkdir -p "$job.open"/{out,tmp}
    ln -s "$job" "$job.open/in"
    (cd "$job.open" && timeout "$seconds" env -i PATH="$PATH" \
        LC_ALL=C.UTF-8 HOME="$job.open/tmp" "$@") || return
    for result in "${results[@]}"; do
        [[ ! -f $job.open/out/$result ]] ||
            cp "$job.open/out/$result" "$job/$result"
    done
}

boxed() {
    local seconds=$1 results=()
    if [[ ! -d grader/judge ]]; then
        open_box "$@"
        return
    fi
    shift
    while [[ $1 != -- ]]; do
        results+=(--out "$1")
        shift
    done
    build/grader/box --tex --memory 1024 --file 1024 --cpu "$seconds" \
        --wall "$seconds" --in "$job=." --to "$job" "${results[@]}" "$@"
}

set_pdf() {
    local name=$1 limit=$2
    shift 2
    rm -f "$job/$name".{tex,log,pdf}
    boxed $((6 * limit)) "$name".{tex,log,pdf} -- /usr/bin/env bash \
        in/book/set.sh "$name" "$limit" "$@" >"$job/$name.told" 2>&1
}
