#!/bin/bash
# run.sh SETTING [CASE...] - hands hostile submissions to the grader, each in
# a place of its own (alone.c). None may gain a point, hide what it did, or
# leave anything behind; each is graded to its end.
#
# Threats that are no submission's have their tests elsewhere: what a report
# may read and run (E62, E63) in book.sh; names, tables and pages of a class
# (E56, E59, E61, E64) in class.sh, exports.sh and page.sh; hidden values
# (E67) in disputes.sh.
#
# SETTING: own        whoever runs this, with namespaces
#          user       an ordinary user (needs root)
#          landlock   without namespaces
#          bare       without namespaces, as an ordinary user (needs root)
#
# A case is a file NAME.c beside this script, or a function NAME in
# submissions/ that makes a submission. What stands at its head says what
# it is and what is due (in submissions/ after "#:", above the function):
#   threat ID: TEXT     which row of the list of threats, or "own"
#   expect: REGEX       what a message, a cause or a flag has to say
#   chapter: NAME       whose file it is [02-activations]
#   replaces: F...      functions of the solution that the file brings its own
#                       of; the solution's are there as honest_F. Without:
#                       the file is all there is
#   loses: ID...        exercises that get no points [all]
#   tells: ID...        exercises whose messages are looked at [the same]
#   train: 1            with training
#   refused: REGEX      the grader ends with status 2 and says this
#   seconds: N          it has so many at most [400; 600 with training]
# Prints a line each, "ok - ..." or "not ok - ..."; build/hostile/SETTING.tsv
# (SETTING-sanitized.tsv) keeps them as a table: case, threat, points gained,
# things left behind, messages as expected (1 or 0).
#
# run.sh --sample N prints the names of cases of every kind, or of every N-th
# of these; run.sh --table prints what the last runs of all cases came to.
#
#   JOBS=n       so many at a time [2]
#   SANITIZED=1  the grader's own programs with AddressSanitizer and UBSan: no
#                finding
set -uo pipefail
cd "$(dirname "$0")/../../.." || exit 1
here=grader/tests/hostile kept=grader/tests/hostile-results.tsv
unset SUBMISSION OUT COURSE SEED MARKS TRAIN NAME JUDGE_ISOLATION

# heading CASE: the lines at its head, "key: value"; a long one may go on in
# the next.
heading() {
    if [[ -e $here/$1.c ]]; then
        sed -n '1,/\*\//{s|^/\* ||; s|^ \* ||; s| *\*/$||; p}' "$here/$1.c" |
            awk '/^(threat [^:]+|[a-z]+): / {if (NR > 1) print line; line = $0; next}
                {line = line " " $0}
                END {print line}'
    else
        awk -v name="$1() {" '
            /^#: / {text = text substr($0, 4) "\n"; next}
            $0 == name {printf "%s", text}
            {text = ""}' "$here"/submissions/*.sh
    fi
}

# sample OF: of each row of the list of threats its first case, without
# training; of these every OF-th.
sample() {
    local name row
    for name in $(cases); do
        row=$(heading "$name" | sed -n 's/^threat \([^:]*\):.*/\1/p')
        heading "$name" | grep -q '^train:' || printf '%s\t%s\n' "$row" "$name"
    done | awk -F '\t' -v of="$1" '
        ($1 != "own" && !($1 in seen)) || ($1 == "own" && n++ % 8 == 0) {
            seen[$1]; if (k++ % of == 0) print $2}'
}

# table: what the last runs of the cases came to; where fewer ran here than for
# what is committed, that.
table() {
    local setting kind file old=$kept
    local -A words=([own]='root, namespaces' [user]='a user, namespaces'
        [landlock]='root, Landlock' [bare]='a user, Landlock')
    [[ -e $old ]] || old=/dev/null
    printf 'setting\tattacks\tpoints gained\tleft behind\tmessages as expected\n'
    for kind in '' '-sanitized'; do
        for setting in own user landlock bare; do
            file=build/hostile/$setting$kind.tsv
            awk -F '\t' -v OFS='\t' -v words="${words[$setting]}${kind:+, sanitized grader}" '
                FILENAME != ARGV[1] {if ($1 == words) {old = $0; had = $2}; next}
                {points += $3; left += $4; said += $5; n++}
                END {if (n && n >= had) print words, n, points, left, said
                    else if (old) print old}' \
                "$([[ -e $file ]] && echo "$file" || echo /dev/null)" "$old"
        done
    done
}

cases() {
    (cd "$here" && ls -- *.c &&
        sed -n 's/^\([a-z_0-9]*\)() {$/\1/p' submissions/*.sh) |
        sed '/^alone\.c$/d; s/\.c$//' | sort
}

# said RECORD ID...: messages and causes of these exercises, and all flags.
said() {
    local record=$1
    shift
    awk -v ids=" $* " '
        /^  "flags": \[$/ {flags = 1}
        flags {print}
        /^  \]/ {flags = 0}
        /^      "id":/ {id = $2; gsub(/[",]/, "", id); ours = index(ids, " " id " ")}
        ours && /^          "(message|cause|detail)":/ {print}' "$record"
}

# gained RECORD ID...: their points; without an id, the score.
gained() {
    local record=$1
    shift
    awk -v ids=" $* " -v all=$(($# == 0)) '
        all && /^  "score":/ {sum = $2 + 0}
        /^      "id":/ {id = $2; gsub(/[",]/, "", id)}
        !all && /^      "score":/ && index(ids, " " id " ") {sum += $2}
        END {print sum + 0}' "$record"
}

# source_of CASE CHAPTER REPLACED...: the student's file.
source_of() {
    local case=$here/$1.c solution=solutions/$2/${2#*-}.c pattern
    shift 2
    if [[ $# -gt 0 ]]; then
        pattern=$(tr ' ' '|' <<<"$*")
        sed -E "s/^([A-Za-z].*[ *])($pattern)\\(/\\1honest_\\2(/" "$solution"
    fi
    cat "$case"
}

prepare() { # prepare CASE CHAPTER REPLACED... < : fills $work/in
    local name=$1 chapter=$2
    mkdir -p "$work/in"
    if [[ ! -e $here/$name.c ]]; then
        # shellcheck source=/dev/null
        (for file in "$here"/submissions/*.sh; do . "$file"; done &&
            "$name" "$work/in")
        return
    fi
    mkdir -p "$work/in/$chapter"
    printf 'id: %s\nname: %s\n' "$name" "$name" >"$work/in/student.txt"
    source_of "$@" >"$work/in/$chapter/${chapter#*-}.c"
}

# Which trusted programs have a sanitized build: the grader, and what talks to
# a worker.
sanitized() {
    local program
    [[ -n ${SANITIZED:-} && $(id -u) == 0 ]] || return
    for program in build/asan/judge/[0-9]*/tests; do
        echo "-b"
        echo "$program=build/judge/${program#build/asan/judge/}"
    done
}

grade() { # grade SUBMISSION TRAIN SECONDS
    local run=(build/hostile/alone) program=build/grader/grade bind
    mapfile -t bind < <(sanitized)
    [[ -n ${SANITIZED:-} ]] && program=build/asan/grade
    case $setting in
    user | bare) run+=(-u 65533) ;;
    esac
    case $setting in
    landlock | bare) export JUDGE_ISOLATION=landlock ;;
    esac
    SUBMISSION=$1 OUT=$work/out SEED=7 TRAIN=$2 JOBS=1 \
        "${run[@]}" "${bind[@]}" "$work/left" timeout -s KILL "$3" "$program" \
        >"$work/log" 2>&1
}

# verdict: what is wrong, or nothing.
verdict() {
    local never='STOLEN|root:x:|FOUND|PRIVILEGED'
    if [[ -z ${expect:-}$refused ]]; then
        echo "the case does not say what is due"
    elif [[ $points != 0 ]]; then
        echo "it gained $points points"
    elif [[ $left -gt 0 ]]; then
        echo "left behind: $(head -n 3 "$work/left" | tr '\n' ' ')"
    elif grep -qE 'Sanitizer|runtime error' "$work/log"; then
        echo "the sanitizer says: $(grep -m1 -E 'Sanitizer|runtime error' "$work/log")"
    elif [[ -n $refused ]]; then
        [[ $code -eq 2 ]] || echo "the grader exited $code: $(head -c 300 "$work/log")"
        grep -qE -- "$refused" "$work/log" || echo "it said $(head -c 300 "$work/log")"
    elif [[ $code -ne 0 ]]; then
        echo "the grader exited $code: $(head -c 300 "$work/log")"
    elif ! said "$work/out/result.json" "${told[@]}" | grep -E -- "$expect" >/dev/null; then
        echo "no verdict says '$expect'"
    elif grep -qE "$never" "$work/out/result.json" "$work/out/feedback.md"; then
        echo "what it read reached the record"
    elif grep -q '"broken"' "$work/out/result.json"; then
        echo "the grader called it its own fault"
    fi
}

one() {
    local name=$1 threat expect chapter replaces loses tells train refused seconds
    local work points left code why told
    eval "$(heading "$name" | awk -v q="'" '
        {at = index($0, ": "); key = substr($0, 1, at - 1); value = substr($0, at + 2)}
        key ~ /^threat/ {value = substr($0, 8); key = "threat"}
        key ~ /^[a-z]+$/ {gsub(q, q "\\" q q, value); print key "=" q value q}')"
    work=$(mktemp -d build/hostile/work.XXXXXX)
    chmod 755 "$work"
    # shellcheck disable=SC2086
    prepare "$name" "${chapter:=02-activations}" ${replaces:-}
    read -ra told <<<"${tells:-${loses:-$(cut -f 1 "chapters/$chapter/exercises.tsv" | tr '\n' ' ')}}"
    mkdir "$work/out"
    case $setting in
    user | bare) chown 65533:65533 "$work/out" ;;
    esac
    local submission=$work/in
    [[ -e $work/in/.is ]] && submission=$work/in/$(<"$work/in/.is")
    : "${train:=0}"
    grade "$submission" "$train" "${seconds:-$((train ? 600 : 400))}"
    code=$?
    points=0
    # shellcheck disable=SC2086
    [[ -e $work/out/result.json ]] && points=$(gained "$work/out/result.json" ${loses:-})
    left=$(wc -l <"$work/left")
    refused=${refused:-}
    why=$(verdict | head -n 1)
    printf '%s\t%s\t%s\t%s\t%s\n' "$name" "${threat%%:*}" "$points" "$left" \
        "$([[ -z $why ]] && echo 1 || echo 0)" >>"$new"
    if [[ -z $why ]]; then
        echo "ok - threat $threat ($setting)"
    else
        echo "not ok - threat $threat ($name, $setting): $why"
    fi
    [[ -n ${KEEP:-} ]] || { chmod -R u+rwX "$work"; rm -rf "$work"; }
}

# keep: the lines of this run replace older ones of the same cases; another
# run may be doing the same.
keep() {
    local all=build/hostile/$runs.tsv
    exec 9>"$all.lock"
    flock 9
    touch "$all"
    awk -F '\t' 'FILENAME == ARGV[1] {new[$1] = $0; next}
        $1 in new {next} {print} END {for (n in new) print new[n]}' \
        "$new" "$all" | sort >"$all.all"
    mv "$all.all" "$all"
    rm "$new"
}

setting=${1:-}
runs=$setting${SANITIZED:+-sanitized}
case $setting in
own | landlock) ;;
user | bare)
    [[ $(id -u) == 0 ]] || { echo "ok - an ordinary user runs this already"; exit 0; }
    ;;
--sample)
    sample "$2"
    exit
    ;;
--table)
    table
    exit
    ;;
*)
    echo "run.sh: no setting '$setting'" >&2
    exit 2
    ;;
esac
shift
mkdir -p build/hostile
if [[ ${1:-} == --one ]]; then
    one "$2"
    exit
fi
new=$(mktemp build/hostile/new.XXXXXX)
export new
if [[ $# -gt 0 ]]; then printf '%s\n' "$@"; else cases; fi |
    xargs -P "${JOBS:-2}" -I {} "$0" "$setting" --one {} | tee "build/hostile/$runs.log"
keep
! grep -q '^not ok' "build/hostile/$runs.log"
