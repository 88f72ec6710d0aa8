#!/bin/bash
# run.sh [CHAPTER...] - grades wrong versions of the solutions, and says which
# ones kept the points of the exercise that was changed.
#
# Systematic ones come from mutate, named ones from grader/tests/mistakes, both
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
# What has a line already is not done again, unless that says
# "broken"; a fingerprint changes with the mutant and with the checks of its
# exercise (grader/keys.sh). What other exercises lost is as it was when the
# mutant was graded.
#
# The figures of a run that is not in haste go into results.tsv, as soon as an
# exercise is done. The last column says what a row is about: the mutants and
# the checks, as a number. While that is the same, the row stands and nothing of
# it is graded again, on a machine without kept lines either.
#
#   JOBS=n     so many at a time [2]
#   QUICK=1    without the sandbox, only the checks of the changed exercise
#   EVERY=n    in the sandbox only every n-th and what QUICK=1, which has to run
#              first, did not catch; the others have the verdict of that
#   SAMPLE=n   every n-th only, and none of the named ones; KEEP=1 keeps the
#              figures in results.tsv all the same
#   EX=id      one exercise only
#   ALL=1      rows of results.tsv that stand are graded all the same
#   --stale    only says which rows of results.tsv are not up to date
set -uo pipefail
cd "$(dirname "$0")/../../.." || exit 1
here=grader/measure/mutants
results=build/mutants${SAMPLE:+/sample}
work=$results/made
quick=$results/quick
if [[ -n ${QUICK:-} ]]; then results=$quick; else results+=/graded; fi
mkdir -p "$results" "$quick"
. grader/tests/lib/mistakes.sh
. grader/tests/lib/source.sh

# shellcheck source=/dev/null
. build/flags.sh # own_flags
includes=(-Idatasets)
for dir in chapters/[0-9]*/; do includes+=("-I$dir"); done

# code FILE: a number for the machine code that FILE compiles to; nothing
# when it does not compile.
code() {
    gcc -std=gnu17 -O2 -S -o - -Werror=int-conversion \
        -Werror=incompatible-pointer-types -Werror=implicit-function-declaration \
        "${includes[@]}" -x c - <"$1" 2>/dev/null | sha256sum | cut -c1-16
}

# home SOURCE FILE: the exercise in whose answer FILE differs first.
home() {
    local line
    line=$(diff <(sed 's/^[ \t]*//' "$1") "$2" | sed -n '1s/[^0-9].*//p')
    awk -v line="$line" '
        match($0, /\[answer [A-Za-z_0-9]+/) {id = substr($0, RSTART + 8, RLENGTH - 8)}
        /\[end\]/ {id = ""}
        FNR == line {print id; exit}' "$1"
}

# named CHAPTER EXERCISE: what is changed in its named mistakes.
named() {
    [[ -n ${SAMPLE:-} || ! -e grader/tests/mistakes/$1.txt ]] || awk -v id="$2" '
        BEGIN {RS = ""}
        ("\n" $0 "\n") ~ "\nin " id "\n" {
            gsub(/\n(cause|says|silent)[^\n]*/, "")
            print $0 "\n"
        }' "grader/tests/mistakes/$1.txt"
}

# mutants_key CHAPTER EXERCISE: what its mutants are made from.
mutants_key() {
    {
        cat "$(source_of "$1" "$2")" "$here"/*.[ch]
        named "$1" "$2"
    } | sha256sum | cut -c1-12
}

# take DIR NUMBER EXERCISE KIND CHANGE [HOME]: puts a mutant on the list,
# unless it is none.
take() {
    local found
    if ! found=$(code "$1/$2.c") || grep -q "^$found$" "$1/seen"; then
        rm -f "$1/$2.c"
        return
    fi
    echo "$found" >>"$1/seen"
    printf '%s\t%s\t%s\t%s\t%s\t%s\n' "$2" "$found" "$3" "$4" "$5" "${6:-}" \
        >>"$1/list.part"
}

# prepare CHAPTER EXERCISE: $work/CHAPTER/EXERCISE/ gets a file for each mutant,
# and list: number, fingerprint, exercise, kind, change, and for a named one the
# exercise whose code is changed, which may be another one than that whose
# checks tell: in the sandbox either may lose the points.
prepare() {
    local source dir=$work/$1/$2 made number kind change
    source=$(source_of "$1" "$2") made=$(mutants_key "$1" "$2")
    [[ ! -e $dir/list || $(cat "$dir/made") != "$made" ]] || return
    rm -rf "$dir" && mkdir -p "$dir/named"
    code "$source" >"$dir/seen"
    prepare_named "$1" "$2"
    build/mutants/mutate "$source" >"$dir/changes"
    while IFS=$'\t' read -r number _ _ kind change; do
        build/mutants/mutate "$source" "$number" >"$dir/$number.c"
        take "$dir" "$number" "$2" "$kind" "$change"
    done < <(awk -F '\t' -v id="$2" -v every="${SAMPLE:-1}" \
        '$2 == id && $1 % every == 0' "$dir/changes")
    echo "$made" >"$dir/made"
    touch "$dir/list.part"
    mv "$dir/list.part" "$dir/list" # a list that is there is whole
}

prepare_named() {
    local dir=$work/$1/$2 name n number source
    source=$(source_of "$1" "$2")
    named "$1" "$2" >"$dir/named.txt"
    split_mistakes "$dir/named.txt" "$dir/named" || exit 1
    for name in "$dir"/named/*.name; do
        [[ -e $name ]] || continue
        n=${name%.name} number=named-$(basename "$name" .name)
        touch "$n.to"
        spoil "$source" "$n.from" "$n.to" >"$dir/$number.c" &&
            take "$dir" "$number" "$2" named "$(cat "$name")" \
                "$(home "$source" "$dir/$number.c")"
    done
}

# with_checks CHAPTER EXERCISE: the list, with all that decides a verdict in the
# fingerprints.
with_checks() {
    awk -F '\t' -v OFS='\t' 'FILENAME == ARGV[1] {key[$1] = $2; next}
        {$2 = $2 key[$3] ($6 != $3 ? key[$6] : ""); print}' \
        "$keys/$1" "$work/$1/$2/list" >"$keys/$1-$2"
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
    cp "$2" "$submission/$1/$(basename "$(source_of "$1" "$3")")"
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
    local dir flags others
    dir=$(mktemp -d)
    flags="$own_flags -O1 -w"
    mapfile -t others < <(beside "$1" "$(source_of "$1" "$3")")
    grader/check/build.sh "$dir/code.o" "build/wanted/$1" \
        "build/double/below/$1.a" "$flags" "$2" "${others[@]}" &&
        grader/check/link.sh "$dir/program" "$1" "$dir/code.o" "$flags" ||
        return
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

# one CHAPTER EXERCISE NUMBER: grades one mutant and writes its line.
one() {
    local found kind change home status others causes
    IFS=$'\t' read -r _ found _ kind change home < <(
        grep "^$3"$'\t' "$keys/$1-$2")
    IFS= read -r status < <("grade${QUICK:+_quickly}" "$1" \
        "$work/$1/$2/$3.c" "$2")
    causes=${status##*$'\t'} status=${status%$'\t'*}
    others=${status#*$'\t'} status=${status%%$'\t'*}
    [[ $status != passed || -z $home || " $others " != *" $home "* ]] || status=failed
    case $status in
    passed) status=survived ;;
    failed | skipped) status=caught ;;
    told) ;;
    *) status=broken ;;
    esac
    printf '%s\t%s\t%s\t%s\t%s\t%s\t%s\n' "$found" "$2" "$kind" "$status" \
        "$change" "$others" "$causes" >>"$results/$1.tsv"
}

# undone CHAPTER EXERCISE: the numbers of the mutants without a verdict.
undone() {
    awk -F '\t' -v every="${EVERY:-1}" '
        FILENAME == ARGV[1] {done[$1] = $4 != "broken"; next}
        FILENAME == ARGV[2] {caught[$1] = $4 == "caught"; next}
        every > 1 && caught[$2] && FNR % every {next}
        !done[$2] {print $1}
    ' "$results/$1.tsv" "$quick/$1.tsv" "$keys/$1-$2"
}

# verdicts CHAPTER EXERCISE: exercise, kind, verdict, change, other exercises that
# lost points, whether it was graded, of every mutant that has a verdict; those
# that equivalent.txt explains are "equivalent". Of a leak the sandbox has to tell.
verdicts() {
    awk -F '\t' -v OFS='\t' -v every="${EVERY:-1}" -v quick="${QUICK:-}" '
        FILENAME == ARGV[1] {reason[$1, $2] = $3; next}
        FILENAME == ARGV[2] {verdict[$1] = $4; others[$1] = $6; next}
        FILENAME == ARGV[3] {caught[$1] = $4 == "caught"; next}
        {graded = $2 in verdict}
        !graded && !(every > 1 && caught[$2]) {next}
        {v = graded ? verdict[$2] : "caught"}
        v == "survived" && ($3, $5) in reason &&
            (quick || reason[$3, $5] !~ /sanitizer/) {v = "equivalent"}
        {print $3, $4, v, $5, graded ? others[$2] : "", graded}
    ' "$here/equivalent.txt" "$results/$1.tsv" "$quick/$1.tsv" "$keys/$1-$2"
}

# homes CHAPTER EXERCISE: whose code its named mistakes change.
homes() {
    local dir name n source
    dir=$(mktemp -d) source=$(source_of "$1" "$2")
    named "$1" "$2" >"$dir/all.txt"
    split_mistakes "$dir/all.txt" "$dir"
    for name in "$dir"/*.name; do
        [[ -e $name ]] || continue
        n=${name%.name}
        touch "$n.to"
        spoil "$source" "$n.from" "$n.to" >"$n.c" && home "$source" "$n.c"
    done | sort -u
    rm -rf "$dir"
}

# row_key CHAPTER EXERCISE: all that decides its row.
row_key() {
    {
        mutants_key "$1" "$2"
        { echo "$2" && homes "$1" "$2"; } |
            awk -F '\t' 'FILENAME == "-" {wanted[$1]; next} $1 in wanted' - "$keys/$1"
        grep "^$2"$'\t' "$here/equivalent.txt"
    } | sha256sum | cut -c1-12
}

# row CHAPTER EXERCISE: chapter, exercise, mutants, caught, told, equivalent,
# survived, how many cost points in another exercise, how many were graded,
# what the row is about.
row() {
    verdicts "$1" "$2" | awk -F '\t' -v OFS='\t' \
        -v chapter="$1" -v exercise="$2" -v key="$3" '
        {n[$3]++; elsewhere += $5 != ""; graded += $6}
        END {
            if (NR)
                print chapter, exercise, NR, n["caught"] + 0, n["told"] + 0, \
                    n["equivalent"] + 0, n["survived"] + n["broken"] + 0, \
                    elsewhere + 0, graded + 0, key
        }'
}

survivors() {
    verdicts "$1" "$2" | awk -F '\t' '
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

# The rows of the table for this exercise.
kept_row() {
    awk -F '\t' -v chapter="$1" -v exercise="$2" \
        '$1 == chapter && $2 == exercise' "$here/results.tsv"
}

# stands CHAPTER EXERCISE KEY: its row holds for what there is, and nothing
# survived; with as many graded as there are mutants, unless EVERY is set.
stands() {
    [[ -z ${QUICK:-}${SAMPLE:-} ]] && kept_row "$1" "$2" |
        awk -F '\t' -v key="$3" -v every="${EVERY:-1}" \
            '$10 == key && $7 == 0 && (every > 1 || $9 == $3) {yes = 1}
            END {exit !yes}'
}

# keep ROW: in the place of the one that results.tsv has of the exercise, in
# the order of the exercises.
keep() {
    [[ -n $1 && -z ${QUICK:-} && (-z ${SAMPLE:-} || -n ${KEEP:-}) ]] || return
    (
        flock 9
        {
            echo "$1" | cat - "$here/results.tsv" | awk -F '\t' '
                $1 != "chapter" && !(($1, $2) in seen) {seen[$1, $2]; print}' |
                awk -F '\t' '
                    FILENAME != "-" {
                        if (!match($0, /\[answer [A-Za-z_0-9]+/)) next
                        id = substr($0, RSTART + 8, RLENGTH - 8)
                        if (!(id in place)) place[id] = ++n
                        next
                    }
                    {printf "%s\t%09d\t%s\n", $1, place[$2], $0}
                ' solutions/[0-9]*/*.c - |
                sort -t $'\t' -k 1,1 -k 2,2 | cut -f 3-
        } >"$keys/all"
        echo "$head" | cat - "$keys/all" >"$here/results.tsv"
    ) 9>"$results/lock"
}

# exercises CHAPTER: those with checks and an answer in C, in its order; or EX.
exercises() {
    grep -ho "\[answer [A-Za-z_0-9]*" "solutions/$1"/*.c | cut -d " " -f 2 |
        awk -F "\t" -v only="${EX:-}" '
            FILENAME != "-" {asked[$1]; next}
            $1 in asked && !seen[$1]++ && (only == "" || $1 == only)' \
            "build/judge/$1/tests.list" -
}

# stale CHAPTER: the exercises whose rows are about something else by now.
stale() {
    local exercise
    for exercise in $(exercises "$1"); do
        kept_row "$1" "$exercise" | cut -f 10 |
            grep -qx "$(row_key "$1" "$exercise")" || echo "$1 $exercise"
    done
}

# judge_mutants CHAPTER EXERCISE: its row, which is kept.
judge_mutants() {
    local key=- row
    [[ -n ${SAMPLE:-}${QUICK:-} ]] || key=$(row_key "$1" "$2")
    if [[ -z ${ALL:-} ]] && stands "$1" "$2" "$key"; then
        kept_row "$1" "$2" >>"$keys/rows"
        return
    fi
    prepare "$1" "$2"
    with_checks "$1" "$2"
    undone "$1" "$2" | xargs -r -P "${JOBS:-2}" -n 1 "$0" --one "$1" "$2"
    survivors "$1" "$2"
    row=$(row "$1" "$2" "$key")
    [[ -z $row ]] || echo "$row" >>"$keys/rows"
    keep "$row"
}

if [[ ${1:-} == --one ]]; then
    one "$2" "$3" "$4"
    exit
fi
keys=$(mktemp -d)
export keys
trap 'rm -rf "$keys"' EXIT
stale=
if [[ ${1:-} == --stale ]]; then
    stale=1
    shift
fi
chapters=("$@")
if [[ $# -eq 0 ]]; then
    for list in build/judge/[0-9]*/tests.list; do
        chapters+=("$(basename "$(dirname "$list")")")
    done
fi
head=$'chapter\texercise\tmutants\tcaught\ttold\tequivalent\tsurvived\telsewhere\tgraded\tabout'
touch "$keys/rows"
for chapter in "${chapters[@]}"; do
    grader/keys.sh "$chapter" >"$keys/$chapter"
    if [[ -n $stale ]]; then
        stale "$chapter"
        continue
    fi
    touch "$results/$chapter.tsv" "$quick/$chapter.tsv"
    for exercise in $(exercises "$chapter"); do
        judge_mutants "$chapter" "$exercise"
    done
done
[[ -z $stale ]] || exit 0
echo "$head" | cat - "$keys/rows" | cut -f 1-9 | column -t
awk -F '\t' '{left += $7} END {exit !(NR && !left)}' "$keys/rows"
