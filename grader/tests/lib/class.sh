# class.sh - makes a class of submissions and says what each should get.
#
# make_class DIR N [COURSE]: DIR/submissions holds N of them, folders and
# archives under awkward names that end in a tag, s0001 and so on. DIR/roster.csv
# says when they came. DIR/expected.tsv has a line each: tag, verdict (graded
# or unreadable), score without training, seconds late, kind, which of it.
# Scores come from the course's points alone; nothing is graded here.
#
# class_differences DIR OUT: where a graded class is not as expected.
# shellcheck shell=bash
. grader/tests/lib/mistakes.sh

# The kinds in turn; any dozen in a row is a fair mix.
class_kinds=(solution mutant malformed alternative hostile late mutant
    duplicate partial skeleton mutant spoilt mutant hostile mutant
    alternative malformed mutant hostile copied)

# shellcheck disable=SC2016 # nothing here is to be expanded
# What people, and worse, write where a name belongs.
class_names=('Ada Lovelace' "Rory O'Brien" 'Zoë "Zo" Groß-Müller'
    $'two\nlines' 'Last, First' '=HYPERLINK("file:x","marks")' '-rf'
    $'\u202eright to left' 'x; $(touch pwned) `touch pwned`'
    '%s%n' '<b>&amp;"' $'tab\there' '@SUM(1)' '+1' '日本 太郎' $'\xff\xfe'
    '*?[a]' 'back\slash' 'two  spaces ' '{"a":1}' '#{x} | y' 'ä'
    'a long name that goes on and on, as that of some groups does')
class_archives=(folder tar.gz folder zip folder tar.xz tar folder tar.bz2)

# course_points COURSE: chapter, id and points of each exercise that is
# judged from code.
course_points() {
    awk -F '\t' -v OFS='\t' '
        FILENAME == ARGV[1] {
            line = $0
            sub(/[ \t]*;.*/, "", line)
            if (line ~ /^exercises *= *all *$/) all = 1
            if (split(line, part, / *= */) == 2) points[part[1]] = part[2]
            next
        }
        $NF != "code" {next}
        {split(FILENAME, path, "/")}
        $1 in points {print path[2], $1, points[$1]; next}
        all {print path[2], $1, $4}
    ' "grader/courses/$1" chapters/[0-9]*/exercises.tsv
}

# score_without [EXERCISE|CHAPTER...]: full marks but those of the arguments.
score_without() {
    awk -F '\t' -v lost=" $* " '
        index(lost, " " $1 " ") || index(lost, " " $2 " ") {next}
        {sum += $3}
        END {print sum + 0}' "$class/points"
}

# pick LIST I: its I-th line, round and round.
pick() {
    local lines
    mapfile -t lines <"$1"
    echo "${lines[$(($2 % ${#lines[@]}))]}"
}

# hand_in TAG NAME: $folder becomes a submission with all solutions in it,
# and with the right answers where each student has numbers of their own.
hand_in() {
    local answers=$folder/04-linear/answers.md
    mkdir -p "$folder"
    cp -r solutions/[0-9]* "$folder"
    printf 'id: %s\nname: %s\n' "$1" "${2//$'\n'/ }" >"$folder/student.txt"
    "$class/personal" "$1" | awk '
        FILENAME == ARGV[1] {own[$1, $2] = $3; next}
        /^## / {exercise = $2}
        $2 == "=" && (exercise, $1) in own {$3 = own[exercise, $1]}
        {print}' - solutions/04-linear/answers.md >"$answers"
}

# class_tools: $class/personal and build/mutants/mutate.
class_tools() {
    local chapter flags=(-std=gnu17 -Idatasets)
    for chapter in chapters/[0-9]*/; do flags+=("-I$chapter"); done
    gcc "${flags[@]}" -o "$class/personal" grader/tests/class/personal.c \
        build/double/below/04-linear.a -lm &&
        make -s build/mutants/mutate >/dev/null
}

# chapter_source CHAPTER: the file that bears its word.
chapter_source() {
    echo "${1#*-}.c"
}

# machine_code FILE: what it compiles to; fails when it does not.
machine_code() {
    local chapter flags=(-Idatasets)
    for chapter in chapters/[0-9]*/; do flags+=("-I$chapter"); done
    gcc -std=gnu17 -O2 -w -Werror=int-conversion \
        -Werror=incompatible-pointer-types \
        -Werror=implicit-function-declaration "${flags[@]}" \
        -x c -c "$1" -o "$class/object" 2>/dev/null &&
        strip "$class/object" && sha256sum <"$class/object"
}

# helpers FILE: number and text of each line of its static functions.
helpers() {
    awk '/^static .*\(/ {inside = 1}
        inside {print FNR "\t" $0}
        /^}/ {inside = 0}' "$1"
}

# wrong CHAPTER: numbers and exercises of the changes that are known to be
# wrong: those of the last full run of the mutants, and the named mistakes.
# None of what may only lose memory, which costs no marks, and none in a
# helper, which other exercises may call, too.
wrong() {
    local chapter=$1 named=grader/tests/mistakes/$1.txt name
    helpers "solutions/$chapter/$(chapter_source "$chapter")" \
        >"$class/helpers"
    if cut -f 1 grader/measure/mutants/results.tsv | grep -qx "$chapter"; then
        build/mutants/mutate "solutions/$chapter/$(chapter_source "$chapter")" |
            awk -F '\t' -v OFS='\t' '
                FILENAME == ARGV[1] {helper[$1] = 1; next}
                FILENAME == ARGV[2] {same[$1, $2] = 1; next}
                $3 in helper || $4 ~ /^(early end|call removed|dropped statement)$/ {next}
                !(($2, $5) in same) {print $1, $2}
            ' "$class/helpers" grader/measure/mutants/equivalent.txt -
    fi
    [[ -e $named ]] || return 0
    mkdir -p "$class/named/$chapter"
    split_mistakes "$named" "$class/named/$chapter"
    for name in "$class/named/$chapter"/*.in; do
        cut -f 2- "$class/helpers" |
            grep -qF -e "$(head -n 1 "${name%.in}.from")" && continue
        printf '%s\t%s\n' "named-$(basename "$name" .in)" "$(cat "$name")"
    done
}

# What is there to choose from, in an order that looks like chance and is
# the same each time. Of the wrong ones: chapter, number, exercise.
class_lists() {
    local chapter list
    course_points "$1" >"$class/points" || return
    awk -F '\t' '$3 > 0 {print $1}' "$class/points" | sort -u \
        >"$class/chapters"
    while read -r chapter; do
        wrong "$chapter" | awk -F '\t' -v OFS='\t' -v chapter="$chapter" '
            FILENAME == ARGV[1] {points[$2] = $3; next}
            points[$2] > 0 {print chapter, $1, $2}' "$class/points" -
        ls "grader/measure/alternatives/$chapter"/*.c >>"$class/alternatives" \
            2>/dev/null
    done <"$class/chapters" >"$class/mutants"
    grep -LE '^ \* (chapter|replaces|loses|refused|train):' \
        grader/tests/hostile/*.c >"$class/hostile"
    for list in mutants alternatives hostile; do
        shuf --random-source=<(yes) "$class/$list" -o "$class/$list"
    done
}

# The kinds. Each fills $folder and sets verdict and score; the argument
# counts the submissions of the kind.

fill_solution() { :; }

# One and a half hours after the deadline, where the course has one.
fill_late() {
    late=5400
}

# The answers of another student, whose numbers were others.
fill_copied() {
    cp solutions/04-linear/answers.md "$folder/04-linear/"
    score=$(score_without by_hand bug_hunt)
}

fill_skeleton() {
    cp -r skeletons/[0-9]* "$folder"
    score=0
}

fill_partial() {
    local chapter
    chapter=$(pick "$class/chapters" "$1")
    rm -r "${folder:?}/$chapter"
    score=$(score_without "$chapter")
}

# mutant CHAPTER NUMBER SOURCE: the solution with that change.
mutant() {
    local n=$class/named/$1/${2#named-}
    if [[ $2 == named-* ]]; then
        touch "$n.to"
        spoil "$3" "$n.from" "$n.to"
    else
        build/mutants/mutate "$3" "$2"
    fi
}

# One mistake, in one exercise, that the compiler lets pass.
fill_mutant() {
    local chapter number exercise source code
    while IFS=$'\t' read -r chapter number exercise; do
        source=$chapter/$(chapter_source "$chapter")
        mutant "$chapter" "$number" "solutions/$source" >"$folder/$source"
        code=$(machine_code "$folder/$source") &&
            [[ $code != $(machine_code "solutions/$source") ]] && break
        cp "solutions/$source" "$folder/$source"
    done < <(tail -n +$(($1 * 7 + 1)) "$class/mutants")
    score=$(score_without "$exercise")
    note=$exercise-$number
}

# A mistake that no compiler lets pass.
fill_spoilt() {
    local chapter
    chapter=$(pick "$class/chapters" "$1")
    echo '}' >>"$folder/$chapter/$(chapter_source "$chapter")"
    score=$(score_without "$chapter")
}

fill_alternative() {
    local file chapter
    file=$(pick "$class/alternatives" "$1")
    chapter=$(basename "$(dirname "$file")")
    cp "$file" "$folder/$chapter/$(chapter_source "$chapter")"
}

# Hostile code in place of a chapter of which it gets nothing: the others keep
# their marks.
fill_hostile() {
    local file chapter=02-activations
    file=$(pick "$class/hostile" "$1")
    cp "$file" "$folder/$chapter/$(chapter_source "$chapter")"
    score=$(score_without "$chapter")
    note=$(basename "$file" .c)
}

# What cannot be read at all, or only in part.
fill_malformed() {
    local chapter file
    chapter=$(pick "$class/chapters" "$1")
    file=$folder/$chapter/$(chapter_source "$chapter")
    local kinds=(empty link junk pipe cut large noise zero bomb twice
        plain elsewhere many nothing)
    note=${kinds[$(($1 % ${#kinds[@]}))]}
    case $note in
    empty) archive=folder && rm -rf "${folder:?}"/* ;;
    junk) rm -rf "${folder:?}"/* && echo 'see my mail' >"$folder/notes.txt" ;;
    link) ln -sf /etc/passwd "$file" ;;
    pipe) rm "$file" && mkfifo "$file" ;;
    large) head -c 300000 /dev/zero | tr '\0' ' ' >>"$file" ;;
    zero) printf '\0' >>"$file" ;;
    cut) archive=tar.gz after=(truncate -s 2000) ;;
    noise) archive=zip after=(cp "$class/noise") ;;
    nothing) archive=tar.bz2 after=(truncate -s 0) ;;
    bomb) archive=tar.gz && truncate -s 80M "$folder/big" ;;
    plain) archive=tar after=(cp "$folder/student.txt") ;;
    twice) (cd "$folder" && mkdir a b && mv [0-9]* a && cp -r "a/$chapter" b) ;;
    elsewhere) mv "$folder/$chapter" "$folder/src" ;;
    many) (cd "$folder" && seq 6000 | xargs touch) ;;
    esac
    case $note in
    link | pipe | large | zero | elsewhere) score=$(score_without "$chapter") ;;
    *) verdict=unreadable score=- ;;
    esac
}

# seal NAME: $folder becomes an entry of the class, as $archive asks.
seal() {
    local entry=$class/submissions/$1
    case $archive in
    folder) cp -r --no-dereference "$folder" "$entry" ;;
    zip) (cd "$folder" && zip -qr "$class/made" . -i '*') &&
        mv "$class/made.zip" "$entry.zip" ;;
    *) tar caf "$class/made.$archive" -C "$folder" . &&
        mv "$class/made.$archive" "$entry.$archive" ;;
    esac
    entry+=$([[ $archive == folder ]] || echo ".$archive")
    [[ ${#after[@]} -eq 0 ]] || spoil_archive "$entry"
}

# The last step of a malformed one: COMMAND... ARCHIVE.
spoil_archive() {
    "${after[@]}" "$1"
}

# another KIND: counts the submissions of a kind, from 0, in $count.
another() {
    count=${class_counts[$1]:-0}
    class_counts[$1]=$((count + 1))
}

# The same as the first of its dozen, under another name.
fill_duplicate() {
    rm -rf "$folder" && cp -r "$class/original" "$folder"
}

# course_deadline COURSE: in seconds; of a course without one, any time.
course_deadline() {
    local deadline zone
    deadline=$(sed -n 's/^deadline *= *//p' "grader/courses/$1")
    zone=$(sed -n 's/^zone *= *//p' "grader/courses/$1")
    TZ=$zone date -d "${deadline:-2024-11-05 09:00}" +%s
}

# quoted TEXT: a field of a CSV file.
quoted() {
    printf '"%s"' "${1//\"/\"\"}"
}

# A row of the roster, and one of what is expected.
class_rows() {
    local due=$((late > 0 ? late : 0))
    grep -q '^deadline' "grader/courses/$course" || due=0
    [[ $verdict == graded ]] || due=-
    printf '%s,%s\n' "$(quoted "$name $tag")" \
        "$(date -u -d "@$((deadline + late))" +%FT%TZ)" >>"$class/roster.csv"
    printf '%s\t%s\t%s\t%s\t%s\t%s\n' "$tag" "$verdict" "$score" "$due" \
        "$kind" "$note" >>"$class/expected.tsv"
}

make_class() {
    local class=$1 course=${3:-workbook} n kind tag name count archive after
    local verdict score note late folder=$1/folder full deadline
    declare -A class_counts=()
    mkdir -p "$class/submissions"
    head -c 100000 /dev/urandom >"$class/noise"
    class_tools || return
    class_lists "$course" || return
    full=$(score_without)
    deadline=$(course_deadline "$course")
    echo student,received >"$class/roster.csv"
    for ((n = 1; n <= $2; n++)); do
        tag=$(printf 's%04d' "$n")
        name=${class_names[$((n % ${#class_names[@]}))]}
        kind=${class_kinds[$(((n - 1) % ${#class_kinds[@]}))]}
        archive=${class_archives[$((n % ${#class_archives[@]}))]}
        after=() verdict=graded score=$full note='' late=-60
        hand_in "$tag" "$name"
        another "$kind"
        "fill_$kind" "$count"
        [[ $kind != solution ]] || { rm -rf "$class/original" &&
            cp -r "$folder" "$class/original"; }
        seal "$name $tag"
        class_rows
        rm -rf "$folder"
    done
}

# class_verdicts OUT: the first four columns of expected.tsv, from the records.
class_verdicts() {
    local tag name record
    awk -F '"' '
        /^   "name":/ {name = $4}
        /^   "path":/ && match($4, /%20s[0-9][0-9][0-9][0-9]/) {
            print substr($4, RSTART + 3, 5), name
        }' "$1/class.json" | sort | while read -r tag name; do
        record=$1/$name/result.json
        if [[ -e $record ]]; then
            printf '%s\tgraded\t%s\t%s\n' "$tag" \
                "$(field "$record" score)" "$(field "$record" late_s)"
        elif [[ -s $1/$name/problem.txt ]]; then
            printf '%s\tunreadable\t-\t-\n' "$tag"
        fi
    done
}

class_differences() {
    diff <(cut -f 1-4 "$1/expected.tsv") <(class_verdicts "$2")
}
