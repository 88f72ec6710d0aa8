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
expect "the way begins with the first exercise" says "Next: exercise 2.2"
order=$(sed -n 's/^  [.x+] \(2\.[0-9]*\) .*/\1/p' "$told" | tr '\n' ' ')
same "exercises come in the book's order" "$order" \
    "2.2 2.3 2.4 2.5 2.6 2.10 2.11 "
practise check
expect "a chapter that was not begun is one line among others" \
    says "$chapter . 7 exercises, not begun"

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
expect "a crash is told, with a way to its line" says "SANITIZE=1"
expect "an endless loop can be made" \
    wrong 's/double v = x->data\[i\]/for (;;)\n            continue;\n        double v = x->data[i]/'
practise check EX=sigmoid
expect "an endless loop is told" says "did not finish in time"
same "and waited for twice, not in every check" "$(
    awk -F '\t' '$3 == "timeout" {slow++} $5 ~ /^not tried/ {left++}
        END {print slow + 0, left + 0}' "build/practice/$chapter.record"
)" "2 8"
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

(
    sleep 2
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
on_terminal NO_COLOR=1
expect "NO_COLOR is respected" bash -c "! grep -q $'\\033' '$told'"

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
sed -i 's/;$/ oops/' "$released/work"/01-*/*.c
released check CH=02
same "a lower chapter that does not compile leaves its skeleton" "$status" 0
released check CH=01
expect "and is told of in its own chapter" says "does not compile"
