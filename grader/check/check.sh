#!/bin/bash
# check.sh - compiles the student's chapters, links each with its tests, runs
# them and tells how they went. Environment: WORK; CH (02) and EX (sigmoid)
# narrow it down; SANITIZE=1 compiles with AddressSanitizer and UBSan, DEBUG=1
# opens EX in gdb. Exit status: 0 all passed, 1 something failed, 2 bad use.
set -euo pipefail

flags=(-std=gnu17 -O2 -g -Wall -Wextra -Wno-unused-parameter -fmax-errors=1
    -fno-diagnostics-show-caret)
mode=practice
if [[ -n ${SANITIZE:-} ]]; then
    mode=sanitize
    flags+=(-O1 -fno-omit-frame-pointer -fsanitize=address,undefined
        -fno-sanitize-recover=undefined)
elif [[ -n ${DEBUG:-} ]]; then
    mode=debug
    flags+=(-O0)
fi
wraps=(-Wl,--wrap=exit,--wrap=_exit,--wrap=_Exit,--wrap=quick_exit)
kit=(build/double/grader/check/{check,answers,main,practice}.o)
includes=(-Idatasets)
for dir in chapters/[0-9]*/; do includes+=("-I$dir"); done

die() {
    echo "$*" >&2
    exit 2
}

# compile CHAPTER: the test program, or the compiler's first complaint in its
# place. Nothing is done when it is newer than the sources.
compile() {
    local out=build/$mode/$1 sources=("$WORK/$1"/*.c)
    mkdir -p "build/$mode"
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
        cut -f1 "$dir/exercises.tsv" 2>/dev/null | grep -qxF -- "$EX" || continue
    fi
    [[ -d $WORK/$name ]] && chapters+=("$name")
done
[[ ${#chapters[@]} -gt 0 ]] || die "No such chapter or exercise in $WORK."

# Numbers of a student's own, and where they wrote down what they found.
CHECK_STUDENT=$(grader/check/student.sh "$WORK")
export CHECK_STUDENT

# debug CHAPTER: the first check of EX that fails, in gdb, stopped where it
# fails. The check is called in gdb's own process: a test runner's processes
# are out of its reach.
debug() {
    [[ -n ${EX:-} ]] || die "Which exercise? For example: make debug EX=warmup"
    compile "$1" || die "$(cat "build/debug/$1.log")"
    local program=build/debug/$1 check
    export CHECK_ANSWERS=$WORK/$1/answers.md
    CHECK_RECORD=$program.record "$program" --only "$EX" \
        >/dev/null 2>&1 || true
    check=$(awk -F '\t' '$3 != "passed" {print $2; exit}' "$program.record")
    [[ -n $check ]] || die "All checks of $EX pass."
    echo "$EX: ${check//_/ }"
    exec gdb -q -ex 'break main' -ex 'break check_fail' -ex run \
        -ex "set var *(void **)&criterion_current_test = &${EX}_${check}_meta" \
        -ex "call (void)${EX}_${check}_impl()" "$program"
}

# What the sanitizers of CHAPTER found first, and where in the student's code.
sanitizer_says() {
    awk -v work="$WORK/" '/ERROR: AddressSanitizer|runtime error:/ && !found {
            found = 1; sub(/^==[0-9]+==ERROR: /, ""); sub(/ on address.*/, "")
            print "  the sanitizer says: " $0
            if (/runtime error/) exit }
        found && index($0, work) {
            sub(/.* in /, ""); print "    in " $0; exit }' \
        "build/$mode/$1.out"
}

if [[ $mode == debug ]]; then
    debug "${chapters[0]}"
fi

list=$(mktemp)
trap 'rm -f "$list"' EXIT
for name in "${chapters[@]}"; do
    printf 'chapter\t%s\n' "$name" >>"$list"
    if compile "$name"; then
        CHECK_ANSWERS=$WORK/$name/answers.md \
            CHECK_RECORD=build/$mode/$name.record "build/$mode/$name" \
            ${EX:+--only "$EX"} >"build/$mode/$name.out" 2>&1 || true
        # In the chapter's order: Criterion runs suites by the alphabet.
        awk -F '\t' 'FILENAME == ARGV[1] {rank[$1] = FNR; next}
            {print rank[$1] + 0 "\tcheck\t" $0}' \
            "chapters/$name/exercises.tsv" "build/$mode/$name.record" |
            sort -s -n -k 1,1 | cut -f 2- >>"$list"
    else
        grep -m1 -E 'error|undefined' "build/$mode/$name.log" |
            sed 's/^/broken\t/' >>"$list"
    fi
done
status=0
awk -f grader/check/show.awk -v only="${EX:-}" \
    -v color="$([[ -t 1 && -z ${NO_COLOR:-} ]] && echo 1)" "$list" ||
    status=1
if [[ $mode == sanitize ]]; then
    for name in "${chapters[@]}"; do sanitizer_says "$name"; done
fi
exit $status
