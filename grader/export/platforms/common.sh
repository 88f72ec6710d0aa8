# common.sh - what the scripts for all platforms share.
# shellcheck shell=bash

project=$(cd "$(dirname "${BASH_SOURCE[0]}")/../../.." && pwd)

# What the course chose when the kit was made; what the environment says
# counts more.
if [[ -e $project/../settings ]]; then
    while IFS='=' read -r key value; do
        case $key in COURSE | TRAIN) [[ -n ${!key:-} ]] || export "$key=$value" ;; esac
    done <"$project/../settings"
fi

# handed_in DIR: what to grade: the archive, if it is all there is in DIR.
handed_in() {
    local files=("$1"/*)
    case ${#files[@]}:${files[0]} in
        1:*.zip | 1:*.tar | 1:*.tar.gz | 1:*.tar.bz2 | 1:*.tar.xz) echo "${files[0]}" ;;
        *) echo "$1" ;;
    esac
}

# grade_into OUT SUBMISSION [OPTION...]: leaves result.json in OUT, or
# problem.txt, a line for the student. Status 3: the grader is at fault, in
# whole or in part, and there is only the line: a score would cost marks.
grade_into() {
    local out=$1 submission=$2 status=0 line
    shift 2
    mkdir -p "$out"
    rm -f "$out/result.json" "$out/problem.txt"
    "$project/build/grader/grade" --submission "$submission" --out "$out" "$@" \
        >"$out/said" 2>&1 || status=$?
    cat "$out/said"
    [[ $status -eq 0 ]] && return 0
    rm -f "$out/result.json"
    line=$(sed -n 's/^grade: //p' "$out/said" | tail -n 1)
    line=${line/"$submission"/the submission}
    if [[ $status -eq 2 ]]; then
        echo "$line" >"$out/problem.txt"
        return 0
    fi
    echo "The grader failed, which costs you nothing; please tell your instructor: ${line:-it said nothing}" \
        >"$out/problem.txt"
    return 3
}

# hand_on FORMAT OUT FILE: writes what the platform reads.
hand_on() {
    env -u FORMAT -u OUT -u TO "$project/build/grader/export" "$1" "$2" "$3"
}
