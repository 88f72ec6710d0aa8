#!/bin/bash
# run.sh - runs every test script of the project and counts. They stand in
# folders by what they test, which README.md explains. Each prints one
# line a test, "ok - sentence" or "not ok - sentence: why"; a script that
# stops with an error, or prints no line, counts as one failure. What a test
# says of its failure, in lines that begin with #, is shown: its beginning.
#
#   run.sh [NAME...]    all scripts, or those of these names only
#
# As many run side by side as there are processors, at most four (LANES=):
# the first lane in this tree, each other one in a copy of it, so that no
# test meets what another one builds.
set -uo pipefail
cd "$(dirname "$0")/../.." || exit 1

# Those that take longest begin first, so that no lane waits for them.
slow=(book grades courses slurm release solutions practice)

# place NAME: the script of that name.
place() {
    find grader/tests/{student,judging,walls,course,product} -name "$1.sh"
}

# script NAME: runs it in the lane's tree, says how it went, and notes how
# many tests passed and failed.
script() {
    local name=$1 output=$lanes/$1.said began=$SECONDS status good bad
    [[ $LANE -eq 0 ]] || cd "$lanes/$LANE" || exit 1
    bash "$(place "$name")" >"$output" 2>&1 </dev/null
    status=$?
    good=$(grep -c '^ok - ' "$output")
    bad=$(grep -c '^not ok - ' "$output")
    {
        awk '/^not ok - / { left = 9 } !/^(not ok - |#)/ { left = 0 }
            left-- > 0' "$output"
        if [[ $bad -eq 0 && ($status -ne 0 || $good -eq 0) ]]; then
            bad=1
            echo "not ok - $name.sh: exit status $status, $good tests ran"
            tail -n 3 "$output" | sed 's/^/    /'
        fi
        printf '%-12s %3d passed, %d failed (%d s)\n' "$name" "$good" "$bad" \
            $((SECONDS - began))
    } >"$output.short"
    cat "$output.short"
    echo "$good $bad" >"$lanes/$name.count"
}

if [[ ${1:-} == --script ]]; then
    script "$2"
    exit
fi

names=("$@")
if [[ $# -eq 0 ]]; then
    names=("${slow[@]}")
    for name in $(place "*" | sed "s|.*/||; s|\.sh$||" | sort); do
        [[ " ${slow[*]} " == *" $name "* ]] || names+=("$name")
    done
fi

most=${LANES:-$(nproc)}
((most <= 4)) || most=4
((most <= ${#names[@]})) || most=${#names[@]}
lanes=$(mktemp -d "${TMPDIR:-/tmp}/lanes.XXXXXX")
export lanes
trap 'rm -rf "$lanes"' EXIT
chmod 755 "$lanes" # some tests are an ordinary user's
for ((lane = 1; lane < most; lane++)); do
    cp -a . "$lanes/$lane" || exit 1
done

began=$SECONDS
printf '%s\n' "${names[@]}" | xargs -P "$most" -n 1 --process-slot-var=LANE \
    grader/tests/run.sh --script
cat "$lanes"/*.count | awk -v due=${#names[@]} -v seconds=$((SECONDS - began)) '
    {passed += $1; failed += $2}
    END {
        failed += due - NR
        print passed + 0 " passed, " failed " failed (" seconds " s)"
        exit !(failed == 0 && passed > 0)
    }'
