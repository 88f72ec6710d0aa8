#!/bin/bash
# places.sh - the grader works for root and for an ordinary user, with and
# without namespaces, and below a home that others cannot enter; where
# nothing keeps a student's code in, it refuses.
set -uo pipefail
. grader/tests/lib/ok.sh

work=$scratch/work
mkdir "$work" && cp -r solutions/[0-9]* "$work/"
chmod -R a+rX "$work"
grade "$work" "$scratch/own" || not_ok "the solutions are graded" "$(cat "$scratch/own.log")"
due=$(field "$scratch/own/result.json" score)

scores() { # SENTENCE OUT STATUS
    if [[ $3 -eq 0 && $(field "$2/result.json" score) == "$due" ]]; then
        ok "$1"
    else
        not_ok "$1" "exit $3: $(cat "$2.log") $(grep '"message"' "$2/result.json" | sort -u | head -n 3)"
    fi
}

grade "$work" "$scratch/landlock" JUDGE_ISOLATION=landlock
scores "full marks without namespaces" "$scratch/landlock" $?
expect "the record says what kept the code in" \
    grep -q '"landlock-' "$scratch/landlock/result.json"
same "and does not claim namespaces" "$(grep -c '"namespaces"' "$scratch/landlock/result.json")" 0
grade "$work" "$scratch/none" JUDGE_ISOLATION=none
same "without any protection the grader refuses" \
    "$? $(grep -c '^grade: this machine offers neither' "$scratch/none.log")" "3 1"
same "and writes no record" "$(ls "$scratch/none" 2>/dev/null)" ""

if [[ $(id -u) -eq 0 ]]; then
    user=65533
    home=$scratch/home
    mkdir -m 700 "$home"
    mkdir "$home/project"
    cp -a --parents Makefile chapters skeletons datasets grader/courses solutions \
        grader/check/build.sh build/grader build/judge build/wanted build/{double,asan,float}/{judge,below,solutions} "$home/project/"
    mkdir -m 755 "$scratch/user"
    chown -R $user:$user "$home" "$scratch/user"
    env -i PATH="$PATH" HOME="$home" SUBMISSION="$work" OUT="$scratch/user/out" TRAIN=0 SEED=7 \
        setpriv --reuid $user --regid $user --clear-groups \
        bash -c 'cd "$HOME/project" && build/grader/grade' >"$scratch/user/out.log" 2>&1
    scores "an ordinary user's copy below a home of mode 0700 grades" "$scratch/user/out" $?
    env -i PATH="$PATH" HOME="$home" SUBMISSION="$work" OUT="$scratch/user/fallback" TRAIN=0 SEED=7 JUDGE_ISOLATION=landlock \
        setpriv --reuid $user --regid $user --clear-groups \
        bash -c 'cd "$HOME/project" && build/grader/grade' >"$scratch/user/fallback.log" 2>&1
    scores "and so it does without namespaces" "$scratch/user/fallback" $?
    same "the verdicts are those of root, apart from times" \
        "$(diff <(without_times "$scratch/own/result.json") <(without_times "$scratch/user/out/result.json"))" ""
else
    ok "an ordinary user runs this already"
fi
