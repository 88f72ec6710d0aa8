#!/bin/bash
# feedback.sh - what a student reads after grading: what to do first, each
# mistake once, and nothing that a text from outside could turn into markup.
set -uo pipefail
. grader/tests/lib/ok.sh
chapter=02-activations
work=$scratch/work
told=$scratch/out/feedback.md

# hand_in CODE: chapter 2 alone, with that file in its place; graded.
hand_in() {
    rm -rf "$work"
    mkdir -p "$work/$chapter"
    printf 'id: s123\nname: %s\n' "${NAME_THERE:-Ada}" >"$work/student.txt"
    cp "$1" "$work/$chapter/activations.c"
    grade "$work" "$scratch/out"
}

# section TITLE: what stands below the heading that begins so.
section() {
    awk -v title="## $1" '/^## / {inside = index($0, title) == 1} inside' "$told"
}

reads() { # EXTENDED-EXPRESSION [SECTION]
    if [[ $# -gt 1 ]]; then section "$2"; else cat "$told"; fi |
        grep -qE -- "$1"
}

sed 's/\*= 1 - dydx->data\[i\];/= x->data[i] * (1 - x->data[i]);/' \
    "solutions/$chapter/activations.c" >"$scratch/slope.c"
hand_in "$scratch/slope.c"
expect "the first words say how many passed, and where to begin" \
    reads '^[0-9]+ of [0-9]+ exercises passed; begin with 2\.3\.$'
expect "the mistake is told with its cause" \
    reads '^  - likely cause: x \(1 - x\) is the slope' "2.3 "
same "once" "$(section "2.3 " | grep -c 'likely cause: x (1')" 1
expect "the other checks that fail are named in a line" \
    reads '^- [0-9]+ more checks of this exercise fail, likely for the same reason: .*; ' "2.3 "
same "the way to a hint is told once" "$(grep -c 'make hint EX=sigmoid_gradient' "$told")" 1
same "a chapter that is not there is said once" \
    "$(grep -c '04-linear/linear.c was not handed in' "$told")" 1
expect "with all its exercises" \
    reads '04-linear/linear.c was not handed in: 4\.1, 4\.2, .*4\.10' "The rest"
same "as is what was not answered" "$(grep -c '^- not answered: 1\.4' "$told")" 1
same "the table of all exercises comes last" \
    "$(grep '^## ' "$told" | tail -n 1)" "## All exercises"
same "and holds them all" "$(section "All exercises" | grep -c '^| [0-9]')" \
    "$(cat chapters/*/exercises.tsv | wc -l)"
same "names of the code are code, without a backslash" \
    "$(grep -c '\\' "$told")" 0

sed 's/return 0; .*/return 0/' "solutions/$chapter/activations.c" >"$scratch/broken.c"
hand_in "$scratch/broken.c"
same "what does not compile is said once" "$(grep -c 'error: expected' "$told")" 1
expect "for all that stands on it" \
    reads '^- activations.c:[0-9]+:[0-9]+: error: expected' "It does not compile: 2.2, 2.3, "
expect "and comes first" reads 'begin with 2\.2\.$'

# A stack that was written over: the function returns to nowhere.
awk '/^void relu\(/ {print; getline; print
        print "    volatile double room[2]; volatile double *volatile at = room;"
        print "    for (size_t i = 0; i < mat_size(x); i++) at[i] = 1e300;"; next} {print}' \
    "solutions/$chapter/activations.c" >"$scratch/smash.c"
hand_in "$scratch/smash.c"
expect "a write beyond a local array is told with its line" \
    reads 'your relu crashed: stack-buffer-overflow.* in activations.c:[0-9]+' "2.10 "
expect "and its cause, not that of the crash that follows" \
    reads 'likely cause: a local array is smaller' "2.10 "
same "and not as a null pointer" "$(section "2.10 " | grep -c 'null pointer')" 0

sed 's/f(\(.*\), context)/f(\1, NULL)/' "solutions/$chapter/activations.c" >"$scratch/null.c"
hand_in "$scratch/null.c"
expect "a context that was forgotten is told as that" \
    reads 'called f without its context' "2.5 "

sed 's/    if (a == b)/    int unused;\n    if (a = b)/' \
    "solutions/$chapter/activations.c" >"$scratch/warned.c"
hand_in "$scratch/warned.c"
expect "what the compiler warns of is told, as in practice" \
    reads '^- activations.c:[0-9]+:[0-9]+: warning: suggest parentheses' "What the compiler warns of"
same "once" "$(grep -c 'suggest parentheses' "$told")" 1

# Markup
NAME_THERE='**b** _i_ [x](http://a.b/) <script>y</script> ![z](w) `c` | # $m$ \d &lt; www.e.f -- 1.' \
    hand_in "solutions/$chapter/activations.c"
pandoc -f gfm -t html "$told" >"$scratch/told.html"
same "a name makes no markup" \
    "$(grep -cE '<(script|a|img|em)|<strong>b' "$scratch/told.html")" 0
expect "and is read as it stands" grep -qF '[x](http://a.b/)' "$told"
