#!/bin/bash
# build.sh - practice and grading make one program of the same code, say the
# same of it, and a run of checks that is cut short is never green.
set -uo pipefail
. grader/tests/lib/ok.sh
unset EX CH SANITIZE DEBUG
export WORK=$scratch/work
chapter=02-activations
code=$WORK/$chapter/activations.c
program=build/practice/$chapter
told=$scratch/told
mkdir -p "$WORK"

# fresh CHAPTER: the student's work is the solution of that chapter.
fresh() {
    rm -rf "${WORK:?}"/*
    cp -r "solutions/$1" solutions/student.txt "$WORK/"
}

# change SCRIPT: of the code, by sed; it has to change.
change() {
    cp "$code" "$scratch/before"
    sed -i "$1" "$code"
    ! cmp -s "$code" "$scratch/before"
}

# practise SCRIPT [NAME=VALUE...]: check, progress or watch; sets `status`.
practise() {
    env "${@:2}" "grader/check/$1.sh" >"$told" 2>&1
    status=$?
}

says() {
    tr '\n' ' ' <"$told" | tr -s ' ' | grep -qF -- "$1"
}

# mark: grades the work; the feedback without Markdown's backslashes is told.
mark() {
    rm -rf "$scratch/out"
    grade "$WORK" "$scratch/out"
    tr -d '\\`' <"$scratch/out/feedback.md" >"$told" 2>/dev/null
}

# lost CHAPTER: its code exercises that failed, in practice and in grading.
lost_in_practice() {
    awk -F '\t' '$3 != "passed" && !seen[$1]++ {print $1}' \
        "build/practice/$1.record" | sort | xargs
}
lost_in_grading() {
    cut -f1 "build/judge/$1/tests.list" | sort -u | while read -r id; do
        [[ $(exercise_field "$scratch/out/result.json" "$id" status) == passed ]] ||
            echo "$id"
    done | xargs
}

# both SENTENCE CHAPTER LOST: check and grade agree on what is lost.
both() {
    practise check "CH=$2"
    same "$1: check" "$status $(lost_in_practice "$2")" "$((${#3} > 0)) $3"
    mark
    same "$1: grade" "$(lost_in_grading "$2")" "$3"
}

# refused SENTENCE WORDS: neither takes the code, and both say so.
refused() {
    practise check CH=02
    same "$1 is refused" "$status" 1
    expect "and check says why" says "$2"
    expect "in words, not in a linker's" bash -c "! grep -qE 'collect2|ld: ' '$told'"
    mark
    expect "and so does grade" says "$2"
    expect "in words, too" bash -c "! grep -qE 'collect2|ld: |/box' '$told'"
}

# Names that are somebody else's, too.
helpers='#include "mat.h"\
double time = 1;\
int connect(int a) { return a; }\
int select(int a) { return 2 * a; }\
int read(int a) { return a + 1; }\
int write(int a) { return a - 1; }\
void *malloc(size_t n) { (void)n; return NULL; }\
int main(void) { return 7; }\
void mat_fill(Mat *m, double v) { for (size_t i = 0; i < mat_size(m); i++) m->data[i] = (real)(v + 13); }\
static double own(double v)\
{\
    return v + connect(2) + select(1) + read(1) + write(3) - 7 * time + (malloc(1) \&\& main());\
}'
fresh $chapter
expect "a student may have helpers called connect, read, malloc, main, time" \
    change "3i $helpers"
expect "and use them" change 's/double v = x->data\[i\]/double v = own(x->data[i]) - 1/'
both "right code with such helpers is right" $chapter ""
expect "a name of the workbook's is told in the feedback" \
    says "mat_fill is defined by the workbook, too: rename yours, or make it static"
practise check CH=02
expect "and by check" says "mat_fill is defined by the workbook, too: rename yours, or make it static"
expect "wrong code can have them, too" change 's/x->data\[i\] > 0/x->data[i] < 0/'
both "wrong code with such helpers is wrong" $chapter relu_gradient

fresh $chapter
cp "$code" "$WORK/$chapter/old.c"
refused "an old copy beside the file" "is defined in activations.c and in old.c"
fresh $chapter
change '3i int helper(void);'
change 's/double v = x->data\[i\]/double v = helper() + x->data[i]/'
refused "a helper that is nowhere" \
    "helper is called in activations.c, but defined nowhere"
fresh $chapter
change '3i static void each(void (*f)(size_t), size_t n) { for (size_t i = 0; i < n; i++) f(i); }'
change '/^void relu(/,/^}/s/    for (.*/    void one(size_t i)\n    {/; /^void relu(/,/^}/s/^    \/\* \[end\].*/    }\n    each(one, mat_size(x));/'
refused "a nested function that is handed on" \
    "the function one stands inside another one and is handed on by its address"
fresh $chapter
change 's/^void relu(/void my_relu(const Mat *x, Mat *y);\n&/; s/void relu(/void my_relu(/'
both "a function that is gone loses its own exercise" $chapter relu

# The clock moves on.
fresh 04-linear
code=$WORK/04-linear/linear.c
cp "$code" "$scratch/linear.c"
for clock in 'time(NULL)' 'clock()' \
    '({ struct timeval t; gettimeofday(\&t, NULL); t.tv_sec; })' \
    '({ struct timespec t; clock_gettime(CLOCK_REALTIME, \&t); t.tv_sec; })' \
    '({ struct timespec t; timespec_get(\&t, TIME_UTC); t.tv_sec; })'; do
    cp "$scratch/linear.c" "$code"
    change '1i #include <time.h>\n#include <sys/time.h>'
    change "s/rng_new(seed)/rng_new(seed + (uint64_t)$clock)/"
    practise check CH=04 EX=linear_new
    same "a seed with ${clock%%(*}${clock#*;} in it loses linear_new" "$status" 1
done
mark
same "and in grading, too" \
    "$(exercise_field "$scratch/out/result.json" linear_new status)" failed

# The list of checks.
for listed in build/checks/*.txt; do
    name=$(basename "$listed" .txt)
    same "$name: all checks there are are listed" "$(tr " " _ <"$listed" | sort)" \
        "$(sort "build/judge/$name/tests.list")"
    same "$name: exercises come in the chapter's order" "$(cut -f 1 "$listed" | uniq)" \
        "$(cut -f 1 "chapters/$name/exercises.tsv" | grep -xFf <(cut -f 1 "$listed"))"
done
mkdir "$scratch/tests"
printf '%s\n' 'Test(one, is_right)' '{' '}' 'Test(one,' '     is_right_again)' '{' '}' \
    >"$scratch/tests/one.c"
printf 'Test(two, is_right)\n{\n}\n' >"$scratch/tests/two.c"
printf 'two\t1.1\none\t1.2\n' >"$scratch/exercises.tsv"
list() { awk -f grader/check/list.awk "$scratch/exercises.tsv" "$scratch"/tests/*.c; }
same "within an exercise checks come in the order of the file" "$(list)" \
    $'two\tis right\none\tis right\none\tis right again'
printf 'Test(one, strays)\n{\n}\n' >>"$scratch/tests/two.c"
same "a check in another exercise's file is refused" \
    "$(list 2>&1 >/dev/null; echo "$?")" \
    "$scratch/tests/two.c: checks of one belong into one.c"$'\n1'

# Runs that are cut short.
fresh $chapter
code=$WORK/$chapter/activations.c
# cut SENTENCE WORDS: nothing is green.
cut_short() {
    practise check CH=02
    same "$1 is not green" "$status" 1
    expect "and check says why" says "$2"
    expect "and does not speak of all" bash -c "! grep -q 'All .* passed' '$told'"
}
practise check CH=02
for broken in 'not a program' ''; do
    practise check CH=02
    printf %s "$broken" >"$program"
    cut_short "a test program that holds '$broken'" "0 of $(wc -l <"build/checks/$chapter.txt") checks were made"
done
practise check CH=02
head -c 3000 "$program" >"$scratch/part"
cat "$scratch/part" >"$program"
cut_short "half a test program" "ended by the signal SEGV"
practise check CH=02
same "the next check makes it anew" "$status" 0

change '1i #include <signal.h>\n#include <unistd.h>'
change 's/    if (a == b)/    kill(getppid(), SIGKILL);\n    if (a == b)/'
cut_short "a run that is killed" "ended by the signal KILL"
practise progress CH=02
same "progress is not green either" "$status" 1
expect "and says why" says "ended by the signal KILL"
practise watch CH=02 TIMES=1
expect "nor is watch" says "not all checks were made"
practise check CH=02 EX=relative_error DEBUG=1
same "nor is debug" "$status" 2
expect "which says why, too" says "ended by the signal KILL"
fresh $chapter
change '3i #include <unistd.h>\n#include <sys/syscall.h>\n__attribute__((constructor)) static void leave(void) { syscall(SYS_exit_group, 0); }'
cut_short "a program that ends before its checks" "ended too early"
for leave in 'syscall(SYS_exit_group, 0)' 'pthread_exit(NULL)' \
    'execl("\/bin\/true", "true", (char *)0)'; do
    fresh $chapter
    change '1i #define _GNU_SOURCE\n#include <pthread.h>\n#include <unistd.h>\n#include <sys/syscall.h>'
    change "s/    if (a == b)/    $leave;\n    if (a == b)/"
    practise check CH=02 EX=relative_error
    same "a test that ends itself by ${leave%%(*} fails" "$status" 1
    expect "and is told" says "instead of returning"
done

# Criterion cannot start a test now and then.
cat >"$scratch/spoil.c" <<'CODE'
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
int memfd_create(const char *name, unsigned flags)
{
    int (*make)(const char *, unsigned) = dlsym(RTLD_NEXT, "memfd_create");
    const char *mark = getenv("SPOIL");
    if (strstr(name, "bxf") && mark &&
        (!strstr(mark, "once") || unlink(mark) == 0)) {
        errno = ENFILE;
        return -1;
    }
    return make(name, flags);
}
CODE
fresh $chapter
practise check CH=02
gcc -shared -fPIC -o "$scratch/spoil.so" "$scratch/spoil.c"
touch "$scratch/once"
practise check CH=02 "LD_PRELOAD=$scratch/spoil.so" "SPOIL=$scratch/once"
same "a test that cannot be started is tried again" "$status" 0
expect "as was needed here" test ! -e "$scratch/once"
practise check CH=02 "LD_PRELOAD=$scratch/spoil.so" "SPOIL=$scratch/always"
same "but not for ever, and then the machine is to blame" "$status" 3
expect "and it is told so" says "No test could be started, which is not the code's fault"
practise progress CH=02 "LD_PRELOAD=$scratch/spoil.so" "SPOIL=$scratch/always"
same "by the progress, too" "$status" 3

# Two runs whose processes have the same numbers and that share /dev/shm and
# /tmp, such as in two containers.
practise check CH=02
away() {
    CHECK_RECORD=$scratch/$1.record unshare --fork --pid --mount-proc \
        -- sh -c 'i=0; while [ $i -lt 8 ]; do "$0" >"$1" 2>&1 || exit 1
            [ "$(grep -c "" "$CHECK_RECORD")" = "$2" ] || exit 2
            i=$((i + 1)); done' "$program" "$scratch/$1.out" \
        "$(wc -l <"build/checks/$chapter.txt")"
}
if unshare --fork --pid --mount-proc true 2>/dev/null; then
    away one & one=$!
    away two
    two=$?
    wait "$one"
    same "runs in two PID namespaces leave each other alone" "$? $two" "0 0"
fi
CHECK_RECORD=$scratch/record "$program" >/dev/null 2>&1 & run=$!
sleep 0.2
kill -KILL "$run" 2>/dev/null
wait "$run" 2>/dev/null
same "a run that is killed leaves no name behind" \
    "$(find /dev/shm /tmp -maxdepth 1 -name "*_$run*" -o -maxdepth 1 -name 'check-*' -empty)" ""

mkdir "$scratch/kept"
grade "$WORK" "$scratch/out" COMPILED="$scratch/kept"
touch "$scratch/once"
build/judge/try --plain build/judge/worker-plain \
    "$(find "$scratch/kept" -name plain.so)" --record "$scratch/record" \
    --log "$scratch/log" --wall 60 -- /usr/bin/env \
    LD_PRELOAD="$scratch/spoil.so" SPOIL="$scratch/once" \
    build/judge/$chapter/tests --only relu >/dev/null
same "in grading, too" "$? $(cut -f1-2 "$scratch/record" | sort)" \
    "0 $(grep '^relu\s' build/judge/$chapter/tests.list | sort)"
expect "where it was needed as well" test ! -e "$scratch/once"

# Two chapters of one student in one program.
fresh $chapter
cp -r solutions/0[01]-* "$WORK/"
own='double own(double v) { return v; }\nvoid mat_fill(Mat *m, double v) { (void)m; (void)v; }\nint write(int a) { return a; }'
for file in "$WORK"/0[12]-*/*.c; do
    sed -i "\$a $own" "$file"
    sed -i '1i #include "mat.h"' "$file"
done
parts=()
for v in double float; do
    parts+=("build/$v/given/$chapter.a" "build/$v/experiment/$chapter.o"
        "build/$v/grader/check/experiment.o")
done
make -s "${parts[@]}" >/dev/null
expect "an experiment takes two chapters that have a helper of one name" \
    book/plot.sh run "$WORK" $chapter "$scratch/plots"
expect "and runs" test -s "$scratch/plots/.key"
sed -i '$a double twice(double v);\ndouble once(double v) { return twice(v); }' \
    "$WORK"/01-*/*.c
book/plot.sh run "$WORK" $chapter "$scratch/plots" >"$told" 2>&1
same "what is wrong with one of them stops it" "$?" 1
expect "in the words of its check" \
    says "twice is called in descent.c, but defined nowhere"

# Somebody else ends the compiler, or a part of it.
fresh $chapter
mkdir "$scratch/ended"
for tool in cc1 as ld nm objcopy; do
    rm -f "$scratch/ended"/*
    printf '#!/bin/sh\nkill -KILL $$\n' >"$scratch/ended/$tool"
    chmod +x "$scratch/ended/$tool"
    touch "$code"
    practise check CH=02 "COMPILER_PATH=$scratch/ended" "PATH=$scratch/ended:$PATH"
    same "when $tool is ended by somebody else, that is no failure of the code" "$status" 3
    expect "and it is told so, for $tool" says "somebody else ended"
done
touch "$code"
practise check CH=02
same "and the next check is as ever" "$status" 0

# ended NAME TIMES: grades while processes of that name are ended.
gcc -O2 -o "$scratch/end" grader/tests/lib/end.c
ended() {
    local pid
    rm -rf "$scratch/out"
    grade "$WORK" "$scratch/out" &
    pid=$!
    "$scratch/end" "$1" "$pid" "$2"
    wait "$pid"
}

ended cc1 1
same "in grading, a compiler that is ended once is run again" \
    "$? $(lost_in_grading $chapter)" "0 "
ended cc1 100000
same "and in the end the grader is at fault" "$?" 3
expect "which is told" grep -q "the compiler was ended by somebody else 3 times" "$scratch/out.log"
printf '%s\n' '#pragma GCC error "x\ngcc: fatal error: Killed signal terminated program as\ncompilation terminated."' >>"$code"
mark
same "code that only says so does not compile" \
    "$? $(exercise_field "$scratch/out/result.json" relu status)" "0 failed"
fresh $chapter
printf '%s\n' '#define A(x) x x x x x x x x' '#define B(x) A(A(A(A(x))))' \
    'const char *all = B(B(B("a")));' >>"$code"
mark
same "code that takes too much of the compiler is to blame" \
    "$? $(exercise_field "$scratch/out/result.json" relu status)" "0 failed"
