#!/bin/bash
# skeletons.sh - every skeleton is what is cut from its solution, compiles,
# and fails every exercise until somebody does it.
set -uo pipefail
. grader/tests/lib/ok.sh

for solution in solutions/[0-9]*/*.c solutions/[0-9]*/*.md; do
    skeleton=skeletons/${solution#solutions/}
    expect "$skeleton is the cut solution" \
        cmp <(awk -f grader/skeleton.awk "$solution") "$skeleton"
done
same "there is no skeleton without a solution" \
    "$(diff <(cd skeletons && find . -type f | sort) \
        <(cd solutions && find . -path './[0-9]*' -type f | sort))" ""

flags=(-std=gnu17 -O2 -Wall -Wextra -Werror -Wno-unused-parameter -Idatasets)
for dir in chapters/[0-9]*/; do flags+=("-I$dir"); done
compilers=(gcc)
command -v clang >/dev/null && compilers+=(clang)
for cc in "${compilers[@]}"; do
    for file in skeletons/*/*.c; do
        expect "$file compiles without a warning ($cc)" \
            "$cc" "${flags[@]}" -c "$file" -o "$scratch/x.o"
        expect "$file compiles without a warning ($cc, float)" \
            "$cc" "${flags[@]}" -DREAL=float -c "$file" -o "$scratch/x.o"
    done
done

# Directly: no exercise has all its checks passed.
for chapter in $(graded_chapters); do
    WORK=skeletons CH=$chapter EX='' grader/check/check.sh >"$scratch/log" 2>&1
    passing=$(awk -F '\t' '{all[$1]} $3 != "passed" {bad[$1]}
        END {for (id in all) if (!(id in bad)) print id}' \
        "build/practice/$chapter.record")
    same "an untouched $chapter fails every visible exercise" "$passing" ""
    same "all visible checks of $chapter ran" \
        "$(wc -l <"build/practice/$chapter.record")" \
        "$(wc -l <"build/judge/$chapter/tests.list")"
done

# Graded, with training.
if grade skeletons "$scratch/out" TRAIN=1; then
    record=$scratch/out/result.json
    same "untouched skeletons score nothing" "$(field "$record" score)" 0
    same "no exercise of an untouched skeleton passes" \
        "$(sed -n 's/^      "status": "\(.*\)",*$/\1/p' "$record" | sort -u)" failed
    same "no answer of an untouched skeleton waits" "$(field "$record" pending)" 0
else
    not_ok "untouched skeletons are graded" "$(cat "$scratch/out.log")"
fi
