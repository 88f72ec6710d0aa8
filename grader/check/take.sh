#!/bin/sh
# take.sh OBJECT WORK CHAPTER BELOW FLAGS - build.sh for what grading would
# take of a student's work in a chapter, as grading reads it. The files lie in
# OBJECT's .in; what is said of them, in .log, names those in WORK. Exit
# status 1: there is no object.
set -u
object=$1 work=$2 chapter=$3 below=$4 flags=$5
taken=${object%.o}.in log=${object%.o}.log tab=$(printf '\t')

# say KIND: lines of ours on files that are left, the chapter's or others.
say() {
    while IFS=$tab read -r state name why; do
        kind=remark
        [ ! -e "skeletons/$chapter/$name" ] || kind=error
        [ "$state $kind" != "left $1" ] ||
            echo "$kind: $work/$chapter/$name $why"
    done <"$taken.list"
}

rm -f "$object"
build/grader/handed files "$work" "$chapter" "$taken" >"$taken.list" || exit 1
say error >"$log"
[ ! -s "$log" ] || exit 1
grader/check/build.sh "$object" "build/wanted/$chapter" "$below" \
    "$flags -ffile-prefix-map=$taken=$work/$chapter" "$taken"/*.c
status=$?
sed "s|$taken/|$work/$chapter/|g" "$log" >"$taken.log"
say remark >>"$taken.log"
mv "$taken.log" "$log"
exit $status
