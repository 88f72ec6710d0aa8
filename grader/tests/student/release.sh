#!/bin/bash
# release.sh - what students get serves them, and gives nothing away: the
# checks are sealed and say what their source says, and whatever shows an
# answer is found before it is handed out.
set -uo pipefail
. grader/tests/lib/ok.sh
. grader/tests/lib/mistakes.sh
unset WORK EX CH LEVEL SANITIZE DEBUG ID NO_COLOR

release=$scratch/release told=$scratch/told
mapfile -t chapters < <(cd solutions && printf '%s\n' [0-9]*)
COURSE=workbook OUT=$release expect "the workbook is released" \
    grader/course/release.sh
in_release() {
    make -s -C "$release" MAKEFLAGS= MAKELEVEL= "$@" >"$told" 2>&1
}
says() {
    tr '\n' ' ' <"$told" | tr -s ' ' | grep -qF -- "$1"
}

# The sealed checks

# What an object may ask for: Criterion, the kit, what the contracts and given
# headers declare, and functions of every C library since C99.
declared=$(cat chapters/*/*.h grader/check/{check,mistakes}.h |
    grep -o '\<[a-z_][a-z_0-9]*\((\|\[\]\)' | tr -d '([]' | sort -u)
library='abort calloc cos exp expl fabs floor fmax fmin fmod free hypot isnan
    ldexp log log1p malloc memcmp memcpy memmove memset pow qsort realloc sin
    snprintf sqrt strchr strcmp strcspn strlen strncmp strnlen strspn strstr
    strtod strtol strtoul tan tanh'
for chapter in "${chapters[@]}"; do
    checks=$release/chapters/$chapter/checks
    object=$checks/x86_64.sealed
    same "$chapter: no source of the checks is handed out" \
        "$(cd "$release/chapters/$chapter" && ls -d tests judged.c 2>/dev/null)" ""
    same "$chapter: other code can call nothing of its sealed checks" \
        "$(nm -g --defined-only "$object")" ""
    same "$chapter: the object names nothing but its checks" \
        "$(nm "$object" | awk '$2 ~ /^[tT]$/ && $3 !~ /_impl$/ {print $3}')" ""
    same "$chapter: and has no debug information" \
        "$(readelf -SW "$object" | grep -c debug)" 0
    same "$chapter: it asks only for what every machine of its kind has" \
        "$(nm -u "$object" | awk '{print $2}' | grep -vxF \
            -e "$declared" -e "$(xargs -n 1 <<<"$library")" \
            -e _GLOBAL_OFFSET_TABLE_ -e mat_abi_double -e check_call_ms |
            grep -v '^criterion_\|^__ctype_[a-z]*_loc$\|^__isoc99_')" ""
    same "$chapter: the list names every check" \
        "$(tr ' ' _ <"$checks/list.txt" | sort)" \
        "$(sort "build/judge/$chapter/tests.list")"
done

# Numbers

same "no place for numbers holds one" \
    "$(grep -E '^ *[A-Za-z_0-9]+ *= *[-0-9.]' skeletons/*/answers.md)" ""
# Of two digits or less there are many.
mapfile -t numbers < <(sed -n \
    's/^[A-Za-z_0-9]* = -\{0,1\}\([0-9.]\{4,\}\)$/\1/p' solutions/*/answers.md)
expect "the model answers hold numbers" test ${#numbers[@]} -ge 10
same "none of which is in the release" "$(printf '%s\n' "${numbers[@]}" |
    grep -rIlF -f - "$release")" ""

# The text

mkdir "$scratch/plots"
printf '%s\n' '# key' 'rate, accuracy,f' '0.1,0.9134,-2.5' '0.2,.5,3' \
    >"$scratch/plots/s.csv"
cat >"$scratch/text.md" <<'END'
`value:s.csv:accuracy:rate=0.1:percent`, `value:s.csv:f:1:%.3f`,
`value:s.csv:f:last`, `value:s.csv:rate:2`, `value:s.csv:f:3`, `x`
```{.c file=chapters/00-ground/tests/warmup.c test="warmup works_in_place"}
```
::: rubric
Secret.
:::
END
# shellcheck disable=SC2016 # backquotes are Markdown's
same "chapter.md gets what it quotes of the tables and the checks, and no rubric" \
    "$(awk -v plots="$scratch/plots" -f grader/release/prose.awk \
        "$scratch/text.md" | sed '4,10d' | xargs -0 printf '%s')" \
    '91.3 %, −2.500,
3, 0.2, `value:s.csv:f:3`, `x`
```c
}
```
::: rubric
For those who mark.
:::'
same "a listing of checks that it shows is there" \
    "$(grep -c '^Test(warmup, works_in_place)\|^static const double sheet_loss' \
        "$release"/chapters/0[036]*/chapter.md | cut -d : -f 2 | xargs)" "1 1 1"

# The scan

# finds SENTENCE FILE EXERCISE...: the standard input, as FILE of a release, is
# found to show these answers.
finds() {
    local sentence=$1 file=$2
    shift 2
    rm -rf "$scratch/planted"
    mkdir -p "$(dirname "$scratch/planted/$file")"
    cat >"$scratch/planted/$file"
    grader/release/scan.sh "$scratch/planted" 02-activations 06-mnist \
        >"$scratch/found" 2>&1
    same "$sentence" "$? $(sed 's/:[0-9]*:/:/' "$scratch/found" | sort | xargs)" \
        "1 $(printf "$file: the answer to %s\n" "$@" | sort | xargs)"
}
# The sigmoid, with other names for all that has one.
renamed() {
    sed -n '/^void sigmoid(/,/^}/p' solutions/02-activations/activations.c |
        sed '/\[answer\|\[end\]/d; s/sigmoid/squash/g; s/\<x\>/input/g
            s/\<y\>/out/g; s/\<v\>/value/g; s/\<i\>/at/g; s/mat_/matrix_/g
            s/\<Mat\>/Matrix/g; s/size_t/unsigned long/g; s/\<e\>/power/g'
}
same "the scan finds nothing in the release" "$(grader/release/scan.sh \
    "$release" "${chapters[@]}" 2>&1)" ""
finds "a renamed copy is found" chapters/05-net/evaluate.c sigmoid \
    < <(renamed)
same "with its line" "$(cut -d : -f 2 "$scratch/found")" 5
finds "a reformatted one" a.c sigmoid < <(renamed | tr -s '\n ' ' ')
finds "one with more brackets, braces, casts, const and comments" a.h sigmoid <<'END'
/** A helper. */
static inline double *squash(const double *restrict in, double *const out,
                             const int n)
{
    int k;
    /* all of them */
    // one by one

    for (k = (int)0; (k < n); ++k) {
        const double z = (double)(in->data[(k)]), /* the input */
                     p = exp((-fabs(z)));
        {
            out->data[k] = ((z < 0.0f) ? (p / (1.0 + p)) : ((1.0) / (1 + p)));
        }
    }
}
END
finds "one with types and numbers that are macros" a.c sigmoid <<'END'
#define ONE 1.0
typedef Mat Box;
typedef size_t Count;
#define SQUASH(in, out) for (Count k = ZERO; k < size(in); k++) { \
    Real z = in->data[k], p = power(-magnitude(z)); \
    out->data[k] = (Real)(z < ZERO ? p / (ONE + p) : ONE / (ONE + p)); \
}
END
finds "one in a comment" a.c sigmoid < <(echo '/*' &&
    renamed | sed 's/^/ * /; s|/\*.*\*/||' && echo ' */')
finds "one in comments of a line each" a.c sigmoid < <(renamed |
    sed 's|/\*.*\*/||; s|^|// |')
finds "one in a comment of a script" book/a.sh sigmoid < <(renamed |
    sed 's/^/# /')
finds "one in Markdown" chapters/02-activations/chapter.md sigmoid < <(
    printf "# It's so\n\nSee chapters/*/chapter.md.\n\n" &&
        renamed | sed 's/^/    /')
finds "one in an answer" skeletons/02-activations/answers.md sigmoid < <(
    printf '## sigmoid_slope\nAs in\n```c\n' && renamed && echo '```')
finds "one in HTML" book/a.html sigmoid < <(
    (echo '```c' && renamed && echo '```') | pandoc -t html | tr '\n' ' ')
printf '%s\n' '```c' "$(renamed)" '```' >"$scratch/plant.md"
mkdir -p build/sheet # TeX writes nothing outside of this tree
pandoc --template book/template.tex -V report=yes -V title-meta=x \
    -o build/sheet/plant.tex "$scratch/plant.md"
book/typeset.sh build/sheet/plant.tex "$scratch/plant.pdf" >/dev/null 2>&1
finds "one in the text of a PDF" book.pdf sigmoid <"$scratch/plant.pdf"
finds "a part of a long answer" a.c softmax < <(
    sed -n '/^void softmax(/,/^}/p' solutions/06-mnist/mnist.c |
        sed 's/\<p\>/q/g; s/\<z\>/w/g' | head -n 14)
finds "each of several answers" a.c relu central_differences < <(
    sed -n '/^void relu(/,/^}/p; /^void central_differences(/,/^}/p' \
        solutions/02-activations/activations.c)
finds "what the reference itself says, but for what is too short" a.c \
    sigmoid sigmoid_gradient relu relu_gradient central_difference \
    central_differences relative_error <solutions/02-activations/activations.c

mkdir -p "$scratch/given/skeletons/02-activations"
cp solutions/02-activations/*.c "$scratch/given/skeletons/02-activations/"
same "what a course gives is passed over" "$(grader/release/scan.sh \
    "$scratch/given" 06-mnist 2>&1)" ""

# An evening with them

# Its objects are those of this tree: compiling them twice proves nothing.
mkdir -p "$release/build"
cp -r build/setup.ok build/labels build/labels.tsv "$release/build/" 2>/dev/null
in_release start ID=s1 NAME='Ada Lovelace'
in_release check CH=02
expect "an untouched chapter is not begun" says "2.2 sigmoid not begun"
cp solutions/0[01]*/*.c "$release/work/01-descent/"
mv "$release/work/01-descent/ground.c" "$release/work/00-ground/"
chapter=02-activations
sed 's/\*= 1 - dydx->data\[i\];/= x->data[i] * (1 - x->data[i]);/' \
    solutions/$chapter/activations.c >"$release/work/$chapter/activations.c"
in_release check CH=02
expect "a mistake is told as with the source" \
    says "The check that fails: gives the values of the sheet."
expect "with what was due" says "due 0.004246; x = -5.45328"
expect "and its cause" says "x (1 - x) is the slope in terms of"
in_release check EX=sigmoid_gradient SANITIZE=1
expect "SANITIZE=1 works there" says "First look at sigmoid_gradient"
in_release watch CH=02 TIMES=1
expect "make watch works there" says "waiting for the next save"
in_release hint EX=sigmoid_gradient
expect "make hint works there" says "(hint 1 of 3"
in_release progress CH=02
expect "make progress works there" says "sigmoid_gradient failed"
in_release check EX=relu_slope
expect "a question is sent to its place" says "A person marks it"
if command -v gdb >/dev/null; then
    in_release debug EX=sigmoid_gradient </dev/null
    expect "make debug stops in the check that fails" \
        says "Breakpoint 2, check_fail"
else
    ok "make debug stops in the check that fails # skip: gdb is not here"
fi
in_release plots CH=01
expect "make plots works there" \
    test -s "$release/build/work/plots/01-descent/first.svg"
in_release submit
expect "make submit works there" says "files for"
sealed=$release/chapters/00-ground/checks
mv "$sealed/x86_64.sealed" "$sealed/z80.sealed"
rm "$release/build/double/checks/00-ground.o"
in_release check CH=00
same "a machine that the release does not know is told so, in one line" \
    "$(wc -l <"$told") $(grep -c 'checks of this release are for.* z80.*this machine is' "$told")" "1 1"
mv "$sealed/z80.sealed" "$sealed/x86_64.sealed"

# The same verdicts as with the source: solution, skeleton, wrong versions.

# verdicts ROOT CHAPTER: the record of its checks, without times.
verdicts() {
    (cd "$1" && WORK=$release/work CH=$2 grader/check/check.sh >/dev/null 2>&1)
    cut -f 1-3,5- "$1/build/practice/$2.record"
}

# same_verdicts SENTENCE CHAPTER FILE STATUS: with this file; a check has a
# STATUS, which is a pattern.
same_verdicts() {
    local here there
    cp "$3" "$release/work/$2/${2#*-}.c"
    here=$(verdicts . "$2") there=$(verdicts "$release" "$2")
    if ! cut -f 3 <<<"$here" | grep -qxE "$4"; then
        not_ok "$1" "no check has $4"
    else
        same "$1" "$there" "$here"
    fi
}

cat >"$scratch/00-ground.txt" <<'END'
# the factor is added
in warmup
- = (real)(a * x->data[i]);
+ = (real)(a + x->data[i]);

# the first element is left out
in warmup
- size_t i = 0;
+ size_t i = 1;

# shapes are not looked at
in warmup
- if (!mat_same("scale", x, y))
- return;
+
END
rm -r "$release/work"
mkdir -p "$release/work"
cp -r solutions/[0-9]* "$release/work/"
echo 'id: s1' >"$release/work/student.txt"
for chapter in "${chapters[@]}"; do
    source=${chapter#*-}.c
    list=grader/tests/mistakes/$chapter.txt mistakes=$scratch/mistakes/$chapter
    make -s -C "$release" MAKEFLAGS= MAKELEVEL= check CH="$chapter" >/dev/null 2>&1
    [[ -e $list ]] || list=$scratch/$chapter.txt
    mkdir -p "$mistakes"
    split_mistakes "$list" "$mistakes"
    count=$(find "$mistakes" -name '*.name' | wc -l)
    same_verdicts "$chapter, untouched: the sealed checks say what their source does" \
        "$chapter" "skeletons/$chapter/$source" failed
    for n in 1 $(((count + 1) / 2)) "$count"; do
        spoil "solutions/$chapter/$source" "$mistakes/$n.from" \
            "$mistakes/$n.to" >"$scratch/spoilt.c"
        same_verdicts "$chapter, $(cat "$mistakes/$n.name"): so they do" \
            "$chapter" "$scratch/spoilt.c" 'failed|crashed|timeout'
    done
    same_verdicts "$chapter, solved: so they do" "$chapter" \
        "solutions/$chapter/$source" passed
done
