# own.sh - files of the student's own beside, or in place of, what is asked for.
# shellcheck shell=bash disable=SC2016,SC2154 # what looks like a shell's is to stay

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

#: threat own: a header of the student's own in the place of a contract's
#: expect: 02-activations/mat.h is not taken: the workbook has a mat.h
own_contract() {
    student "$1"
    cp "$skeleton" "$1/02-activations/"
    printf '#error "mine is read"\n' | tee "$1/02-activations/mat.h" \
        >"$1/02-activations/activations.h"
}

#: threat own: the same in capitals, and a copy of the chapter's file in them
#: expect: Mat.h is not taken: the workbook has a mat.h
own_capitals() {
    student "$1"
    cp "$skeleton" "$1/02-activations/"
    printf '#error "mine is read"\n' >"$1/02-activations/Mat.h"
    cp "$honest" "$1/02-activations/ACTIVATIONS.c"
}

#: threat own: a file that is called as the tests are, and one as the judge's
#: expect: 02-activations/tests.c is not taken: the workbook has a tests.c
own_tests() {
    student "$1"
    cp "$skeleton" "$1/02-activations/"
    printf '#include <stdio.h>\n__attribute__((constructor)) static void first(void) { puts("FOUND"); }\n' |
        tee "$1/02-activations/tests.c" "$1/02-activations/judged.c" \
            >"$1/02-activations/Experiment.c"
}

#: threat own: names that a command line would read as options
#: expect: is not taken: a name has at most 64 letters
own_options() {
    student "$1"
    cp "$skeleton" "$1/02-activations/"
    cp "$honest" "$1/02-activations/-xc++.c"
    cp "$honest" "$1/02-activations/-o..c"
    cp "$honest" "$1/02-activations/@given.c"
    cp "$honest" "$1/02-activations/$(printf 'a b;touch was-here.c')"
}

#: threat own: names of what a build makes, with functions that are asked for
#: expect: .
own_objects() {
    student "$1"
    cp "$skeleton" "$1/02-activations/"
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
    cp "$skeleton" "$1/02-activations/"
    (cd "$1/02-activations" && for ((i = 0; i < 4000; i++)); do
        printf 'int n%d;\n' $i >"n$i.c"
    done)
}

#: threat own: sixteen files of 256 kB that take long to compile
#: expect: the compiler|is too large|error
#: seconds: 300
own_heavy() {
    student "$1"
    cp "$skeleton" "$1/02-activations/"
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
    printf '#include "a.h"\n' | cat - "$skeleton" >"$1/02-activations/activations.c"
    ln -s "$passwd" "$1/02-activations/a.h"
    mkfifo "$1/02-activations/b.c"
    mkdir "$1/02-activations/c.h"
    ln -s /dev/zero "$1/02-activations/d.c"
}

#: threat E56: an include that leads upwards, and to files of the machine
#: expect: No such file|error
own_upwards() {
    student "$1"
    printf '#include "a.h"\n' | cat - "$skeleton" >"$1/02-activations/activations.c"
    printf '#include "../../../../../../../../etc/passwd"\n' >"$1/02-activations/a.h"
    printf '#include "/etc/passwd"\n#include "../../solutions/02-activations/activations.c"\n' \
        >"$1/02-activations/b.c"
}

#: threat own: what hides from the sanitizers, in a header and behind CR LF
#: expect: a.h says __asm__
own_hiding() {
    student "$1"
    printf '#include "a.h"\n' | cat - "$skeleton" >"$1/02-activations/activations.c"
    printf 'static inline void nothing(void)\r\n{\r\n    __as\\\r\nm__("");\r\n}\r\n' \
        >"$1/02-activations/a.h"
}
