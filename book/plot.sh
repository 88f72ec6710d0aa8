#!/bin/bash
# plot.sh - runs a chapter's experiment and draws its figures.
#
#   plot.sh run SOURCE CHAPTER OUT   compiles the experiment against the code
#       in SOURCE (solutions, or a student's work) and runs it into OUT,
#       unless program, seed and data are those of the last run there
#   plot.sh draw CHAPTER OUT [FORMAT...]   draws each NAME.gp of the chapter
#       from the tables in OUT: OUT/NAME.svg and OUT/NAME.pdf
#   plot.sh practice OUT             both, for every chapter of $WORK that CH
#       names; a chapter that fails does not stop the next
#
# Environment: CHECK_SEED, DATASETS; for practice WORK, CH.
# shellcheck disable=SC2154 # names of build/flags.sh
set -euo pipefail
shopt -s nullglob
# shellcheck source=grader/check/names.sh
. grader/check/names.sh
# shellcheck source=/dev/null
. build/flags.sh # own_flags, double_flags, float_flags

# precisions CHAPTER: what `experiment:` in chapter.md's header says.
precisions() {
    local line=''
    if [[ -e chapters/$1/chapter.md ]]; then
        line=$(awk 'NR == 1 && !/^---/ {exit} NR > 1 && /^(---|\.\.\.)/ {exit}
            sub(/^experiment: */, "")' "chapters/$1/chapter.md")
    fi
    echo "${line:-float}"
}

# compile SOURCE CHAPTER PRECISION PROGRAM: every chapter as in its check, and
# the experiment on them. What is wrong stands in PROGRAM.log.
compile() {
    local given=build/$3/given/$2.a dir name objects=() flags
    flags="$own_flags $double_flags"
    [[ $3 == double ]] || flags="$own_flags $float_flags"
    mkdir -p "$(dirname "$4")"
    rm -f "$4"
    for dir in "$1"/[0-9]*/; do
        name=$(basename "$dir")
        [[ ! $name > $2 && -e build/wanted/$name ]] || continue
        objects+=("$4-$name.o")
        if ! grader/check/take.sh "$4-$name.o" "$1" "$name" \
            "${objects[*]:0:${#objects[@]}-1} $given" "$flags"; then
            mv "$4-$name.log" "$4.log"
            return 1
        fi
    done
    gcc -o "$4" "build/$3/experiment/$2.o" \
        "build/$3/grader/check/experiment.o" "${objects[@]}" "$given" \
        -lz -lmd -lm 2>"$4.log"
}

# key PROGRAM...: a name for what a run depends on.
key() {
    {
        cat "$@" | sha256sum
        echo "seed ${CHECK_SEED:-practice} student ${CHECK_STUDENT:-}"
        { find datasets build/datasets ${DATASETS:+"$DATASETS"} -type f \
            ! -name '*.[cho]' ! -name '*.mk' -printf '%f %s\n' \
            2>/dev/null || true; } | sort
    } | sha256sum | cut -c1-32
}

run() {
    local source=$1 chapter=$2 out=$3 precision program programs=() mark
    local kind=work
    [[ $source == solutions ]] && kind=solutions
    [[ -e chapters/$chapter/experiment.c ]] || return 0
    for precision in $(precisions "$chapter"); do
        program=build/experiment/$kind/$chapter-$precision
        if ! compile "$source" "$chapter" "$precision" "$program"; then
            grep -m1 "error:" "$program.log" | sed "s/^error: //" >&2 ||
                cat "$program.log" >&2
            return 1
        fi
        programs+=("$program")
    done
    CHECK_STUDENT=$(grader/check/student.sh "$source")
    export CHECK_STUDENT
    mark=$(key "${programs[@]}")
    [[ $(cat "$out/.key" 2>/dev/null) == "$mark" ]] && return 0
    mkdir -p "$out"
    rm -f "$out/.key"
    for program in "${programs[@]}"; do
        CHECK_RECORD=$out/${program##*-}.record EXPERIMENT_KEY=$mark \
            "$program" "$out" || return 1
    done
    echo "$mark" >"$out/.key"
}

# Says in the picture itself what it shows: the alt text of chapter.md.
describe() {
    local chapter=$1 name=$2 file=$3
    [[ -e build/labels.tsv ]] || return 0
    awk -F '\t' -v page="$chapter" -v name="$name" '
        NR == FNR {if ($3 == page && $5 == name) text = $6; next}
        /<desc>Produced by GNUPLOT/ {
            gsub(/&/, "\\&amp;", text); gsub(/</, "\\&lt;", text)
            sub(/<desc>[^<]*/, "<desc>"); i = index($0, "<desc>") + 5
            $0 = substr($0, 1, i) text substr($0, i + 1)}
        {print}' build/labels.tsv "$file" >"$file.part"
    mv "$file.part" "$file"
}

# newer FILE OTHER...: is FILE there and newer than all others?
newer() {
    local file=$1 other
    shift
    [[ -s $file ]] || return 1
    for other; do [[ $other -nt $file ]] && return 1; done
    return 0
}

draw() {
    local chapter=$1 out=$2 script name format bad=0
    shift 2
    [[ $# -gt 0 ]] || set -- svg pdf
    for script in "chapters/$chapter"/*.gp; do
        name=$(basename "$script" .gp)
        for format; do
            newer "$out/$name.$format" "$script" book/common.gp \
                "$out"/*.csv && continue
            book/draw.sh "$script" "$out" "$out" "$format" || bad=1
            [[ $format == pdf || ! -e $out/$name.svg ]] ||
                describe "$chapter" "$name" "$out/$name.svg"
        done
    done
    return $bad
}

# Is the chapter's experiment wanted? Any that CH names; else, where there is a
# course, those whose runs it asks for, and of its chapters without any run:
# what those draw is for another exercise.
asks_for() {
    [[ -z ${CH:-} && -e build/course.tsv ]] || return 0
    awk -F '\t' -v chapter="$1" '
        FILENAME == ARGV[1] {run = run || $7 == "run"; next}
        $9 == chapter && (!run || $7 == "run") {found = 1}
        END {exit !found}' "chapters/$1/exercises.tsv" build/course.tsv
}

# The code exercises of a chapter that the course asks for and that fail
# their visible checks; not those whose numbers stand in answers.md, since
# they may need the figures.
unsolved() {
    local record=build/practice/$1.record course=(build/course.tsv)
    [[ -e ${course[0]} ]] || course=()
    rm -f "$record" "build/practice/$1.stopped"
    CH=$1 EX='' grader/check/check.sh >/dev/null 2>&1 || true
    if [[ -s build/practice/$1.stopped ]]; then
        echo " (its checks stopped: make check CH=$1)"
    elif [[ -s $record ]]; then
        { grep -s '^## ' "$WORK/$1/answers.md" || true; } |
            awk -F '\t' 'FILENAME == "-" {seen[substr($1, 4)] = 1; next}
                FILENAME ~ /course.tsv$/ {listed = 1; asked[$1] = 1; next}
                $3 != "passed" && (!listed || asked[$1]) && !seen[$1]++ {
                    printf " %s", $1}' \
                - "${course[@]}" "$record"
    else
        echo " (it does not compile: make check CH=$1)"
    fi
}

practice_one() {
    local chapter=$1 out=$2 todo
    todo=$(unsolved "$chapter")
    if [[ -n $todo ]]; then
        echo "$chapter: not drawn. First solve:$todo"
    elif ! run "$WORK" "$chapter" "$out"; then
        echo "$chapter: its experiment stopped. Do all lower chapters pass" \
            "make check?"
    elif ! draw "$chapter" "$out"; then
        echo "$chapter: its tables are in $out, but gnuplot did not draw them"
    else
        echo "$chapter: $(find "$out" -name '*.svg' 2>/dev/null |
            wc -l) figures in $out"
        cat /dev/null "$out"/*.record | awk -F '\t' '
            {gsub(/_/, " ", $2)
             printf "  %s %s: %s%s%s\n", $3 == "passed" ? "+" : "x", $1, $2,
                 $5 == "" ? "" : ": " $5, $7 == "" ? "" : " (" $7 ")"}'
    fi
}

practice() {
    local out=$1 dir chapter done=0
    [[ -d $WORK ]] || {
        echo "There is no $WORK yet; make start makes it." >&2
        return 2
    }
    for dir in chapters/[0-9]*/; do
        chapter=$(basename "$dir")
        names "$chapter" || continue
        [[ -e $dir/experiment.c ]] || continue
        asks_for "$chapter" || continue
        done=1
        practice_one "$chapter" "$out/$chapter"
    done
    [[ $done == 1 ]] || echo "No chapter ${CH:-} with an experiment."
}

"$@"
