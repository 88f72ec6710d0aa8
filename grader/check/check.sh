#!/bin/bash
# check.sh - compiles the student's chapters, links each with its tests, runs
# them and tells how they went. Environment: WORK; CH (02) and EX (sigmoid)
# narrow it down. Exit status: 0 all passed, 1 something failed, 2 bad use.
set -euo pipefail

flags=(-std=gnu17 -O2 -g -Wall -Wextra -Wno-unused-parameter -fmax-errors=1
    -fno-diagnostics-show-caret)
wraps=(-Wl,--wrap=exit,--wrap=_exit,--wrap=_Exit,--wrap=quick_exit)
kit=(build/double/grader/check/{check,main,practice}.o)
includes=(-Idatasets)
for dir in chapters/[0-9]*/; do includes+=("-I$dir"); done

die() {
    echo "$*" >&2
    exit 2
}

# compile CHAPTER: the test program, or the compiler's first complaint in its
# place. Nothing is done when it is newer than the sources.
compile() {
    local out=build/practice/$1 sources=("$WORK/$1"/*.c)
    mkdir -p build/practice
    if [[ -x $out && -z $(find "${sources[@]}" "${kit[@]}" \
        "build/double/below/$1.a" "build/double/chapters/$1/tests.o" \
        -newer "$out") ]]; then
        return 0
    fi
    rm -f "$out"
    gcc "${flags[@]}" "${includes[@]}" -o "$out" "${sources[@]}" \
        "build/double/chapters/$1/tests.o" "${kit[@]}" \
        "build/double/below/$1.a" "${wraps[@]}" -lcriterion -lz -lm \
        2>"$out.log"
}

[[ -d $WORK ]] || die "There is no $WORK yet; make start makes it."
chapters=()
for dir in chapters/[0-9]*/; do
    name=$(basename "$dir")
    [[ -n ${CH:-} && $name != "$CH" && $name != "$CH"-* ]] && continue
    if [[ -n ${EX:-} ]]; then
        cut -f1 "$dir/exercises.tsv" | grep -qxF -- "$EX" || continue
    fi
    [[ -d $WORK/$name ]] && chapters+=("$name")
done
[[ ${#chapters[@]} -gt 0 ]] || die "No such chapter or exercise in $WORK."

list=$(mktemp)
trap 'rm -f "$list"' EXIT
for name in "${chapters[@]}"; do
    printf 'chapter\t%s\n' "$name" >>"$list"
    if compile "$name"; then
        CHECK_RECORD=build/practice/$name.record "build/practice/$name" \
            ${EX:+--only "$EX"} >"build/practice/$name.out" 2>&1 || true
        sed 's/^/check\t/' "build/practice/$name.record" >>"$list"
    else
        grep -m1 -E 'error|undefined' "build/practice/$name.log" |
            sed 's/^/broken\t/' >>"$list"
    fi
done
awk -f grader/check/show.awk -v only="${EX:-}" \
    -v color="$([[ -t 1 && -z ${NO_COLOR:-} ]] && echo 1)" "$list"
