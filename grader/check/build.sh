#!/bin/sh
# build.sh OBJECT WANTED BELOW FLAGS SOURCE... - makes one object of all that
# a student wrote in a chapter. Practice and grading both run this file, so
# that they take the same code and say the same of it.
#
# WANTED lists the names that the chapter asks for. All others are the
# student's alone: a helper called connect() or mat_fill() takes nobody's
# place. BELOW is what the code stands on: archives and objects. FLAGS are
# those of chapters/build.mk. Questions for the time go to clock.c.
#
# What is to be said lies in OBJECT's .log: the compiler's lines, then lines
# of ours, "error: WORDS" or "remark: WORDS". Exit status 1: there is no
# object. 75: there is none because somebody else ended the compiler, see
# tool.sh; the log says "killed: WORDS". shellcheck's quotes: BELOW and FLAGS are several words.
# shellcheck disable=SC2086
set -u
object=$1 wanted=$2 below=$3 flags=$4
shift 4
export LC_ALL=C
rm -f "$object"
exec >"${object%.o}.log" 2>&1
# A name that is the same each time: what the linker says may hold it.
parts=${object%.o}.parts
rm -rf "$parts"
mkdir "$parts" || exit 1
export TOOL_MARK="$parts/killed"

run() {
    sh "${0%/*}/tool.sh" "$@"
}

end() {
    status=$?
    if [ -s "$TOOL_MARK" ]; then
        echo "killed: somebody else ended $(head -n 1 "$TOOL_MARK")," \
            "a part of the compiler: this machine may be out of memory"
        rm -f "$object"
        status=75
    fi
    rm -rf "$parts"
    exit $status
}
trap end EXIT

fail() {
    echo "error: $*"
    exit 1
}

# compile SOURCE: into PARTS. Some of gcc's words need an explanation.
compile() {
    part=${1##*/}
    run gcc $flags -c "$1" -o "$parts/${part%.c}.o" 2>"$parts/said"
    status=$?
    sed "s/error: trampoline generated for nested function '\(.*\)'.*/error: \
the function \1 stands inside another one and is handed on by its address. \
Only GNU C can do that: clang and other systems cannot compile it. Write \1 \
outside, and pass what it needs through the context/
        s/internal compiler error: .*/error: the compiler itself gave up \
here, which is a fault of its own. Write this place in another way/
        s/^[^ ]* Error: /error: the assembler says: /" "$parts/said" \
        >"$parts/told"
    [ $status -eq 0 ] || grep -m 1 "error: " "$parts/told" ||
        fail "$part cannot be compiled: $(head -n 1 "$parts/told")"
    head -c 50000 "$parts/told" # of its warnings nobody reads more
    return $status
}

# defined FILE...: the names that it has for others, but weak ones.
defined() {
    run nm -g --defined-only "$@" |
        sed -n 's/^[0-9a-f]* [A-TX-Z] //p' | sort -u
}

# sources_with TEST NAME: the student's files whose object passes, such as
# "a.c and in b.c".
sources_with() {
    all=
    for part in "$parts"/*.o; do
        "$1" "$part" | grep -qxF -- "$2" || continue
        part=${part##*/}
        all="${all:+$all and in }${part%.o}.c"
    done
    echo "$all"
}

missing() {
    run nm -u "$1" | sed 's/^ *U //'
}

refuse_duplicates() {
    for part in "$parts"/*.o; do defined "$part"; done | sort | uniq -d \
        >"$parts/twice"
    read -r name <"$parts/twice" || return 0
    others=$(($(wc -l <"$parts/twice") - 1))
    [ $others -eq 0 ] && others= || others=" (and $others more)"
    fail "$name$others is defined in $(sources_with defined "$name"):" \
        "every .c file of the folder is compiled. Keep one of them, give a" \
        "helper another name, or move an old copy out of the folder"
}

# Names of the student's that the workbook has, too: nothing is wrong, but
# only the student's code means them.
remark_clashes() {
    for part in "$parts"/*.o; do defined "$part"; done | sort \
        >"$parts/own"
    defined $below | comm -12 "$parts/own" - | grep -vxFf "$wanted" |
        sed 's/.*/remark: & is defined by the workbook, too: rename yours, or make it static/'
}

# Is everything there that the code calls? In the words of the student.
refuse_undefined() {
    run gcc $flags -shared -Wl,-z,defs -o "$parts/all.so" "$parts/hidden" $below -lm \
        >"$parts/said" 2>&1 && return
    sed -n "s/.*undefined reference to [\`']\(.*\)'.*/\1/p" "$parts/said" |
        sort -u >"$parts/gone"
    read -r name <"$parts/gone" || {
        said=$(grep -v 'ld: warning:' "$parts/said" || cat "$parts/said")
        fail "the linker failed:" \
            "$(echo "$said" | sed "s|$parts/||g; s/^[^ ]*ld: //; q")"
    }
    source=$(sources_with missing "$name")
    fail "$name is called${source:+ in $source}, but defined nowhere: is the" \
        "name spelt right, and is its file in the folder?"
}

for source; do
    compile "$source" || exit 1
done
refuse_duplicates
remark_clashes
run gcc -r -nostdlib -o "$parts/joined" "$parts"/*.o 2>"$parts/said" ||
    fail "what the files make cannot be joined"
for name in time clock gettimeofday clock_gettime timespec_get; do
    echo "$name moved_$name"
done >"$parts/clock"
run objcopy --redefine-syms="$parts/clock" --keep-global-symbols="$wanted" \
    "$parts/joined" "$parts/hidden" || fail "its names cannot be hidden"
refuse_undefined
mv "$parts/hidden" "$object"
