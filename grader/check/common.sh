# common.sh - what the scripts of the practice loop share: which chapters are
# meant, compiling them, running their checks. To be sourced. Environment:
# WORK; CH and EX narrow it down; SANITIZE=1 and DEBUG=1 choose other flags.
# shellcheck shell=bash disable=SC2154

# shellcheck source=/dev/null
. build/flags.sh # own_flags, double_flags, asan_flags, kit
mode=practice
flags="$own_flags $double_flags"
if [[ -n ${SANITIZE:-} ]]; then
    mode=sanitize
    flags="$own_flags $asan_flags"
elif [[ -n ${DEBUG:-} ]]; then
    mode=debug
    flags="$own_flags -O0"
fi

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
    grep -qs "^$EX"$'\t' "build/checks/$chapter.txt" && return
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
        [[ -e build/checks/$name.txt ]] || continue
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

# compile CHAPTER: the test program build/MODE/CHAPTER and what was said of
# the code, .log. Nothing is done when it is newer than the files it is made
# of, and they are the same files; what failed is tried again. Status 1: the
# code cannot be built. 75: somebody else ended the compiler, three times.
compile() {
    local out=build/$mode/$1 from pause built below=build/double/below/$1.a
    mkdir -p "build/$mode"
    from=$(echo "$WORK/$1"/*.[ch])
    # shellcheck disable=SC2086 # kit is several words
    if [[ -x $out && $(cat "$out.from" 2>/dev/null) == "$from" && -z $(
        find "$WORK/$1"/*.[ch] $kit "$below" build/flags.sh \
            "build/wanted/$1" "build/double/checks/$1.o" \
            grader/check/{take,build,link,tool}.sh -newer "$out"
    ) ]]; then
        return 0
    fi
    for pause in 0 1 2; do
        sleep "$pause"
        built=0
        rm -f "$out" "$out.record"
        build "$1" || built=$?
        ((built == 75)) || break
    done
    ((built == 0)) || return "$built"
    echo "$from" >"$out.from"
}

build() {
    local out=build/$mode/$1 gone linked=0
    gone=$(missing "$1")
    if [[ -n $gone ]]; then
        echo "error: $gone is missing: make start adds it" >"$out.log"
        return 1
    fi
    grader/check/take.sh "$out.o" "$WORK" "$1" "build/double/below/$1.a" \
        "$flags" || return $?
    grader/check/link.sh "$out" "$1" "$out.o" "$flags" \
        >"$out.linked" 2>&1 || linked=$?
    if ((linked == 75)); then
        echo "killed: somebody else ended the linker:" \
            "this machine may be out of memory" >>"$out.log"
    elif ((linked)); then
        linked=1
        echo "error: the checks cannot be linked: $(head -n 1 "$out.linked")" \
            >>"$out.log"
    fi
    return "$linked"
}

# run_checks CHAPTER [EXERCISE]: leaves the verdicts in build/MODE/CHAPTER.record,
# and in .stopped why some are not there, if so; `blame` says whose doing that
# is, the code's ("stopped") or the machine's ("fault"). What may have been
# ended by somebody else is tried again. Some numbers are each student's own,
# and some are written in answers.md.
run_checks() {
    local out=build/$mode/$1 status
    build/grader/handed files "$WORK" "$1" "$out.in" >/dev/null
    for _ in 1 2 3; do
        status=0
        rm -f "$out.record" "$out.stopped"
        {
            CHECK_ANSWERS=$out.in/answers.md CHECK_RECORD=$out.record \
                "$out" ${2:+--only "$2"} >"$out.out" 2>&1 || status=$?
        } 2>/dev/null # the shell has its own words for a signal
        touch "$out.record"
        [[ $status -eq 137 ]] ||
            cut -f3 "$out.record" | grep -qx broken || break
    done
    blame=stopped
    [[ $status -ne 3 ]] || blame=fault
    stopped "$1" "$status" "${2:-}" >"$out.stopped"
    [[ ! -s $out.stopped ]] || rm -f "$out.from" # it may be the program
}

# stopped CHAPTER STATUS EXERCISE: why a run has not done all its checks;
# nothing when it has.
stopped() {
    local out=build/$mode/$1 due ran why
    due=$(cut -f1 "build/checks/$1.txt" | grep -cx "${3:-.*}" || true)
    ran=$(wc -l <"$out.record")
    [[ $2 -ne 0 || $ran -ne $due || $due -eq 0 ]] || return 0
    why=$({ grep -v '^ *$' "$out.out" || true; } | tail -n 1 | cut -c 1-200)
    if (($2 == 3)); then
        why=${why#check: }
    elif (($2 > 128)); then
        why="the test program was ended by the signal $(kill -l "$2" 2>/dev/null)${why:+: $why}"
    elif (($2 == 126 || $2 == 127)); then
        why="the test program does not run: ${why#*: }"
    elif (($2)); then
        why="the test program ended with status $2${why:+: $why}"
    else
        why="the test program ended too early"
    fi
    echo "$why. $ran of $due checks were made"
}

# numbers CHAPTER: the checks of exercises that ask for numbers and for no
# code, where the chapter's code cannot be built: an untouched skeleton stands
# in.
numbers() {
    local out=build/$mode/$1-skeleton id ids
    ids=$(without_code "$1")
    [[ -n $ids ]] || return 0
    build/grader/handed files "$WORK" "$1" "$out.in" >/dev/null
    grader/check/build.sh "$out.o" "build/wanted/$1" \
        "build/double/below/$1.a" "$flags" skeletons/"$1"/*.c &&
        grader/check/link.sh "$out" "$1" "$out.o" "$flags" || return 0
    for id in $ids; do
        CHECK_ANSWERS=$out.in/answers.md CHECK_RECORD=$out.record \
            "$out" --only "$id" >"$out.out" 2>&1 || return 0
        cat "$out.record"
    done
}

# without_code CHAPTER: which of them are asked for: they have no place in the
# skeleton's code. Where none has, the code is given.
without_code() {
    local todo
    todo=$(sed -n 's/.*TODO \([A-Za-z_0-9]*\).*/\1/p' skeletons/"$1"/*.c)
    [[ -n $todo ]] || return 0
    awk -F '\t' -v only="${EX:-}" '$7 == "code" && (only == "" || $1 == only) {
        print $1}' "chapters/$1/exercises.tsv" | grep -vxF "$todo" || true
}

# verdicts RECORD: its lines, and the machine's fault where a check could not
# be made.
verdicts() {
    awk -F '\t' '$3 == "broken" {print "fault\t" $1 ", " $2 ": " $5; next}
        {print "check\t" $0}' "$1"
}

# gather CHAPTER: the lines that show.awk and progress.awk read.
gather() {
    local out=build/$mode/$1 built=0
    printf 'chapter\t%s\n' "$1"
    compile "$1" || built=$?
    if ((built == 0)); then
        sed -n 's/^\(.*: warning: .*\)/warning\t\1/p
            s/^remark: /remark\t/p' "$out.log"
        run_checks "$1" "${EX:-}"
        verdicts "$out.record"
        sed "s/^/$blame\t/" "$out.stopped"
        return
    elif ((built == 75)); then # not the code's fault: see tool.sh
        sed -n 's/^killed: /fault\t/p' "$out.log"
        return
    fi
    grep -m1 "error:" "$out.log" | sed 's/^error: //; s/^/broken\t/' ||
        printf 'broken\tthe compiler failed, see %s\n' "$out.log"
    numbers "$1" | sed 's/^/check\t/'
}
