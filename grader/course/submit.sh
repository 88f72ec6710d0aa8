#!/bin/bash
# submit.sh - packs a student's work as the course asks for it, under the name
# it asks for, and refuses what the course would reject.
# Environment: WORK, COURSE; NAME, for who has not written it into student.txt;
# OUT is not used: the archive stands beside the work.
set -euo pipefail
shopt -s nullglob

course() {
    build/grader/course "$@"
}

wrong=()
object() {
    wrong+=("$*")
}

# field KEY: what student.txt says, each value on a line of its own, read as
# the grader reads it.
field() {
    build/grader/handed student "$WORK" | sed -n "s/^$1\t//p"
}

check_people() {
    local members most
    members=$(field id | wc -l) most=$(course group)
    [[ $members -gt 0 ]] || object "$WORK/student.txt says no id"
    [[ $most -eq 0 || $members -le $most ]] ||
        object "$WORK/student.txt names $members students; groups have at most $most"
    if [[ -n $(course names) && $(field name | wc -l) -lt $members ]]; then
        [[ $members -eq 1 && -n ${NAME:-} ]] ||
            object "$WORK/student.txt lacks a name; every member needs one"
    fi
    [[ -z $(course number) || -n $(field group) ]] ||
        object "$WORK/student.txt says no group; the course asks for its number"
}

check_report() {
    local pdfs=("$WORK"/*.pdf) pages most
    most=$(course pages)
    [[ ${#pdfs[@]} -le 1 ]] || {
        object "$WORK holds ${#pdfs[@]} PDFs; exactly one is handed in"
        return
    }
    if [[ ${#pdfs[@]} -eq 0 ]]; then
        [[ -z $(course report) ]] ||
            object "there is no report in $WORK; make report makes one"
        return
    fi
    pages=$(pdfinfo "${pdfs[0]}" 2>/dev/null | sed -n 's/^Pages: *//p')
    if [[ -z $pages ]]; then
        object "${pdfs[0]} is no PDF that can be read"
    elif [[ $most -gt 0 && $pages -gt $most ]]; then
        object "${pdfs[0]} has $pages pages; the course allows $most"
    fi
    report=${pdfs[0]}
}

# The files of the chapters that the course asks for: what the grader would
# take. It does without files of the student's own that it leaves.
collect() {
    local chapter state name why file
    while IFS= read -r chapter; do
        while IFS=$'\t' read -r state name why; do
            file=$chapter/$name
            if [[ $state == taken ]]; then
                files+=("$file")
            elif [[ -e skeletons/$file ]]; then
                object "$WORK/$file $why"
            else
                echo "$WORK/$file $why"
            fi
        done < <(build/grader/handed files "$WORK" "$chapter")
        pictures "$chapter"
    done < <(course table | cut -f9 | uniq)
}

pictures() {
    local file most=2097152
    for file in "$WORK/$1"/*.{png,jpg}; do
        [[ $(stat -Lc %s "$file") -le $most ]] ||
            object "$file has more than $((most / 1024)) kB"
        if [[ $(basename "$file") =~ ^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$ ]]; then
            files+=("$1/$(basename "$file")")
        else
            object "$file: a name takes letters, digits, and . _ -"
        fi
    done
}

check_declared() {
    local word known
    known=$(course declarations | cut -f1)
    [[ -n $known ]] || return 0
    while IFS= read -r word; do
        grep -qxF -- "$word" <<<"$known" ||
            object "present: '$word' is nothing to present; there is:" \
                "$(xargs <<<"$known")"
    done < <(field present)
}

# pack ARCHIVE: the files, in order, without the owner's name.
pack() {
    local archive=$1 list
    list=$(printf '%s\n' "${files[@]}" | LC_ALL=C sort -u)
    rm -f "$archive.part"
    case $archive in
    *.zip) (cd "$stage" && zip -qX "$here/$archive.part.zip" -@ <<<"$list") &&
        mv "$archive.part.zip" "$archive.part" ;;
    *) tar -C "$stage" --owner=0 --group=0 -cf - -T - <<<"$list" |
        case $archive in
        *.tar.gz) gzip -9 ;;
        *.tar.bz2) bzip2 -9 ;;
        *.tar.xz) xz -9 ;;
        *) cat ;;
        esac >"$archive.part" ;;
    esac
    mv "$archive.part" "$archive"
}

[[ -e $WORK/student.txt ]] || {
    echo "There is no $WORK/student.txt; make start makes it." >&2
    exit 2
}
title=$(course title)
files=(student.txt) report=''
check_people
check_report
collect
check_declared
if [[ ${#wrong[@]} -gt 0 ]]; then
    echo "Not packed. $title would not accept it:" >&2
    printf -- '- %s\n' "${wrong[@]}" >&2
    exit 2
fi

stage=$(mktemp -d) here=$PWD
trap 'rm -rf "$stage"' EXIT
(cd "$WORK" && cp --parents -L -- "${files[@]}" "$stage/")
if [[ -n $report ]]; then
    cp -L -- "$report" "$stage/report.pdf"
    files+=(report.pdf)
fi
who=("$(field id | head -n 1)" "$(field name | head -n 1)" "$(field group | head -n 1)")
if [[ -z ${who[1]} && -n ${NAME:-} ]]; then
    who[1]=$NAME
    { build/grader/handed student "$WORK" |
        sed '/^name\t/d; s/\t/: /'
        printf 'name: %s\n' "$NAME"; } >"$stage/student.txt"
fi
format=$(course formats) format=${format%% *} format=${format:-tar.gz}
stem=$(course archive "${who[@]}")
pack "$stem.$format"
echo "$stem.$format: ${#files[@]} files for $title"
[[ -z $(course mail) ]] || echo "Subject of the mail: $(course subject "${who[@]}")"
late=$(course late)
[[ -z $late ]] || echo "The deadline was $late ago."
