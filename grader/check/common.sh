# common.sh - what the scripts of the practice loop share: which chapters are
# meant, compiling them, running their checks. To be sourced. Environment:
# WORK; CH and EX narrow it down; SANITIZE=1 and DEBUG=1 choose other flags.
# shellcheck shell=bash
# shellcheck disable=SC2054 # commas belong to the options of gcc

flags=(-std=gnu17 -O2 -g -Wall -Wextra -Wno-unused-parameter -fmax-errors=1
    -fno-diagnostics-show-caret)
mode=practice
if [[ -n ${SANITIZE:-} ]]; then
    mode=sanitize
    flags+=(-O1 -fno-omit-frame-pointer -fsanitize=address,undefined
        -fno-sanitize-recover=undefined)
elif [[ -n ${DEBUG:-} ]]; then
    mode=debug
    flags+=(-O0)
fi
wraps=(-Wl,--wrap=exit,--wrap=_exit,--wrap=_Exit,--wrap=quick_exit)
kit=(build/double/grader/check/{check,patterns,answers,main,practice}.o)

# shellcheck source=grader/check/names.sh
. grader/check/names.sh

die() {
    echo "$*" >&2
    exit 2
}

[[ ! -d ${WORK:-} ]] || CHECK_STUDENT=$(grader/check/student.sh "$WORK")
export CHECK_STUDENT

# Asked here, since within $( ) there never is a terminal.
terminal=
[[ ! -t 1 ]] || terminal=1

# Columns of the terminal, 79 at most and where there is none.
width() {
    local columns=79 size
    if [[ -n $terminal ]] && size=$(stty size 2>/dev/null </dev/tty); then
        columns=${size#* }
    fi
    ((columns >= 20 && columns <= 79)) || columns=79
    echo "$columns"
}

colour() {
    if [[ -n $terminal && -z ${NO_COLOR:-} && ${TERM:-dumb} != dumb ]]; then
        echo 1
    fi
}

# chapter_of EXERCISE, kind_of EXERCISE: from the tables of exercises.
chapter_of() {
    awk -F '\t' -v id="$1" '$1 == id {
        sub(/\/[^\/]*$/, "", FILENAME); sub(/.*\//, "", FILENAME)
        print FILENAME; exit }' chapters/[0-9]*/exercises.tsv
}

kind_of() {
    awk -F '\t' -v id="$1" '$1 == id {print $7; exit}' \
        chapters/[0-9]*/exercises.tsv
}

# The ids that begin as EX does, or that it is part of.
similar_to() {
    awk -F '\t' -v id="$1" '
        index($1, id) || index(id, $1) ||
            (length(id) > 3 && substr($1, 1, 4) == substr(id, 1, 4)) {
            print " " $1 }' chapters/[0-9]*/exercises.tsv | head -n 4 |
        tr -d '\n'
}

# Ends with a plain word when EX is no exercise that has checks.
need_checks() {
    local chapter close
    chapter=$(chapter_of "$EX")
    if [[ -z $chapter ]]; then
        close=$(similar_to "$EX")
        die "There is no exercise called $EX.${close:+ Did you mean$close?}" \
            "make progress lists them all."
    fi
    grep -qsE "^Test\($EX *(,|$)" "chapters/$chapter/tests.c" && return
    case $(kind_of "$EX") in
    answer) die "$EX is a question: write your answer into" \
        "$WORK/$chapter/answers.md. A person marks it." ;;
    run) die "$EX is judged by a run: make plots CH=${chapter%%-*}" ;;
    *) die "$EX has no checks yet." ;;
    esac
}

# Sets `chapters` to those that CH, EX and WORK leave, or ends.
select_chapters() {
    local dir name known=()
    [[ -d $WORK ]] || die "There is no $WORK yet. make start makes it."
    [[ -z ${EX:-} ]] || need_checks
    chapters=()
    for dir in chapters/[0-9]*/; do
        name=$(basename "$dir")
        [[ -e $dir/tests.c ]] || continue
        known+=("$name")
        names "$name" || continue
        [[ -z ${EX:-} || $(chapter_of "$EX") == "$name" ]] || continue
        if [[ -d $WORK/$name ]]; then
            chapters+=("$name")
        elif [[ -n ${CH:-}${EX:-} ]]; then
            die "$WORK has no $name. make start adds what is missing."
        fi
    done
    [[ ${#chapters[@]} -gt 0 ]] && return
    if [[ -n ${CH:-} && -n ${EX:-} ]]; then
        die "$EX is not in chapter $CH, but in $(chapter_of "$EX")."
    fi
    die "There is no chapter ${CH:-} with checks. There are: ${known[*]}"
}

# missing CHAPTER: a file that the skeletons have and the work has not.
missing() {
    local file
    for file in skeletons/"$1"/*.c; do
        file=$WORK/$1/${file##*/}
        if [[ ! -e $file ]]; then
            echo "$file"
            return
        fi
    done
}

# compile CHAPTER: the test program build/MODE/CHAPTER and what the compiler
# said, .log. Nothing is done when it is newer than the sources, and they are
# the same files; what failed is tried again.
compile() {
    local out=build/$mode/$1 sources=("$WORK/$1"/*.c) includes=(-Idatasets)
    local dir gone
    mkdir -p "build/$mode"
    gone=$(missing "$1")
    if [[ -n $gone ]]; then
        rm -f "$out" "$out.record"
        echo "error: $gone is missing: make start adds it" >"$out.log"
        return 1
    fi
    if [[ -x $out && $(cat "$out.from" 2>/dev/null) == "${sources[*]}" && -z $(
        find "${sources[@]}" "${kit[@]}" "build/double/below/$1.a" \
            "build/double/chapters/$1/tests.o" -newer "$out"
    ) ]]; then
        return 0
    fi
    rm -f "$out" "$out.record"
    for dir in chapters/[0-9]*/; do includes+=("-I$dir"); done
    gcc "${flags[@]}" "${includes[@]}" -o "$out" "${sources[@]}" \
        "build/double/chapters/$1/tests.o" "${kit[@]}" \
        "build/double/below/$1.a" "${wraps[@]}" -lcriterion -lz -lm \
        2>"$out.log" || return 1
    echo "${sources[*]}" >"$out.from"
}

# run_checks CHAPTER [EXERCISE]: leaves the verdicts in build/MODE/CHAPTER.record.
# Some numbers are each student's own, and some are written in answers.md.
run_checks() {
    local out=build/$mode/$1
    rm -f "$out.record"
    CHECK_ANSWERS=$WORK/$1/answers.md CHECK_RECORD=$out.record \
        "$out" ${2:+--only "$2"} >"$out.out" 2>&1 || true
    touch "$out.record"
}

# gather CHAPTER: the lines that show.awk and progress.awk read.
gather() {
    local log=build/$mode/$1.log
    printf 'chapter\t%s\n' "$1"
    if compile "$1"; then
        sed -n 's/^\(.*: warning: .*\)/warning\t\1/p' "$log"
        run_checks "$1" "${EX:-}"
        sed 's/^/check\t/' "build/$mode/$1.record"
        return
    fi
    grep -m1 -E "error:|undefined reference" "$log" | sed 's/^/broken\t/' ||
        printf 'broken\tthe compiler failed, see %s\n' "$log"
}
