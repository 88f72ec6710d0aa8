#!/bin/bash
# practice.sh - the student's loop: make start, check, hint, watch, progress.
set -uo pipefail
. grader/tests/lib/ok.sh
unset EX CH LEVEL SANITIZE DEBUG ID NO_COLOR
export WORK=$scratch/work
chapter=02-activations
code=$WORK/$chapter/activations.c
told=$scratch/said

# practise TARGET [NAME=VALUE...]: sets status, and what it told in $told.
practise() {
    make --no-print-directory "$@" >"$told" 2>&1
    status=$?
}

# wrong SCRIPT: the reference with a change made by sed; it has to change.
wrong() {
    sed "$1" "solutions/$chapter/activations.c" >"$code"
    ! cmp -s "$code" "solutions/$chapter/activations.c"
}

says() {
    tr '\n' ' ' <"$told" | tr -s ' ' | grep -qF -- "$1"
}

# first_is_told: waits until watch has told of its first run.
first_is_told() {
    local i
    for ((i = 0; i < 900; i++)); do
        says "waiting for the next save" && return
        sleep 0.2
    done
}

hushed() {
    ! says "$1"
}

make --no-print-directory -s start >/dev/null 2>&1
rm -rf "$WORK"

practise check
expect "without a copy of one's own, check says how to make it" \
    says "make start makes it"
practise start ID=ab12 NAME="Ada L'Ovelace"
expect "start says what to do next" says "make check"
expect "start notes who it is" grep -qx "name: Ada L'Ovelace" "$WORK/student.txt"
echo "/* mine */" >>"$code"
practise start
expect "start never touches what is there" grep -q mine "$code"

practise check CH=02
same "an untouched chapter fails" "$status" 2
expect "what was not begun is called that" says "2.2 sigmoid not begun"
expect "and counted as that, not as failed" \
    says "0 visible checks passed, 7 exercises not begun."
expect "the way begins with the first exercise" says "Next: exercise 2.2"
order=$(sed -n 's/^  [.x+] \(2\.[0-9]*\) .*/\1/p' "$told" | tr '\n' ' ')
same "exercises come in the book's order" "$order" \
    "2.2 2.3 2.4 2.5 2.6 2.10 2.11 "
practise check
expect "a chapter that was not begun is one line among others" \
    says "$chapter . 7 exercises, not begun"
sed -i 's|/\* TODO sigmoid \*/|&\n    y->data[0] = 2;|; s|/\* TODO relu \*/||' "$code"
practise check CH=02
expect "code above which TODO still stands is begun" says "First look at sigmoid"
expect "a place from which only TODO is gone is not" says "2.10 relu not begun"

cp "solutions/$chapter/activations.c" "$code"
practise check CH=02
same "the reference passes" "$status" 0
expect "and is told what a pass means" \
    says "visible checks passed. Grading runs them again with fresh values."
expect "and what comes next" says "make plots CH=02"
for word in 2 02 activations $chapter; do
    practise check "CH=$word" EX=relu
    same "chapter 2 may be called $word" "$status" 0
done
# Processor time: the wall's depends on what else the machine does.
touch "$code"
TIMEFORMAT='%U %S'
took=$({ time make --no-print-directory check CH=02 >/dev/null 2>&1; } 2>&1 |
    awk '{print int(1000 * ($1 + $2))}')
expect "after a save the checks take less than 1.5 s of processor, here $took ms" \
    test "$took" -lt 1500

# Whatever make asks other programs for, it asks at each save.
printf '#!/bin/sh\necho >>"%s"\nexec /bin/bash "$@"\n' "$scratch/asked" \
    >"$scratch/shell"
chmod +x "$scratch/shell"
make -n check CH=02 SHELL="$scratch/shell" >/dev/null
expect "before a check make runs three commands at most" \
    test "$(wc -l <"$scratch/asked")" -le 3

expect "a wrong slope can be made" \
    wrong 's/\*= 1 - dydx->data\[i\];/= x->data[i] * (1 - x->data[i]);/'
practise check CH=02
same "a wrong slope fails" "$status" 2
expect "the exercise is named" \
    says "First look at sigmoid_gradient, exercise 2.3."
expect "the check is the first in the source" says "gives the values of the sheet"
expect "what came and what was due are shown" says "due 0.004246; x = -5.45328"
expect "the likely cause is told" says "x (1 - x) is the slope in terms of"
expect "the way to a hint is told" says "make hint EX=sigmoid_gradient"
expect "nothing is painted where there is no terminal" \
    bash -c "! grep -q $'\\033' '$told'"
practise check EX=relu
same "another exercise of the chapter still passes" "$status" 0
expect "a note that is no mistake is no failure" \
    says "All $(grep -c ^relu$'\t' build/judge/02-activations/tests.list) visible checks"

expect "a whole number in between can be made" \
    wrong 's/x->data\[i\] < 0 ? 0 : x->data\[i\]/(int)(x->data[i] < 0 ? 0 : x->data[i])/'
practise check EX=relu
expect "its cause is told by the numbers alone" \
    grep -q "cut to a whole number" "build/practice/$chapter.record"

expect "a leaky ReLU can be made" \
    wrong 's/x->data\[i\] < 0 ? 0 : x->data\[i\]/x->data[i] * (x->data[i] < 0 ? .1 : 1)/'
practise check EX=relu
expect "its cause is told" says "leaky ReLU"

expect "a syntax error can be made" wrong 's/return 0; .*/return 0/'
practise check CH=02
same "what does not compile fails" "$status" 2
expect "the compiler's line is shown" says "error: expected"
same "as one message" "$(grep -c 'error:' "$told")" 1
expect "what depends on it is skipped" says "skipped until it does: sigmoid"
expect "and counted" says "0 failed, 7 exercises skipped"

cp "solutions/$chapter/activations.c" "$code"
practise check CH=02
rm "$code"
practise check CH=02
same "a file that is gone is not judged by what was compiled before" "$status" 2
expect "and start brings it back" \
    says "activations.c is missing: make start adds it"

expect "a crash can be made" \
    wrong 's/double v = x->data\[i\]/double v = *(volatile double *)0/'
practise check EX=sigmoid
expect "a crash is told with its line" \
    says "read through a null pointer in activations.c:"
expect "and a likely cause" says "likely cause: a pointer that was never set"
expect "a crash in what the code calls can be made" \
    wrong 's/double v = x->data\[i\]/mat_fill(\&(Mat){1, 1, NULL}, 1); double v = x->data[i]/'
practise check EX=sigmoid
expect "it is told with the line that called" \
    says "wrote through a null pointer in mat_fill(), called in activations.c:"
expect "a local array that is too small can be made" \
    wrong 's/    if (a == b)/    volatile double few[2], *volatile at = few;\n    for (int i = 0; i < 99; i++)\n        at[i] = 1e300;\n    if (a == b)/'
practise check EX=relative_error
expect "it is told as that" says "stack-buffer-overflow (WRITE of size 8) in activations.c:"
expect "not as the crash that follows" hushed "fault"
practise check EX=relative_error SANITIZE=1
expect "and alike by SANITIZE=1" \
    says "stack-buffer-overflow (WRITE of size 8) in activations.c:"
expect "a large local array can be made" \
    wrong 's/double v = x->data\[i\]/volatile double room[(x->rows + 1) << 20]; room[0] = 1; double v = room[0] * x->data[i]/'
practise check EX=sigmoid
expect "a large local array is told as that" \
    says "a local array of that size does not fit on the stack"
expect "a recursion can be made" \
    wrong 's/^double relative_error(double a, double b)$/__attribute__((noinline)) static double again(volatile double a)\n{\n    return again(a + 1) + a;\n}\n\n&/; s/    if (a == b)/    b = again(a);\n    if (a == b)/'
practise check EX=relative_error
expect "a recursion is told as that" says "a recursion that does not end"
expect "an endless loop can be made" \
    wrong 's/double v = x->data\[i\]/for (;;)\n            continue;\n        double v = x->data[i]/'
practise check EX=sigmoid
expect "an endless loop is told" says "did not finish in time: it took more than 5 s of processor time"
same "and waited for twice, not in every check" "$(
    awk -F '\t' '$3 == "timeout" {slow++} $5 ~ /^not tried/ {left++}
        END {print slow + 0, left + 0}' "build/practice/$chapter.record"
)" "2 $(($(grep -c $'^sigmoid\t' "build/checks/$chapter.txt") - 2))"
# On a machine that is busy with others, right code is right: it counts what
# the code takes itself.
expect "right code that takes a while can be made" \
    wrong 's/    if (a == b)/    for (volatile long i = 0; i < 20000000; i++)\n        continue;\n    if (a == b)/'
practise check EX=relative_error
for _ in {1..8}; do
    (while :; do :; done) &
    busy+=($!)
done
CHECK_RECORD=$scratch/record "build/practice/$chapter" --only relative_error \
    >/dev/null 2>&1
kill "${busy[@]}"
wait "${busy[@]}" 2>/dev/null
same "and is right beside eight endless loops" \
    "$(cut -f3 "$scratch/record" | sort -u)" passed
expect "code that sleeps can be made" \
    wrong '1i #include <unistd.h>
        s/    if (a == b)/    sleep(1000);\n    if (a == b)/'
practise check EX=relative_error
expect "sleep is told as sleep, once" says "did not finish in time: it slept for more than 50 s"
same "and waited for once" "$(grep -c $'\ttimeout\t' "build/practice/$chapter.record")" 1
expect "an exit can be made" wrong 's/    if (a == b)/    _Exit(0);\n    if (a == b)/'
sed -i '1i #include <stdlib.h>' "$code"
practise check EX=relative_error
expect "leaving the program is no pass" says "called _Exit() instead of returning"
expect "a warning can be made" wrong 's/    if (a == b)/    int unused;\n    if (a == b)/'
practise check EX=relative_error
same "a warning is no failure" "$status" 0
expect "but is shown" says "the compiler warns:"

practise check EX=sigmo
expect "an unknown exercise is named, with those that are near" \
    says "There is no exercise called sigmo. Did you mean"
practise check EX=relu_slope
expect "a question is not checked but sent to its place" says "answers.md"
practise check EX=epsilon_curve
expect "an experiment is sent to make plots" says "make plots CH=02"
practise check CH=77
expect "an unknown chapter is named, with those there are" \
    says "There is no chapter 77 with checks. There are: 00-ground"
practise check CH=00 EX=relu
expect "an exercise of another chapter is found" says "but in $chapter"
practise check EX='relu; touch pwned'
expect "an exercise is a name and nothing else" test ! -e pwned

practise hint EX=sigmoid LEVEL=1
expect "a hint is shown" says "mat_same()"
expect "and the way to the next" says "LEVEL=2"
practise hint EX=sigmoid LEVEL=2
expect "without the marks of typesetting" hushed '$'
practise hint EX=sigmoid LEVEL=9
expect "the last hint is called that" says "last hint"
practise hint EX=nothing
expect "an unknown exercise has no hint" says "no exercise nothing"

cp "solutions/$chapter/activations.c" "$code"
practise progress CH=02
expect "progress knows what passed" says "2.2 sigmoid passed 1 15"
expect "and what waits" says "2.1 sigmoid_slope not begun"
expect "and counts points" says "7 of 12 points by visible checks"
cp "solutions/$chapter/answers.md" "$WORK/$chapter/"
practise progress CH=02
expect "an answer waits for a person" says "5 more wait for a person"

: >"$told"
(
    first_is_told
    wrong 's/x->data\[i\] > 0/x->data[i] < 0/'
) &
practise watch TIMES=2
wait
same "watch checks at once and after a save" \
    "$(grep -c 'waiting for the next save' "$told")" 2
expect "and shows the failure" says "First look at relu_gradient"

# On a terminal: colours, lines that fit, and no "Error 1" of make's behind
# what a person was told.
on_terminal() {
    env TERM=xterm "$@" script -qec "stty cols 48; make --no-print-directory \
        check CH=02" /dev/null </dev/null >"$told" 2>&1
}
on_terminal
expect "a terminal is painted" grep -q $'\033\\[31mx' "$told"
expect "make's own words are left out" hushed "Error 1"
same "no line is wider than a narrow terminal" \
    "$(tr -d '\r' <"$told" | sed 's/\x1b\[[0-9]*m//g' | awk 'length > 48' | head -n 1)" ""
on_terminal EX=nothing
expect "nor where a word was mistyped" hushed "Error 1"
on_terminal NO_COLOR=1
expect "NO_COLOR is respected" bash -c "! grep -q $'\\033' '$told'"

# Files of one's own
own=$WORK/$chapter
cp "solutions/$chapter/activations.c" "$own/"
sed -n '/^#include/p; /^void sigmoid(/,/^}/p' "$code" | sed 's/sigmoid(/mine(/' >"$own/mine.c"
printf '#include "activations.h"\nvoid mine(const Mat *x, Mat *y);\n' >"$own/mine.h"
sed -i '/^void sigmoid(/,/^}/d; s/#include "activations.h"/#include "mine.h"/' "$code"
printf 'void sigmoid(const Mat *x, Mat *y)\n{\n    mine(x, y);\n}\n' >>"$code"
practise check CH=02
same "a helper in files of one's own is compiled in" "$status" 0
sed -i '1i int oops = ;' "$own/mine.h"
practise check CH=02
expect "an error in one of them is told with its place" says "$own/mine.h:1:12: error: expected"
sed -i 1d "$own/mine.h"
echo '#error "mine is read"' | tee "$own/mat.h" >"$own/tests.c"
practise check CH=02
same "none takes the place of the workbook's" "$status" 0
expect "and that is said" says "$own/mat.h is not taken: the workbook has a mat.h"
mkdir "$WORK/../elsewhere" && echo 'int x;' >"$WORK/../elsewhere/x.h"
sed -i '1i #include "../../elsewhere/x.h"' "$own/mine.c"
practise check CH=02
expect "an include reaches nothing that is not handed in" says "x.h: No such file"
rm "$own"/{mine.c,mine.h,mat.h,tests.c}
iconv -t UTF-16 "solutions/$chapter/activations.c" >"$code"
practise check CH=02
same "UTF-16 is read as in grading" "$status" 0
cp "solutions/$chapter/activations.c" "$code"

# Numbers need no code.
mkdir -p "$scratch/numbers/04-linear"
cp solutions/student.txt "$scratch/numbers/"
cp solutions/04-linear/answers.md "$scratch/numbers/04-linear/"
echo 'int oops' >"$scratch/numbers/04-linear/linear.c"
practise check CH=04 WORK="$scratch/numbers"
expect "numbers are checked where the code does not compile" says "4.12 by_hand 2 checks"
same "the others are skipped" "$(grep -c 'skipped until it does: init_bound' "$told") $status" "1 2"
practise check EX=by_hand WORK="$scratch/numbers"
same "and do not count where they were not asked for" "$status" 0

# A copy as students get it: without solutions, lower chapters are their own.
released=$scratch/released
mkdir "$released"
tar -c --exclude=./build --exclude=./.git --exclude=./solutions \
    --exclude=./work --exclude=./result . | tar -x -C "$released"
cp -r "$WORK" "$released/work"
cp "solutions/$chapter/activations.c" "$released/work/$chapter/"
released() {
    (
        unset WORK
        cd "$released" && make --no-print-directory "$@" >"$told" 2>&1
    )
    status=$?
}
released check CH=02
same "without solutions the checks stand on the student's own chapters" "$status" 0
released check CH=03
touch "$released/work/$chapter/activations.c"
released -n check CH=02
same "a save makes nothing anew that its chapter does not stand on" \
    "$(grep -c '^ar ' "$told") $status" "0 0"
released -n check CH=03
same "but what the next one stands on" \
    "$(grep '^ar ' "$told" | grep -o 'below/[^ ]*')" below/03-neuron.a
sed -i 's/;$/ oops/' "$released/work"/01-*/*.c
released check CH=02
same "a lower chapter that does not compile leaves its skeleton" "$status" 0
released check CH=01
expect "and is told of in its own chapter" says "does not compile"

# What stands on a lower chapter that fails says so.
cp solutions/02-activations/activations.c "$released/work/02-activations/"
cp solutions/03-neuron/neuron.c "$released/work/03-neuron/"
cp solutions/01-descent/descent.c "$released/work/01-descent/"
released check CH=03
same "right code on right code passes" "$status" 0
cp "solutions/$chapter/activations.c" "$released/work/$chapter/old.c"
released check CH=03
expect "an old copy below, beside its file, is told of" \
    says "First look below: $chapter does not compile"
rm "$released/work/$chapter/old.c"
released check CH=03
same "and forgotten when it is gone" "$status" 0
lower=$released/work/02-activations/activations.c
: >"$told"
(
    first_is_told
    sed -i 's/exp(-fabs(v))/exp(-fabs(v)) \/ 2/' "$lower"
) &
released watch CH=03 TIMES=2
wait
same "watch builds afresh what lies below" \
    "$(grep -c 'All .* visible checks passed' "$told") $(grep -c 'First look below' "$told")" "1 1"
released check CH=03
expect "an exercise below that fails is named first" \
    says "First look below: sigmoid, exercise 2.2 in $chapter, fails its own checks"
expect "the verdict is called provisional" \
    says "what is said of 03-neuron is provisional. See: make check EX=sigmoid"
expect "and explained all the same" says "Then look at logits_grad"
released check EX=neuron_grad
expect "for one exercise, too" says "First look below: sigmoid"
sed -i 's/- lr \*/+ lr */; s/return/return 1 +/' "$released/work/01-descent/descent.c"
released check CH=01
expect "what does not need it is not provisional" hushed "provisional"
sed -i 's/;$/ oops/' "$lower"
released check CH=03
expect "a chapter below that does not compile is named first" \
    says "First look below: $chapter does not compile"
cp "skeletons/$chapter/activations.c" "$lower"
released check CH=03
expect "so is an exercise below that is not begun" \
    says "First look below: sigmoid, exercise 2.2 in $chapter, is not begun"
for file in "$lower" "$released/work/03-neuron/neuron.c"; do
    cp "solutions/${file#"$released/work/"}" "$file"
    echo 'int helper(void) { return __LINE__; }' >>"$file"
done
released check CH=03
same "chapters may have helpers of one name" "$status" 0
released check CH=04
expect "with the solutions' own code there is nothing to be provisional" hushed "provisional"
