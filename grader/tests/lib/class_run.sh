# class_run.sh - grades what make_class() made, as $course, into $scratch.
# shellcheck shell=bash
. grader/tests/lib/class.sh

# class_run CLASS OUT [VARIABLE=VALUE...]: what grades it; into OUT.log
# goes what it says.
class_run() {
    local class=$1 out=$2
    shift 2
    env SUBMISSIONS="$class/submissions" ROSTER="$class/roster.csv" \
        OUT="$out" SEED=7 TRAIN=0 COURSE="$course" "$@" \
        build/grader/class >>"$out.log" 2>&1
}

# class_content OUT: all that a run leaves, apart from times.
class_content() {
    (cd "$1" && find . -type f | sort | while read -r file; do
        echo "$file $(sed '/"cpu_s":/d; s|<time>[^<]*</time>||g' "$file" |
            sha256sum)"
    done)
}

# class_killed TIMES SECONDS CLASS OUT: kills the driver with -9 that often,
# each time after a random part of so many seconds, and lets the last run end.
class_killed() {
    local n
    for ((n = 0; n < $1; n++)); do
        class_run "$3" "$4" JOBS=2 &
        sleep "$(awk -v most="$2" -v r=$RANDOM 'BEGIN {print .2 + most * r / 32768}')"
        class_kill $!
    done
    class_run "$3" "$4" JOBS=2
}

# class_kill SUBSHELL: the driver is its child.
class_kill() {
    pkill -9 -x class -P "$1"
    wait "$1" 2>/dev/null
}
