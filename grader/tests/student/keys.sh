#!/bin/bash
# keys.sh - verdicts of mutants and alternatives are kept for each exercise as
# long as its checks are the same (grader/keys.sh). Tried on a chapter of its own.
set -uo pipefail
. grader/tests/lib/ok.sh

tests=$scratch/chapters/01-two/tests
mkdir -p "$tests"
cp -r grader "$scratch"
cat >"$scratch/chapters/01-two/two.h" <<'EOC'
#define TWICE(x) ((x) + (x))
void first(const char *name);
EOC
cat >"$tests/deep.h" <<'EOC'
#ifndef DEEP_H
#define DEEP_H
#if 1
static inline double deep(double x)
{
    return x * 2;
}
#endif
#endif
EOC
cat >"$tests/shared.h" <<'EOC'
#ifndef SHARED_H
#define SHARED_H
#include "deep.h"
#include "two.h"

enum { SMALL = 3, LARGE };
typedef double (*Slope)(double x);
static const double sizes[LARGE] = {1, 2, SMALL};

static inline double helper(void)
{
    return sizes[deep(1) > 1];
}
#endif
EOC
cat >"$tests/first.c" <<'EOC'
/* Checks. */
#include "check.h"
#include "shared.h"

Test(first, is_right)
{
    check_num("first", 1, 1, 1e-12);
}
EOC
cat >"$tests/second.c" <<'EOC'
#include "check.h"
#include "shared.h"

Test(second, is_right)
{
    check_num("the second " "number", TWICE(helper()), 4, 1e-12);
}
EOC
cat >"$tests/third.c" <<'EOC'
#include "check.h"

Test(third, is_found)
{
    check_that(check_answer("third", "x") > 1, "no", NULL);
}
EOC
mkdir "$scratch/kept"
cp -r "$scratch/chapters/01-two" "$scratch/grader/check" "$scratch/kept"

keys() { "$scratch/grader/keys.sh" 01-two; }
keys >"$scratch/before"

# changes FILE SED: the exercises whose keys another text changes.
changes() {
    sed -i "$2" "$1"
    keys | diff "$scratch/before" - | sed -n 's/^> \(.*\)\t.*/\1/p' | paste -sd ' '
    restore
}
restore() {
    cp -r "$scratch/kept/01-two" "$scratch/chapters"
    cp -r "$scratch/kept/check" "$scratch/grader"
}
check=$scratch/grader/check
same "each exercise has a key, and no two have the same" \
    "$(cut -f 1 "$scratch/before" | paste -sd ' ') $(cut -f 2 "$scratch/before" |
        sort -u | grep -c '^[0-9a-f]\{12\}$')" "first second third 3"
same "another check changes the key of its exercise alone" \
    "$(changes "$tests/first.c" '/check_num("first"/s/1e-12/1e-9/')" first
same "one more check does, too" \
    "$(changes "$tests/first.c" '$a Test(first, again) { check_that(true, "no", 0); }')" first
same "a helper of a helper changes the keys of those that use it" \
    "$(changes "$tests/deep.h" 's/x \* 2/x * 3/')" second
same "so do a table, and the constant in it" \
    "$(changes "$tests/shared.h" 's/{1, 2, SMALL}/{1, 3, SMALL}/'
        changes "$tests/shared.h" 's/SMALL = 3/SMALL = 5/')" $'second\nsecond'
same "so does a macro of a header of the chapter" \
    "$(changes "$scratch/chapters/01-two/two.h" 's/(x) + (x)/2 * (x)/')" second
same "a condition in a header changes all, the one around it none" \
    "$(changes "$tests/deep.h" 's/^#if 1/#if 2/'
        changes "$tests/deep.h" 's/DEEP_H/DEEPER_H/')" "first second third"
same "what nobody uses changes none" \
    "$(changes "$tests/shared.h" 's/(\*Slope)(double/(*Slope)(float/')" ""
same "nor does moving a helper from an exercise's file into a header" "$(
    sed -i 's/^Test(/static double own(void)\n{\n    return 1;\n}\n\n&/
        s/1, 1, 1e-12/own(), 1, 1e-12/' "$tests/first.c"
    keys >"$scratch/held"
    sed -i '/^static double own/,/^}/d' "$tests/first.c"
    sed -i '$i static inline double own(void) { return 1; }' "$tests/shared.h"
    keys | diff "$scratch/held" -
    restore)" ""
same "comments, layout, order and strings in two pieces change none" \
    "$(changes "$tests/shared.h" 's/ = /\n = /
        /^#include/a // twice
        $a static const double *unused;'
        changes "$tests/first.c" 's/Checks/More/
        s/"first"/"fir" "st"/')" ""
same "the reader of answers changes the key of whom it reads for" \
    "$(changes "$check/answers/answers.c" 's/isspace/isblank/')" third
same "so do those of numbers and of letters, which it calls" \
    "$(changes "$check/answers/numbers.c" 's/isfinite/isnan/'
        changes "$check/answers/letters.c" 's/0xfffd/0xfffe/')" $'third\nthird'
same "the comparison of the kit changes those of whom it compares for" \
    "$(changes "$check/check.c" '/^void check_num/,/^}/s/forget();/;/')" "first second"
same "one more function of the kit changes none" \
    "$(changes "$check/check.c" '$a void check_more(void) { check_that(true, "", 0); }')" ""
same "a directive inside a function is part of it" "$(
    printf '%s\n' "static int odd(void)" "{" "#if 1" "    return 1;" "#endif" "}" \
        "Test(third, odd)" "{" "    check_num(\"odd\", odd(), 1, 0);" "}" >>"$tests/third.c"
    changes "$tests/third.c" 's/return 1;/return 3;/')" third
same "a function that runs uncalled changes all" \
    "$(changes "$tests/first.c" '$a static __attribute__((constructor)) void early(void) { }')" \
    "first second third"
for chapter in $(graded_chapters); do
    same "$chapter: each exercise with checks has a key" \
        "$(grader/keys.sh "$chapter" | cut -f 1 | sort)" \
        "$(cut -f 1 "build/judge/$chapter/tests.list" | sort -u)"
done
