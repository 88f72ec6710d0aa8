#!/bin/bash
# contracts.sh [CHAPTER...] - every sentence of a contract header that promises
# something has a check that notices when it is broken.
#
# contracts/CHAPTER/NAME.txt is about NAME.h and holds blocks, with an empty line between two. A line that
# begins with two spaces goes on with the one above.
#
#     promise WORDS        what the header says, in its words (line breaks, the
#                          stars of comments, @param and @return aside): a
#                          sentence, or the part of one that the block is about
#     by EXERCISE CHECK    who pays, and the check that alone is enough
#     - TEXT               in the solution: first looked for in the exercise's
#                          answers; lines in a row follow each other there
#     + TEXT               what stands in its place and breaks that promise
#     also EXERCISE WHY    another exercise that may fail, too, although its
#                          code does not use what is changed
#
#     tells WORDS          explains, or speaks about the caller: nothing that
#                          code could break
#
#     given WORDS          is kept by somebody else
#     because WHY
#
# A promise is proved: the mutant fails its check when that is run alone, and no
# exercise fails whose code does not reach what was changed. Of each
# function that students write, each sentence, each part of one in front of a
# semicolon, and what is said of each parameter has to be in some block: a promise
# counts for the functions of its own exercise, when they say it, too.
#
#   EVERY=n    proves every n-th promise only [3; `make contracts`: 1]
#   ROW=NAME:n proves that of line n in NAME.txt only; NAME:* all of NAME.txt
#   JOBS=n     so many at a time [2]
set -uo pipefail
tables=grader/tests/contracts
if [[ ${1:-} != --one ]]; then
    jobs=${JOBS:-2}
    . grader/tests/lib/ok.sh
    export scratch
    export -f ok not_ok same
fi
. grader/tests/lib/mistakes.sh
. grader/tests/lib/source.sh

# shellcheck source=/dev/null
. build/flags.sh # own_flags

# split_blocks DIR FILE...: each block as DIR/N.{line,kind,words,by,check,also,from,to};
# what is no block is said, with its line.
split_blocks() {
    awk -v dir="$1" '
        function to(kind) { return dir "/" n "." kind }
        function bad(what) { print FILENAME ":" FNR ": " what; failed = 1 }
        function done() {
            if (kind == "promise" && !(by && from && mine))
                bad("the promise above lacks by, - or +")
            if (kind == "given" && !why) bad("the given above lacks because")
            if (kind) {
                print line > to("line"); print kind > to("kind")
                print words > to("words")
            }
            kind = words = ""
            by = from = mine = why = 0
        }
        FNR == 1 {done(); name = FILENAME; gsub(/.*\/|\.txt$/, "", name)}
        /^#/ {next}
        !NF {done(); next}
        /^  / && last == "words" {sub(/^ +/, ""); words = words " " $0; next}
        /^  / && last != "" {next}
        {last = ""}
        /^(promise|tells|given) / {
            done()
            n++; line = name ":" FNR; kind = $1; last = "words"
            sub(/^[a-z]+ +/, "")
            words = $0
            next
        }
        !kind {bad("what is this?"); next}
        /^by / && NF == 3 {print $2 > to("by"); print $3 > to("check"); by = 1; next}
        /^also / && NF > 2 {print $2 > to("also"); last = "also"; next}
        /^because / {why = 1; last = "because"; next}
        /^- / {print substr($0, 3) > to("from"); from = 1; next}
        /^\+/ {print substr($0, 3) > to("to"); mine = 1; next}
        {bad("what is this?")}
        END {done(); exit failed}
    ' "${@:2}"
}

# units HEADER...: "function<TAB>sentence" of each documented function, and all that
# stands in the headers, folded, under "*".
units() {
    awk '
        function fold(s) {
            gsub(/@(param|return|file|ingroup|c|p) /, " ", s)
            gsub(/[ \t]+/, " ", s); sub(/^ /, "", s); sub(/ $/, "", s)
            return s
        }
        function tell(name,   i, n, unit) {
            gsub(/@(param|return)/, "\001&", doc)
            gsub(/[.;:] /, "&\001", doc)
            n = split(doc, unit, "\001")
            for (i = 1; i <= n; i++)
                if (fold(unit[i]) != "") print name "\t" fold(unit[i])
        }
        {
            bare = $0
            sub(/^[ \t]*(\/\*\*?|\*\/|\*)/, " ", bare)
            sub(/\*\/.*/, " ", bare)
            all = all " " bare
        }
        /^\/\*\*/ {inside = 1; doc = ""}
        inside {doc = doc " " bare; if (/\*\//) inside = 0; next}
        doc != "" && /^[A-Za-z_].*\(/ && !/^(typedef|enum|struct|#)/ {
            head = $0
            sub(/[ \t]*\(.*/, "", head)
            sub(/.*[ \t*]/, "", head)
            tell(head)
        }
        NF {doc = ""}
        END {print "*\t" fold(all)}
    ' "$@"
}

# folded FILE: its words, as units() has them.
folded() {
    sed 's/@\(param\|return\) //g' "$1" | tr -s ' \t\n' ' ' | sed 's/^ //; s/ $//'
}

# prepare CHAPTER: what its rows need, in $scratch/CHAPTER.
prepare() {
    local dir=$scratch/$1 solution=("solutions/$1"/*.c) calls=("chapters/$1"/*.sig)
    local n said blocks=()
    mkdir -p "$dir"
    for n in "${calls[@]}"; do
        blocks+=("$tables/$1/$(basename "$n" .sig).txt")
        [[ ! -e ${blocks[-1]} ]] || continue
        not_ok "$1: every contract has its table" "there is no ${blocks[-1]}"
        return 1
    done
    if ! said=$(split_blocks "$dir" "${blocks[@]}"); then
        not_ok "$1: every line of the tables is understood" "$said"
    fi
    units "${calls[@]/%.sig/.h}" >"$dir/units"
    awk -f grader/functions.awk "${solution[@]}" >"$dir/functions"
    code_keys "$1" "${solution[@]}" >"$dir/keys"
    for n in "$dir"/*.kind; do
        n=${n%.kind}
        printf '%s\t%s\t%s\t%s\n' "$(basename "$n")" "$(cat "$n.kind")" \
            "$(cat "$n.by" 2>/dev/null)" "$(folded "$n.words")"
    done >"$dir/blocks"
}

# code_keys CHAPTER FILE...: a number for the code of each exercise, with all
# that it calls in these files.
code_keys() {
    local file
    for file in "${@:2}"; do
        echo "#file $(basename "$file")"
        gcc -fpreprocessed -dD -E -P -w -x c "$file"
    done | awk -v roots="$scratch/$1/functions" -f grader/keys.awk
}

# uncovered CHAPTER: the units that no block speaks of, and the blocks that no
# sentence of the header holds.
uncovered() {
    awk -F '\t' '
        FILENAME == ARGV[1] {if (!(($1, $3) in owns)) {owns[$1, $3]; yours[$3]}; next}
        FILENAME == ARGV[2] && $1 == "*" {whole = $2; next}
        FILENAME == ARGV[2] {
            if (!($1 in yours)) next
            n++
            name[n] = $1; unit[n] = $2
            from[n] = doc[$1] == "" ? 1 : length(doc[$1]) + 2
            doc[$1] = doc[$1] (doc[$1] == "" ? "" : " ") $2
            next
        }
        {
            if (!index(whole, $4)) print "stands in the header: " $4
            said = mine = 0
            for (f in doc) if (index(doc[f], $4)) {said = 1; mine += ($3, f) in owns}
            if ($2 == "promise" && said && !mine)
                print "is paid for by the exercise whose contract it is: " $4
            for (f in doc) {
                if ($2 == "promise" && mine && !(($3, f) in owns)) continue
                start = 0
                while (at = index(substr(doc[f], start + 1), $4)) {
                    start += at
                    for (i = 1; i <= n; i++)
                        if (name[i] == f && start < from[i] + length(unit[i]) &&
                            from[i] < start + length($4)) covered[i]
                }
            }
        }
        END {
            for (i = 1; i <= n; i++)
                if (!(i in covered)) print name[i] " has a row for: " unit[i]
        }' "$scratch/$1/functions" "$scratch/$1/units" "$scratch/$1/blocks"
}

# run_checks PROGRAM PATTERN ROUNDS RECORD CHAPTER
run_checks() {
    CHECK_RECORD=$4 CHECK_ROUNDS=$3 CHECK_ANSWERS=solutions/$5/answers.md \
        CHECK_STUDENT=$(grader/check/student.sh solutions) \
        timeout 60 "$1" --only "$2" >/dev/null 2>&1
}

# bystanders CHAPTER N OTHER...: the exercises whose code does not reach what is
# changed.
bystanders() {
    code_keys "$1" "$scratch/$1/$2.c" "${@:3}" | awk -F '\t' '
        FILENAME == ARGV[1] {before[$1] = $2; next}
        FILENAME == ARGV[2] {also[$1]; next}
        FILENAME == ARGV[3] {asked[$1]; next}
        $1 in asked && !($1 in also) && before[$1] == $2 {print $1}
    ' "$scratch/$1/keys" "$scratch/$1/$2.also" "build/judge/$1/tests.list" -
}

# proof CHAPTER N: what is wrong with a promise, or nothing.
proof() {
    local n=$scratch/$1/$2 exercise check source rest others
    local flags="$own_flags -O1 -w"
    exercise=$(cat "$n.by") check=$(cat "$n.check")
    source=$(source_of "$1" "$exercise")
    mapfile -t rest < <(beside "$1" "$source")
    touch "$n.also"
    grep -qx "$exercise"$'\t'"$check" "build/judge/$1/tests.list" ||
        { echo "there is no check $exercise $check" && return; }
    spoil "$source" "$n.from" "$n.to" "$exercise" >"$n.c" ||
        { echo "the solution does not hold the text" && return; }
    grader/check/build.sh "$n.o" "build/wanted/$1" "build/double/below/$1.a" \
        "$flags" "$n.c" "${rest[@]}" &&
        grader/check/link.sh "$n.program" "$1" "$n.o" "$flags" ||
        { echo "it does not compile: $(cat "$n.log")" && return; }
    run_checks "$n.program" "$exercise/$check" 3 "$n.record" "$1"
    awk -F '\t' '$3 == "passed" {passed++} $3 != "passed" {failed++}
        END {exit !(failed == 1 && !passed)}' "$n.record" || echo "the check passes"
    others=$(bystanders "$1" "$2" "${rest[@]}" | paste -sd '|')
    [[ -z $others ]] || run_checks "$n.program" "*($others)" 1 "$n.others" "$1"
    touch "$n.others"
    awk -F '\t' '$3 != "passed" && !seen[$1]++ {print $1 " fails, too"}' "$n.others"
    rm -f "$n.program" "$n.o" "$n.c"
}

if [[ ${1:-} == --one ]]; then
    n=$scratch/$2/$3
    same "$2, $(cat "$n.line"): $(cat "$n.by") keeps \"$(folded "$n.words")\"" \
        "$(proof "$2" "$3" | head -c 300)" ""
    exit
fi

chapters=("$@")
if [[ $# -eq 0 ]]; then
    mapfile -t chapters < <(graded_chapters)
fi
for chapter in "${chapters[@]}"; do
    prepare "$chapter" || continue
    uncovered "$chapter" >"$scratch/$chapter/uncovered"
    while IFS= read -r wrong; do
        not_ok "$chapter: ${wrong%%: *}" "${wrong#*: }"
    done <"$scratch/$chapter/uncovered"
    [[ -s $scratch/$chapter/uncovered || ! -s $scratch/$chapter/blocks ]] ||
        ok "$chapter: every sentence of the contract has a row"
done
for chapter in "${chapters[@]}"; do
    awk -F '\t' -v chapter="$chapter" -v every="${EVERY:-$([[ -n ${ROW:-} ]] && echo 1 || echo 3)}" \
        '$2 == "promise" && !(++n % every) {print chapter " " $1}' \
        "$scratch/$chapter/blocks" 2>/dev/null
done | while read -r chapter n; do
    line=$(cat "$scratch/$chapter/$n.line")
    # shellcheck disable=SC2053 # a pattern
    [[ $line != ${ROW:-*} ]] || echo "$chapter $n"
done | xargs -r -P "$jobs" -L 1 bash "$0" --one
