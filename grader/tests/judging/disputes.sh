#!/bin/bash
# disputes.sh - one seed gives one record, a record can be replayed, and what
# a student reads holds no value of the instructor's details.
#
#   REPEATS=n     gradings of one submission with one seed [3]
#   ROUNDS=n      rounds of named mistakes: in each, every exercise that has
#                 that many holds its n-th one [1; all: ROUNDS=99]
set -uo pipefail
. grader/tests/lib/ok.sh
. grader/tests/lib/mistakes.sh

# spoilt N: a submission with the N-th named mistake of each exercise; false
# when no exercise has that many.
spoilt() {
    local file chapter source name any=1
    rm -rf "$scratch/spoilt"
    mkdir "$scratch/spoilt"
    cp solutions/student.txt "$scratch/spoilt"
    for file in grader/tests/mistakes/*.txt; do
        chapter=$(basename "$file" .txt)
        mkdir -p "$scratch/mistakes" "$scratch/spoilt/$chapter"
        rm -f "$scratch"/mistakes/*
        split_mistakes "$file" "$scratch/mistakes" || exit 1
        cp solutions/"$chapter"/* "$scratch/spoilt/$chapter"
        source=${chapter#*-}.c
        for name in $(nth_of_each "$1" "$scratch/mistakes"); do
            touch "$scratch/mistakes/$name.to"
            spoil "$scratch/spoilt/$chapter/$source" \
                "$scratch/mistakes/$name".{from,to} >"$scratch/spoilt.c" &&
                mv "$scratch/spoilt.c" "$scratch/spoilt/$chapter/$source" &&
                any=0
        done
    done
    return $any
}

# nth_of_each N DIR: the N-th mistake of each exercise.
nth_of_each() {
    local name
    find "$2" -name '*.in' -printf '%f\n' | sort -n | while read -r name; do
        echo "$(cat "$2/$name") ${name%.in}"
    done | awk -v n="$1" '++seen[$1] == n {print $2}'
}

# A value as it stands in a detail: a number with a point, of three digits or
# more. Others are sizes, indices, and powers of ten.
numbers() {
    grep -oE -- '[0-9]+\.[0-9]+(e[-+]?[0-9]+)?' |
        awk '{digits = $0; sub(/e.*/, "", digits); gsub(/\./, "", digits)
            sub(/^0+/, "", digits)}
            length(digits) >= 3' | sort -u
}

# revealed OUT: numbers of the record's details that the feedback holds.
revealed() {
    comm -12 <(grep '^          "detail":' "$1/result.json" | numbers) \
        <(numbers <"$1/feedback.md")
}

# One seed
mkdir "$scratch/repeat"
cp -r solutions/student.txt solutions/02* solutions/06* "$scratch/repeat"
sed -i 's/mean += AT(dp/mean -= AT(dp/' "$scratch/repeat/06-mnist/mnist.c"
grade "$scratch/repeat" "$scratch/first"
for ((i = 2; i <= ${REPEATS:-3}; i++)); do
    grade "$scratch/repeat" "$scratch/again"
    cmp -s "$scratch"/{first,again}/feedback.md &&
        cmp -s <(without_times "$scratch/first/result.json") \
            <(without_times "$scratch/again/result.json") || echo "grading $i"
done >"$scratch/other"
same "${REPEATS:-3} gradings with one seed give one record, apart from times" \
    "$(head -n 1 "$scratch/other")" ""

# A record is replayed.
replay() {
    env RECORD="$scratch/first/result.json" SUBMISSION="$scratch/repeat" "$@" \
        build/grader/replay 2>&1
}
said=$(replay)
same "a replay comes to the same verdicts" \
    "$? $(grep -c '^the same verdicts: [0-9]* checks' <<<"$said") $(wc -l <<<"$said")" "0 1 2"
said=$(replay CHECK=softmax_backward/agrees_with_the_jacobian_on_fresh_batches)
same "it shows what came and what was due, then and now" \
    "$(grep -cE '^    detail .*came .*due' <<<"$said")" 2
same "and both times the same" \
    "$(grep -E '^    detail' <<<"$said" | sort -u | wc -l)" 1
said=$(replay CHECK=softmax_backward/nothing)
same "a check that the record does not have is said" \
    "$? $(grep -c 'has no check nothing' <<<"$said")" "2 1"
sed -i 's/mean -= AT(dp/mean += AT(dp/' "$scratch/repeat/06-mnist/mnist.c"
said=$(replay CHECK=softmax_backward)
same "another submission is said, and that it fares otherwise" \
    "$? $(grep -c '^work: .* other files' <<<"$said") $(grep -c 'recorded failed, now passed' <<<"$said" | sed 's/[1-9][0-9]*/some/')" \
    "1 1 some"
said=$(replay KERNEL=base CHECK=softmax)
same "another kernel is said" "$(grep -c '^kernel: .*"base"' <<<"$said")" 1
said=$(RECORD=README.md SUBMISSION=solutions build/grader/replay 2>&1)
same "what is no record is refused" \
    "$? $(grep -c 'README.md is no record' <<<"$said")" "2 1"

# What a student reads
same "numbers are found in details" \
    "$(printf 'came 0.1234, due 1.50e-07; row 2, 3.5\n' | numbers | tr '\n' ' ')" \
    "0.1234 1.50e-07 "
values=0 told=0
for ((round = 1; round <= ${ROUNDS:-1}; round++)); do
    spoilt "$round" || break
    grade "$scratch/spoilt" "$scratch/told"
    ((values += $(grep '"detail":' "$scratch/told/result.json" | numbers | wc -l)))
    ((told += $(revealed "$scratch/told" | wc -l)))
    expect "round $round: details hold values" \
        test "$(grep '"detail":' "$scratch/told/result.json" | numbers | wc -l)" -gt 20
    same "round $round: none of them is in the feedback" \
        "$(revealed "$scratch/told" | tr '\n' ' ')" ""
done
grep '"detail":' "$scratch/told/result.json" | numbers | tail -n 1 \
    >>"$scratch/told/feedback.md"
same "one that were there would be found" \
    "$(revealed "$scratch/told" | wc -l)" 1

if [[ -n ${RECORDED:-} ]]; then
    printf '%s\t%s\t%s\n' 'what is compared' times different \
        'records of one submission, graded with one seed' \
        "${REPEATS:-3}" "$(wc -l <"$scratch/other")" \
        'values in the details of named mistakes, looked for in the feedback' \
        "$values" "$told" >grader/tests/disputes.tsv
fi
