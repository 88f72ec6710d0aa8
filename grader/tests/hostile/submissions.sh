# submissions.sh - hostile submissions that are more than one source file.
# Each function fills the directory $1; a file .is in it names the one thing
# that is handed in. What stands behind "#:" is read by run.sh.
# shellcheck shell=bash disable=SC2016 # what looks like a shell's is to stay

honest=solutions/02-activations/activations.c
passwd=/etc/passwd

student() { # student DIR: whose it is
    printf 'id: hostile\nname: Hostile\n' >"$1/student.txt"
    mkdir -p "$1/02-activations"
    printf '## relu_slope\n\n' >"$1/02-activations/answers.md"
}

handed_in() { # handed_in DIR NAME
    echo "$2" >"$1/.is"
}

#: threat E55: a symbolic link to a file of the machine as the source
#: expect: activations.c is not a regular file
link_as_source() {
    student "$1"
    ln -s $passwd "$1/02-activations/activations.c"
}

#: threat E55: a symbolic link in an archive
#: expect: activations.c is not a regular file
link_in_archive() {
    mkdir "$1/x" && student "$1/x"
    ln -s $passwd "$1/x/02-activations/activations.c"
    tar -C "$1/x" -cf "$1/a.tar" .
    handed_in "$1" a.tar
}

#: threat E55: a hard link to another file
#: expect: activations.c is a hard link
hard_link() {
    student "$1"
    cp "$honest" "$1/elsewhere"
    ln "$1/elsewhere" "$1/02-activations/activations.c"
}

#: threat E56: an archive whose paths lead upwards
#: refused: holds none of
path_upwards() {
    mkdir -p "$1/x/02-activations"
    cp "$honest" "$1/x/02-activations/"
    tar -C "$1/x" -cPf "$1/a.tar" --transform 's|^|../../|' 02-activations
    handed_in "$1" a.tar
}

#: threat E56: an archive with absolute paths
#: refused: holds none of
path_from_the_root() {
    mkdir -p "$1/x/02-activations"
    cp "$honest" "$1/x/02-activations/"
    tar -C "$1/x" -cPf "$1/a.tar" --transform 's|^|/tmp/was-here/|' 02-activations
    handed_in "$1" a.tar
}

#: threat E57: an archive of a megabyte that unpacks to a gigabyte
#: refused: more than 64 MB
#: seconds: 60
archive_bomb() {
    mkdir "$1/x" && student "$1/x"
    truncate -s 1G "$1/x/02-activations/activations.c"
    tar -C "$1/x" -cf - . | gzip -1 >"$1/a.tar.gz"
    rm "$1/x/02-activations/activations.c"
    handed_in "$1" a.tar.gz
}

#: threat E57: twenty thousand files
#: refused: more than 5000
many_files() {
    student "$1"
    (cd "$1/02-activations" && seq 20000 | xargs touch)
}

#: threat E57: directories, two hundred deep
#: refused: holds none of|deep
deep_directories() {
    (cd "$1" && for ((i = 0; i < 200; i++)); do mkdir d && cd d || exit; done && student .)
}

#: threat E57: a file of a terabyte that is one hole
#: expect: too large
file_of_one_hole() {
    student "$1"
    truncate -s 100G "$1/02-activations/activations.c"
}

#: threat E58: a pipe as the source
#: expect: activations.c is not a regular file
#: seconds: 30
pipe_as_source() {
    student "$1"
    mkfifo "$1/02-activations/activations.c"
}

#: threat E58: a pipe in place of everything else that is read
#: expect: was not handed in
#: seconds: 30
pipes_everywhere() {
    mkdir -p "$1/02-activations" "$1/01-descent"
    mkfifo "$1/student.txt" "$1/02-activations/answers.md" "$1/answers.md"
    : >"$1/01-descent/answers.md"
}

#: threat E58: a device as the source
#: expect: activations.c is not a regular file
#: seconds: 30
device_as_source() {
    student "$1"
    mknod "$1/02-activations/activations.c" c 1 5 2>/dev/null ||
        ln -s /dev/zero "$1/02-activations/activations.c"
}

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
    ln -s $passwd "$1/02-activations/picture.png"
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

#: threat C34: a makefile, objects, libraries and a linker script
#: expect: was not handed in
own_build() {
    student "$1"
    printf 'all:\n\ttouch /tmp/was-here\n' |
        tee "$1/Makefile" "$1/GNUmakefile" >"$1/02-activations/Makefile"
    printf 'INPUT(/etc/passwd)\n' >"$1/02-activations/activations.o"
    cp "$honest" "$1/02-activations/activations.h"
    : >"$1/02-activations/libm.so"
}

#: threat C34: headers of its own in place of ours
#: expect: does not define|y: .*wrong
own_headers() {
    student "$1"
    printf '#define check_mat(...)\n' >"$1/02-activations/activations.h"
    cp "$1/02-activations/activations.h" "$1/02-activations/math.h"
    printf '#include "activations.h"\nvoid sigmoid(const Mat *x, Mat *y)\n{\n    (void)x, (void)y;\n}\n' \
        >"$1/02-activations/activations.c"
}

#: threat E66: a repository whose hooks, filters and submodules run programs
#: expect: was not handed in
own_repository() {
    student "$1"
    mkdir -p "$1/.git/hooks"
    printf '[core]\n\tfsmonitor = touch /tmp/was-here\n\thooksPath = hooks\n' >"$1/.git/config"
    printf '#!/bin/sh\ntouch /tmp/was-here\n' >"$1/.git/hooks/post-checkout"
    chmod +x "$1/.git/hooks/post-checkout"
    printf '* filter=evil\n' >"$1/.gitattributes"
    printf '[submodule "x"]\n\tpath = 02-activations\n\turl = ext::sh -c touch\n' >"$1/.gitmodules"
}

#: threat D47: files and directories that nobody may read
#: tells: none
#: expect: .
closed_files() {
    student "$1"
    printf 'int x;\n' >"$1/02-activations/activations.c"
    mkdir -p "$1/closed/deeper"
    chmod 0 "$1/02-activations/activations.c" "$1/closed"
}

serve() { # serve DIR DELAY SOURCE...: own_server.c in place of these solutions
    local to=$1 delay=$2 source
    student "$to"
    shift 2
    for source; do
        source=$to/${source#solutions/}
        mkdir -p "$(dirname "$source")"
        sed "s/DELAY_US 0/DELAY_US $delay/" grader/tests/hostile/own_server.c >"$source"
    done
}

#: threat A10: answers every call of every chapter with what breaks believers
#: expect: .
own_server_everywhere() {
    serve "$1" 0 solutions/[0-9]*/*.c
}

#: threat A10: the same, with training
#: train: 1
#: expect: .
own_server_trains() {
    serve "$1" 0 solutions/[0-9]*/*.c
}

#: threat D46: takes nearly all of its time, at every call of a chapter
#: chapter: 06-mnist
#: expect: did not finish
slow_server() {
    serve "$1" 3900000 solutions/06-mnist/*.c
}

#: threat E56: names that differ in nothing but case
#: expect: was not handed in
case_clash() {
    student "$1"
    cp "$honest" "$1/02-activations/Activations.c"
    cp "$honest" "$1/02-activations/ACTIVATIONS.C"
    mkdir "$1/02-Activations"
    cp "$honest" "$1/02-Activations/activations.c"
}

#: threat E56: an archive with the same name twice
#: expect: occurs twice, so neither was taken
twice_in_archive() {
    mkdir "$1/x" && student "$1/x"
    cp "$honest" "$1/x/02-activations/"
    tar -C "$1/x" -cf "$1/a.tar" .
    tar -C "$1/x" -rf "$1/a.tar" ./02-activations/activations.c
    handed_in "$1" a.tar
}

#: threat E57: an archive in which a file is a hole of a terabyte
#: expect: does not define|too large
#: seconds: 60
hole_in_archive() {
    mkdir "$1/x" && student "$1/x"
    truncate -s 1T "$1/x/02-activations/activations.c"
    tar -C "$1/x" -cSf "$1/a.tar" .
    rm "$1/x/02-activations/activations.c"
    handed_in "$1" a.tar
}

#: threat E57: an archive that lies about the size of its file
#: refused: damaged|more than 64 MB
#: seconds: 60
lying_archive() {
    mkdir "$1/x" && student "$1/x"
    head -c 100000000 /dev/zero >"$1/x/02-activations/activations.c"
    (cd "$1/x" && zip -q -X ../a.zip 02-activations/activations.c)
    rm "$1/x/02-activations/activations.c"
    # 100,000,000 bytes, in both of its heads, become 64
    LC_ALL=C sed -i 's/\x00\xe1\xf5\x05/\x40\x00\x00\x00/g' "$1/a.zip"
    handed_in "$1" a.zip
}

#: threat E58: pipes and devices in an archive
#: expect: activations.c is not a regular file
#: seconds: 30
pipe_in_archive() {
    mkdir "$1/x" && student "$1/x"
    mkfifo "$1/x/02-activations/activations.c"
    mknod "$1/x/02-activations/answers.jpg" c 1 5 2>/dev/null
    tar -C "$1/x" -cf "$1/a.tar" .
    handed_in "$1" a.tar
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

#: threat C37: a settings file for every tool that looks for one
#: tells: sigmoid
#: expect: was not handed in
settings_for_tools() {
    local name
    student "$1"
    for name in .gdbinit .clang-format .indent.pro .editorconfig specs \
        .bashrc .profile .inputrc .lesshst make.conf .pandoc texmf.cnf; do
        printf 'touch /tmp/was-here\n' | tee "$1/$name" >"$1/02-activations/$name"
    done
}

skeleton=skeletons/02-activations/activations.c

#: threat own: a header of the student's own in the place of a contract's
#: expect: 02-activations/mat.h is not taken: the workbook has a mat.h
own_contract() {
    student "$1"
    cp $skeleton "$1/02-activations/"
    printf '#error "mine is read"\n' | tee "$1/02-activations/mat.h" \
        >"$1/02-activations/activations.h"
}

#: threat own: the same in capitals, and a copy of the chapter's file in them
#: expect: Mat.h is not taken: the workbook has a mat.h
own_capitals() {
    student "$1"
    cp $skeleton "$1/02-activations/"
    printf '#error "mine is read"\n' >"$1/02-activations/Mat.h"
    cp "$honest" "$1/02-activations/ACTIVATIONS.c"
}

#: threat own: a file that is called as the tests are, and one as the judge's
#: expect: 02-activations/tests.c is not taken: the workbook has a tests.c
own_tests() {
    student "$1"
    cp $skeleton "$1/02-activations/"
    printf '#include <stdio.h>\n__attribute__((constructor)) static void first(void) { puts("FOUND"); }\n' |
        tee "$1/02-activations/tests.c" "$1/02-activations/judged.c" \
            >"$1/02-activations/Experiment.c"
}

#: threat own: names that a command line would read as options
#: expect: is not taken: a name has at most 64 letters
own_options() {
    student "$1"
    cp $skeleton "$1/02-activations/"
    cp "$honest" "$1/02-activations/-xc++.c"
    cp "$honest" "$1/02-activations/-o..c"
    cp "$honest" "$1/02-activations/@given.c"
    cp "$honest" "$1/02-activations/$(printf 'a b;touch was-here.c')"
}

#: threat own: names of what a build makes, with functions that are asked for
#: expect: .
own_objects() {
    student "$1"
    cp $skeleton "$1/02-activations/"
    local name
    for name in plain asan float plain-activations reference-activations \
        plain-reference-activations stubs below given wanted symbols build; do
        sed -n '/^#include/p; /^void sigmoid(/,/^}/p' "$honest" \
            >"$1/02-activations/$name.c"
    done
}

#: threat own: thousands of files of the student's own
#: expect: more files of the student's own are not taken
#: seconds: 200
own_thousands() {
    student "$1"
    cp $skeleton "$1/02-activations/"
    (cd "$1/02-activations" && for ((i = 0; i < 4000; i++)); do
        printf 'int n%d;\n' $i >"n$i.c"
    done)
}

#: threat own: sixteen files of 256 kB that take long to compile
#: expect: the compiler|is too large|error
#: seconds: 300
own_heavy() {
    student "$1"
    cp $skeleton "$1/02-activations/"
    local i
    for ((i = 0; i < 16; i++)); do
        printf '#define A(x) x x x x x x x x x x\nint f%d(int y) { A(A(A(A(A(A(y++;)))))) return y; }\n' \
            $i >"$1/02-activations/heavy$i.c"
    done
    head -c 300000 /dev/zero | tr '\0' ' ' >"$1/02-activations/large.c"
}

#: threat E55: links, a pipe and a folder as files of the student's own
#: expect: a.h is not a regular file
own_links() {
    student "$1"
    printf '#include "a.h"\n' | cat - $skeleton >"$1/02-activations/activations.c"
    ln -s $passwd "$1/02-activations/a.h"
    mkfifo "$1/02-activations/b.c"
    mkdir "$1/02-activations/c.h"
    ln -s /dev/zero "$1/02-activations/d.c"
}

#: threat E56: an include that leads upwards, and to files of the machine
#: expect: No such file|error
own_upwards() {
    student "$1"
    printf '#include "a.h"\n' | cat - $skeleton >"$1/02-activations/activations.c"
    printf '#include "../../../../../../../../etc/passwd"\n' >"$1/02-activations/a.h"
    printf '#include "/etc/passwd"\n#include "../../solutions/02-activations/activations.c"\n' \
        >"$1/02-activations/b.c"
}

#: threat own: what hides from the sanitizers, in a header and behind CR LF
#: expect: a.h says __asm__
own_hiding() {
    student "$1"
    printf '#include "a.h"\n' | cat - $skeleton >"$1/02-activations/activations.c"
    printf 'static inline void nothing(void)\r\n{\r\n    __as\\\r\nm__("");\r\n}\r\n' \
        >"$1/02-activations/a.h"
}

#: threat E65: a source in UTF-16 that says it is somebody else's line
#: expect: activations.c says #line
wide_source() {
    student "$1"
    { printf '\xff\xfe' && printf '#line 1 "tests.c"\n' | cat - $skeleton |
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
