#!/bin/bash
# hostile.sh - hands hostile submissions to the grader. None may gain a
# point, hide what it did, or leave a process or a file behind; each is
# graded to its end, and the next one is graded as if nothing had been.
#
#   hostile.sh [SETTING] [EVERY]
#
# Without arguments: every case in the own setting, samples in the others.
# SETTING is `own` (whoever runs this), `user` (an ordinary user, needs root)
# or `landlock` (no namespaces); EVERY n takes each n-th case only.
# A case is a file hostile/NAME.c, which becomes the chapter's only code: its
# head says which threat it is and what the verdict has to mention.
set -uo pipefail

if [[ $# -eq 0 ]]; then
    failed=0
    "$0" own 1 || failed=1
    "$0" landlock 8 || failed=1
    "$0" user 8 || failed=1
    exit $failed
fi
setting=$1 every=${2:-1}
here=grader/tests/hostile
target=02-activations/activations.c
scratch=$(mktemp -d)
chmod 755 "$scratch"
trap 'rm -rf "$scratch"' EXIT

# grade SUBMISSION OUT: the grader, as the setting asks; its own time limit
# shows a grader that does not end by itself.
grade() {
    local run=(timeout -s KILL 400 build/grader/grade)
    case $setting in
    user) run=(setpriv --reuid 65533 --regid 65533 --clear-groups "${run[@]}") ;;
    landlock) run=(env JUDGE_ISOLATION=landlock "${run[@]}") ;;
    esac
    SUBMISSION=$1 OUT=$2 COURSE=workbook SEED=7 TRAIN=0 MARKS='' \
        "${run[@]}" >"$2.log" 2>&1
}

field() { # field FILE NAME: a number of the record
    sed -n "s/^ *\"$2\": \([0-9.]*\),*$/\1/p" "$1" | head -n 1
}

# judge_case FILE: prints the verdict line.
judge_case() {
    local name threat expect case out code score
    name=$(basename "$1" .c)
    threat=$(sed -n '1s|^/\* threat ||p' "$1")
    expect=$(sed -n 's|^ \* expect: \(.*\) \*/$|\1|p' "$1")
    case=$scratch/$name out=$scratch/out-$name
    mkdir -p "$case/$(dirname $target)" "$out"
    cp "$1" "$case/$target"
    printf 'id: %s\nname: %s\n' "$name" "$name" >"$case/student.txt"
    [[ $setting == user ]] && chown -R 65533:65533 "$out" &&
        touch "$out.log" && chown 65533 "$out.log"
    grade "$case" "$out"
    code=$?
    score=$(field "$out/result.json" score)
    if [[ $code -ne 0 ]]; then
        echo "not ok - $threat: the grader exited $code: $(head -c 300 "$out.log")"
    elif [[ $score != 0 && $score != 0.0 ]]; then
        echo "not ok - $threat: it scored '$score'"
    elif ! grep -qE -- "$expect" "$out/result.json"; then
        echo "not ok - $threat: no verdict says '$expect' ($name)"
    elif grep -qE 'STOLEN|root:x:|FOUND|PRIVILEGED' "$out/result.json" "$out/feedback.md"; then
        echo "not ok - $threat: what it read reached the record ($name)"
    elif grep -q '"broken"' "$out/result.json"; then
        echo "not ok - $threat: the grader called it its own fault ($name)"
    else
        echo "ok - threat $threat ($setting)"
    fi
    rm -rf "$case" "$out" "$out.log"
}

# What may be left behind: processes, files, segments of shared memory.
left_behind() {
    ps -eo uid=,stat=,comm= | awk '$1 >= 61000 && $1 < 62000 && $2 !~ /Z/'
    find /tmp /var/tmp /dev/shm -maxdepth 1 \
        \( -name was-here -o -name full -o -name result.json \) 2>/dev/null
    ipcs -m 2>/dev/null | awk '/0x00004e4e/'
}

case $setting in
own | landlock) ;;
user)
    [[ $(id -u) == 0 ]] || { echo "ok - an ordinary user runs this already"; exit 0; }
    ;;
*)
    echo "hostile.sh: no setting $setting" >&2
    exit 2
    ;;
esac

export -f grade field judge_case
export setting here target scratch
find "$here" -name '*.c' | sort | awk -v n="$every" 'NR % n == 0 || n == 1' |
    xargs -P 2 -I {} bash -c 'judge_case "$1"' _ {} >"$scratch/verdicts"
cat "$scratch/verdicts"
failed=$(grep -vc '^ok' "$scratch/verdicts")

sleep 0.5
if [[ -n $(left_behind) ]]; then
    echo "not ok - something was left behind: $(left_behind | head -n 3 | tr '\n' ' ')"
    failed=$((failed + 1))
else
    echo "ok - no process, file or segment is left behind ($setting)"
fi

mkdir -p "$scratch/honest/$(dirname $target)" "$scratch/honest-out"
cp "solutions/$target" "$scratch/honest/$target"
[[ $setting == user ]] && chown 65533 "$scratch/honest-out"
grade "$scratch/honest" "$scratch/honest-out"
score=$(field "$scratch/honest-out/result.json" score)
if [[ ${score%.*} -gt 0 ]]; then
    echo "ok - an honest submission after them keeps its marks ($setting)"
else
    echo "not ok - an honest submission after them scored '$score'"
    failed=$((failed + 1))
fi
exit $((failed > 0))
