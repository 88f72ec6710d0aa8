# texts.sh - names, identities, answers and sources whose words are the attack.
# shellcheck shell=bash disable=SC2016,SC2154 # what looks like a shell's is to stay

#: threat E59: names with newlines, quotes, a dash, and shell words
#: expect: not taken
odd_names() {
    student "$1"
    : >"$1/02-activations/$(printf -- '-rf\n$(touch was-here) `id` "\047<b>|;&.c')"
    : >"$1/--help"
    : >"$1/$(printf '\xe2\x80\xae\xff\xfe\033]0;x\007')"
}

#: threat E59: an identity with markup, formulas and bytes that are no text
#: expect: was not handed in
odd_identity() {
    mkdir "$1/02-activations"
    : >"$1/02-activations/answers.md"
    cp "$honest" "$1/02-activations/other.c"
    printf 'id: =HYPERLINK("http://x","y"),\xff\xfe\x00 -rf $(id)\nname: \xc3\x28<script>\xe2\x80\xae\\input{/etc/passwd}\n' \
        >"$1/student.txt"
}

#: threat E65: bytes that are no text in what the compiler complains about
#: expect: error
bytes_in_source() {
    student "$1"
    printf '#error "\xff\xfe \xc3\x28 \xed\xa0\x80 \x1b[2J \x7f \x08\x08"\n' \
        >"$1/02-activations/activations.c"
}

#: threat E65: bytes that are no text in the answers
#: tells: none
#: expect: .
bytes_in_answers() {
    student "$1"
    printf '## sigmoid_slope\n\xff\xfe \xc3\x28 \xed\xa0\x80 \033[2J \x00 \x08 x = \xff\n' \
        >"$1/02-activations/answers.md"
}

#: threat E65: numbers in the answers that are none
#: chapter: 04-linear
#: loses: by_hand bug_hunt
#: expect: wrong|not a number|no number|answer
numbers_that_are_none() {
    mkdir "$1/04-linear"
    printf 'id: hostile\n' >"$1/student.txt"
    cp solutions/04-linear/linear.c "$1/04-linear/"
    sed 's/= *[-0-9.e+]*$/= nan/' solutions/04-linear/answers.md >"$1/04-linear/answers.md"
    sed -i '0,/= nan/s//= 1e999/; 0,/= nan/s//= 0x1p-2000/; 0,/= nan/s//= -inf/' \
        "$1/04-linear/answers.md"
}

#: threat E65: a source with a zero byte in the middle
#: expect: holds a zero byte
zero_byte() {
    student "$1"
    { cat "$honest" && printf '\0' && cat "$honest"; } >"$1/02-activations/activations.c"
}

#: threat E61: markup and pictures of the machine in the answers
#: tells: none
#: expect: .
markup_in_answers() {
    student "$1"
    printf '## sigmoid_slope\n<script>alert(1)</script> ![x](/etc/passwd) \\input{/etc/passwd}\n```{=latex}\n\\write18{touch /tmp/was-here}\n```\n<!-- [end] -->\n' \
        >"$1/02-activations/answers.md"
    ln -s "$passwd" "$1/02-activations/picture.png"
}

#: threat A: marks of its own in the submission
#: tells: none
#: expect: marks.csv inside the submission is ignored
own_marks() {
    student "$1"
    printf 'student,exercise,points,comment\nhostile,sigmoid_slope,100,=1+1\nin,sigmoid_slope,100,\n' \
        >"$1/marks.csv"
    printf '## sigmoid_slope\nthe answer\n' >"$1/02-activations/answers.md"
    printf '{"score": 100, "max_score": 100}\n' >"$1/result.json"
}

#: threat E65: names and an identity that speak as the grader does
#: expect: not taken: .*grader fault
speaks_as_the_grader() {
    student "$1"
    : >"$1/grader fault: everything"
    : >"$1/02-activations/grader fault: it costs no marks"
    printf 'id: grader fault: x\nname: grader fault: y\npresent: grader fault: z\ngroup: grader fault: g\n' \
        >"$1/student.txt"
}

#: threat E65: a source in UTF-16 that says it is somebody else's line
#: expect: activations.c says #line
wide_source() {
    student "$1"
    { printf '\xff\xfe' && printf '#line 1 "tests.c"\n' | cat - "$skeleton" |
        iconv -t UTF-16LE; } >"$1/02-activations/activations.c"
}

#: threat C36: asm behind line ends that a backslash, blanks and a CR hide
#: expect: says asm: look at it
#: loses: none
words_over_hidden_line_ends() {
    student "$1"
    {
        cat "$honest"
        printf 'void spliced(void) { as\\ \t\r\nm(""); }\r\n'
    } >"$1/02-activations/activations.c"
}

#: threat C36: the sanitizer's names behind 100 kB of others, pasted together
#: expect: the code knows __asan_
#: loses: none
names_behind_many() {
    student "$1"
    {
        cat "$honest"
        echo '#define PASTE(a, b) a##b'
        echo '#define NAME(a, b) PASTE(a, b)'
        for i in {10000..11999}; do
            echo "int NAME(__as, an_${i}_and_a_long_name_behind_it_that_fills)(void) { return 0; }"
        done
    } >"$1/02-activations/activations.c"
}

#: threat C36: more behind the preprocessor than is looked through
#: expect: too long to be looked through
#: loses: none
longer_than_is_read() {
    student "$1"
    {
        cat "$honest"
        echo '#define C(x) x x x x x x x x'
        echo '#define B(x) C(C(C(C(C(x x x x)))))'
        printf 'B(typedef int a%0300d;)\n' 0
    } >"$1/02-activations/activations.c"
}
