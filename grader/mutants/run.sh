#!/bin/bash
# run.sh [CHAPTER...] - grades wrong versions of the solutions, and says which
# ones kept the points of the exercise that was changed.
#
# Systematic ones come from mutate.c, named ones from grader/tests/mistakes, both
# for the exercises that checks judge: what a training run has to reach may be
# reached in any way.
# What does not compile, or compiles to the same machine code as the solution
# or as another mutant, is left out. Each of the others is graded as a
# submission that holds its chapter only, without training; it is caught when
# the exercise whose answer was changed fails, and told when every result is
# right but the feedback says what the sanitizer found, such as a leak. Mutants
# that do what the solution does stand in equivalent.txt, with the reason.
#
# build/mutants/graded/CHAPTER.tsv holds a line each: fingerprint, exercise, kind,
# verdict, change, other exercises that lost their points, the causes told.
# What has a line already is not done again; a fingerprint changes with the
# mutant and with the chapter's checks. The figures of a run that is not in
# haste go into results.tsv.
#
#   JOBS=n     so many at a time [2]
#   QUICK=1    without the sandbox, only the checks of the changed exercise
#   EVERY=n    in the sandbox only every n-th and what QUICK=1, which has to run
#              first, did not catch; the others have the verdict of that
#   SAMPLE=n   every n-th only, and none of the named ones; KEEP=1 keeps the
#              figures in results.tsv all the same
#   EX=id      one exercise only
set -uo pipefail
cd "$(dirname "$0")/../.." || exit 1
here=grader/mutants
results=build/mutants${SAMPLE:+/sample}
work=$results${EX:+/only-$EX}
quick=$results/quick
if [[ -n ${QUICK:-} ]]; then results=$quick; else results+=/graded; fi
mkdir -p "$results" "$quick"
. grader/tests/lib/mistakes.sh

includes=(-Idatasets)
for dir in chapters/[0-9]*/; do includes+=("-I$dir"); done

# source_of CHAPTER: the one file that students write.
source_of() {
    local file=(solutions/"$1"/*.c)
    echo "${file[0]}"
}

# code FILE: a number for the machine code that FILE compiles to; nothing
# when it does not compile.
code() {
    gcc -std=gnu17 -O2 -S -o - -Werror=int-conversion \
        -Werror=incompatible-pointer-types -Werror=implicit-function-declaration \
        "${includes[@]}" -x c - <"$1" 2>/dev/null | sha256sum | cut -c1-16
}

# What decides a verdict besides the mutant; in haste, nothing.
checks_key() {
    [[ -n ${QUICK:-} ]] || sha256sum chapters/"$1"/tests.c \
        grader/check/{check,patterns}.[ch] | sha256sum | cut -c1-8
}

# home CHAPTER FILE: the exercise in whose answer FILE differs first.
home() {
    local source line
    source=$(source_of "$1")
    line=$(diff <(sed 's/^[ \t]*//' "$source") "$2" | sed -n '1s/[^0-9].*//p')
    awk -v line="$line" '
        match($0, /\[answer [A-Za-z_0-9]+/) {id = substr($0, RSTART + 8, RLENGTH - 8)}
        /\[end\]/ {id = ""}
        FNR == line {print id; exit}' "$source"
}

# take CHAPTER NUMBER EXERCISE KIND CHANGE [HOME]: puts a mutant on the list,
# unless it is none.
take() {
    local dir=$work/$1 found
    if ! found=$(code "$dir/$2.c") || grep -q "^$found$" "$dir/seen"; then
        rm -f "$dir/$2.c"
        return
    fi
    echo "$found" >>"$dir/seen"
    printf '%s\t%s\t%s\t%s\t%s\t%s\n' "$2" "$found" "$3" "$4" "$5" "${6:-}" \
        >>"$dir/list.part"
}

# prepare CHAPTER: $work/CHAPTER/ gets a file for each mutant, and
# list: number, fingerprint, exercise, kind, change, and for a named one the
# exercise whose code is changed, which may be another one than that whose
# checks tell: in the sandbox either may lose the points.
prepare() {
    local source dir=$work/$1 named=grader/tests/mistakes/$1.txt
    source=$(source_of "$1")
    [[ $dir/list -nt $source && $dir/list -nt build/mutants/mutate &&
        ! $named -nt $dir/list ]] && return
    rm -rf "$dir" && mkdir -p "$dir/named"
    code "$source" >"$dir/seen"
    [[ ! -e $named || -n ${SAMPLE:-} ]] || prepare_named "$1" "$named"
    local number exercise kind change
    build/mutants/mutate "$source" |
        awk -F '\t' 'FILENAME != "-" {asked[$1]; next} $2 in asked' \
            "build/judge/$1/tests.list" - >"$dir/changes"
    while IFS=$'\t' read -r number exercise _ kind change; do
        ((number % ${SAMPLE:-1} == 0)) || continue
        [[ -z ${EX:-} || $exercise == "$EX" ]] || continue
        build/mutants/mutate "$source" "$number" >"$dir/$number.c"
        take "$1" "$number" "$exercise" "$kind" "$change"
    done <"$dir/changes"
    mv "$dir/list.part" "$dir/list" # a list that is there is whole
}

prepare_named() {
    local dir=$work/$1 name n number
    split_mistakes "$2" "$dir/named" || exit 1
    for name in "$dir"/named/*.name; do
        n=${name%.name} number=named-$(basename "$name" .name)
        touch "$n.to"
        [[ -z ${EX:-} || $(cat "$n.in") == "$EX" ]] || continue
        spoil "$(source_of "$1")" "$n.from" "$n.to" >"$dir/$number.c" &&
            take "$1" "$number" "$(cat "$n.in")" named "$(cat "$name")" \
                "$(home "$1" "$dir/$number.c")"
    done
}

# grade CHAPTER FILE EXERCISE: the exercise's status by the real grader, the
# chapter's other exercises that lost their points, and the causes that were
# told for the exercise, with tabs between them.
grade() {
    local submission
    submission=$(mktemp -d)
    mkdir "$submission/$1"
    cp solutions/student.txt "$submission"
    cp solutions/"$1"/* "$submission/$1"
    cp "$2" "$submission/$1/$(basename "$(source_of "$1")")"
    env -u COURSE -u NAME -u MARKS SUBMISSION="$submission" JOBS=1 TRAIN=0 \
        SEED="${SEED:-mutants}" OUT="$submission/out" \
        build/grader/grade >/dev/null
    awk -v wanted="$3" '
        function text(line) {
            sub(/^[^:]*: "?/, "", line)
            sub(/"?,?$/, "", line)
            return line
        }
        FS == "\t" {code[$1] = $7 == "code"; next}
        /^      "id":/ {id = text($0)}
        /^      "status":/ {
            if (id == wanted) status = text($0)
            else if (code[id] && text($0) != "passed") others = others " " id
        }
        /^          "cause": "./ && id == wanted && !(text($0) in told) {
            told[text($0)]
            causes = causes (causes == "" ? "" : " | ") text($0)
        }
        /^          "message": "right, but the sanitizer/ && id == wanted {
            told_of = 1
        }
        END {
            if (status == "passed" && told_of) status = "told"
            print status "\t" substr(others, 2) "\t" causes
        }
    ' FS='\t' chapters/"$1"/exercises.tsv FS=' ' "$submission/out/result.json"
    rm -rf "$submission"
}

# grade_quickly CHAPTER FILE EXERCISE: the same without the sandbox, and
# without looking at the other exercises.
grade_quickly() {
    local dir
    dir=$(mktemp -d)
    gcc -std=gnu17 -O1 -w "${includes[@]}" -o "$dir/program" "$2" \
        "build/double/chapters/$1/tests.o" \
        build/double/grader/check/{check,patterns,answers,main,practice}.o \
        "build/double/below/$1.a" \
        -Wl,--wrap=exit,--wrap=_exit,--wrap=_Exit,--wrap=quick_exit \
        -lcriterion -lm || return
    CHECK_RECORD=$dir/record CHECK_ANSWERS=solutions/$1/answers.md \
        CHECK_STUDENT=$(grader/check/student.sh solutions) \
        timeout 20 "$dir/program" --only "$3" >/dev/null 2>&1
    awk -F '\t' -v id="$3" '
        $1 != id {next}
        FILENAME == ARGV[1] {due++; next}
        $3 == "passed" {passed++}
        $3 != "passed" {failed++}
        $6 != "" && !($6 in told) {
            told[$6]
            causes = causes (causes == "" ? "" : " | ") $6
        }
        END {
            status = failed ? "failed" : due && passed == due ? "passed" : ""
            print status "\t\t" causes
        }
    ' "build/judge/$1/tests.list" "$dir/record"
    rm -rf "$dir"
}

# one CHAPTER NUMBER: grades one mutant and writes its line.
one() {
    local number found exercise kind change home status others causes
    IFS=$'\t' read -r number found exercise kind change home < <(
        grep "^$2"$'\t' "$work/$1/list")
    IFS= read -r status < <("grade${QUICK:+_quickly}" "$1" \
        "$work/$1/$2.c" "$exercise")
    causes=${status##*$'\t'} status=${status%$'\t'*}
    others=${status#*$'\t'} status=${status%%$'\t'*}
    [[ $status != passed || -z $home || " $others " != *" $home "* ]] || status=failed
    case $status in
    passed) status=survived ;;
    failed | skipped) status=caught ;;
    told) ;;
    *) status=broken ;;
    esac
    printf '%s\t%s\t%s\t%s\t%s\t%s\t%s\n' "$found$(checks_key "$1")" \
        "$exercise" "$kind" "$status" "$change" "$others" "$causes" \
        >>"$results/$1.tsv"
}

# undone CHAPTER: the numbers of the mutants without a verdict.
undone() {
    touch "$results/$1.tsv" "$quick/$1.tsv"
    awk -F '\t' -v key="$(checks_key "$1")" -v every="${EVERY:-1}" '
        FILENAME == ARGV[1] {done[$1] = 1; next}
        FILENAME == ARGV[2] {caught[$1] = $4 == "caught"; next}
        every > 1 && caught[$2] && FNR % every {next}
        !($2 key in done) {print $1}
    ' "$results/$1.tsv" "$quick/$1.tsv" "$work/$1/list"
}

# verdicts CHAPTER: exercise, kind, verdict, change, other exercises that lost
# points, whether it was graded, of every mutant that has a verdict; those that
# equivalent.txt explains are "equivalent". Of a leak the sandbox has to tell.
verdicts() {
    awk -F '\t' -v OFS='\t' -v key="$(checks_key "$1")" \
        -v every="${EVERY:-1}" -v quick="${QUICK:-}" '
        FILENAME == ARGV[1] {reason[$1, $2] = $3; next}
        FILENAME == ARGV[2] {verdict[$1] = $4; others[$1] = $6; next}
        FILENAME == ARGV[3] {caught[$1] = $4 == "caught"; next}
        {graded = $2 key in verdict}
        !graded && !(every > 1 && caught[$2]) {next}
        {v = graded ? verdict[$2 key] : "caught"}
        v == "survived" && ($3, $5) in reason &&
            (quick || reason[$3, $5] !~ /sanitizer/) {v = "equivalent"}
        {print $3, $4, v, $5, graded ? others[$2 key] : "", graded}
    ' "$here/equivalent.txt" "$results/$1.tsv" "$quick/$1.tsv" \
        "$work/$1/list"
}

# table CHAPTER: chapter, exercise, mutants, caught, told, equivalent, survived,
# how many cost points in another exercise, how many were graded.
table() {
    verdicts "$1" | awk -F '\t' -v OFS='\t' -v chapter="$1" '
        !($1 in all) {order[++count] = $1}
        {all[$1]++; n[$1, $3]++; elsewhere[$1] += $5 != ""
            graded[$1] += $6}
        END {
            for (i = 1; i <= count; i++) {
                e = order[i]
                print chapter, e, all[e], n[e, "caught"] + 0, \
                    n[e, "told"] + 0, n[e, "equivalent"] + 0, \
                    n[e, "survived"] + n[e, "broken"] + 0, \
                    elsewhere[e] + 0, graded[e] + 0
            }
        }'
}

survivors() {
    verdicts "$1" | awk -F '\t' '
        $3 == "survived" || $3 == "broken" {
            at = index($4, " => ")
            printf "%s (%s, %s)\n", $1, $2, $3
            if (!at) { print "    " $4; next }
            print "  - " substr($4, 1, at - 1)
            print "  + " substr($4, at + 4)
        }
        $5 != "" {
            printf "%s (%s) cost points in %s too:\n    %s\n", $1, $2, $5, $4
        }'
}

# The rows of the chapters that were run replace those in results.tsv.
keep() {
    touch "$here/results.tsv"
    awk -F '\t' 'FILENAME == ARGV[1] {new[$1] = 1; next}
        FNR > 1 && !($1 in new)' "$results/table.tsv" "$here/results.tsv" |
        cat - "$results/table.tsv" | sort -s -t $'\t' -k 1,1 >"$results/all.tsv"
    echo "$head" | cat - "$results/all.tsv" >"$here/results.tsv"
}

if [[ ${1:-} == --one ]]; then
    one "$2" "$3"
    exit
fi
chapters=("$@")
if [[ $# -eq 0 ]]; then
    for list in build/judge/[0-9]*/tests.list; do
        chapters+=("$(basename "$(dirname "$list")")")
    done
fi
for chapter in "${chapters[@]}"; do
    prepare "$chapter"
    undone "$chapter" | xargs -r -P "${JOBS:-2}" -n 1 "$0" --one "$chapter"
    survivors "$chapter"
done
head=$'chapter\texercise\tmutants\tcaught\ttold\tequivalent\tsurvived\telsewhere\tgraded'
for chapter in "${chapters[@]}"; do table "$chapter"; done >"$results/table.tsv"
echo "$head" | cat - "$results/table.tsv" | column -t
[[ -n ${QUICK:-}${EX:-} || (-n ${SAMPLE:-} && -z ${KEEP:-}) ]] || keep
awk -F '\t' '{left += $7} END {exit left > 0}' "$results/table.tsv"
