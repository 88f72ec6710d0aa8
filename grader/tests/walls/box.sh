#!/bin/bash
# box.sh - what a command in a box can do, and what it cannot, in every
# setting this machine offers. Prints ok and not ok lines.
# shellcheck disable=SC2001,SC2016,SC2034,SC2054
set -uo pipefail

scratch=$(mktemp -d)
chmod 755 "$scratch"
trap 'rm -rf "$scratch"' EXIT
failed=0

ok() { echo "ok - $1"; }
not_ok() {
    echo "not ok - $1"
    [[ -n ${2:-} ]] && head -n 20 <<<"$2" | cut -c 1-300 | sed 's/^/#   /'
    failed=1
}
check() { # check SENTENCE TEXT REGEX
    if grep -qE -- "$3" <<<"$2"; then ok "$1"; else not_ok "$1" "$2"; fi
}
refute() { # refute SENTENCE TEXT REGEX
    if grep -qE -- "$3" <<<"$2"; then not_ok "$1" "$2"; else ok "$1"; fi
}

nobody=(setpriv --reuid 65533 --regid 65533 --clear-groups)

# box ARGUMENT...: its output, and "status N"
box() {
    local as=()
    case $setting in
    user) as=("${nobody[@]}") ;;
    landlock) as=(env JUDGE_ISOLATION=landlock) ;;
    bare) as=(env JUDGE_ISOLATION=landlock "${nobody[@]}") ;;
    esac
    "${as[@]}" build/grader/box --to "$results" "$@" 2>&1
    echo "status $?"
}
shell() { # shell COMMANDS OPTION...
    local commands=$1
    shift
    box "$@" -- /usr/bin/sh -c "$commands"
}

secret=$scratch/secret.txt
echo "the answer is 4711" >"$secret"
chmod 644 "$secret"
echo 'int one(void) { return 1; }' >"$scratch/good.c"
echo '#include "/etc/passwd"' >"$scratch/passwd.c"
echo '#include <criterion/criterion.h>' >"$scratch/criterion.c"
printf '#include "%s"\n' "$secret" >"$scratch/secret.c"
echo '#include "/dev/zero"' >"$scratch/zero.c"
echo 'int main[-1u] = {1};' >"$scratch/giant.c"
gcc -o "$scratch/probe" grader/tests/box/probe.c || exit 1

compile() { # compile NAME OPTION...
    local name=$1
    shift
    box --in "$scratch/$name.c=src/$name.c" --out "$name.o" "$@" -- \
        /usr/bin/gcc -c "in/src/$name.c" -o "out/$name.o"
}

try_compiler() {
    check "$1 a good file compiles" "$(compile good)" '^status 0$'
    if [[ -s $results/good.o ]]; then
        ok "$1 the object is handed over"
    else
        not_ok "$1 the object is handed over"
    fi
    refute "$1 the password file cannot be included" "$(compile passwd)" \
        'root:|status 0'
    refute "$1 our own files cannot be included" "$(compile secret)" \
        '4711|status 0'
    refute "$1 Criterion's headers are not there" "$(compile criterion)" \
        'status 0'
    refute "$1 an endless file is not read for ever" \
        "$(compile zero --cpu 3 --wall 10)" 'status 0'
    refute "$1 a giant object is not written" \
        "$(compile giant --cpu 5 --wall 10)" 'status 0'
}

try_shell() {
    local text
    refute "$1 /etc, /home and our folder are out of reach" \
        "$(shell "cat /etc/passwd '$secret' '$PWD/Makefile'; ls /home '$PWD'")" \
        'root:|4711|HELP|Makefile$|grader$'
    refute "$1 in/ cannot be written" \
        "$(shell 'echo x >in/x && echo WROTE')" 'WROTE'
    refute "$1 nothing outside out and tmp can be written" \
        "$(shell 'for d in / /tmp /usr /usr/bin /box /var/tmp /dev/shm .; do
            echo x >$d/box-x && echo WROTE; done')" 'WROTE'
    check "$1 tmp can be written, and TMPDIR names it" \
        "$(shell 'echo x >$TMPDIR/x && echo WROTE')" 'WROTE'
    check "$1 HOME is there, wherever the command goes" \
        "$(shell 'cd in && echo x >$HOME/x && echo WROTE')" 'WROTE'
    check "$1 an exit status is handed on" "$(shell 'exit 7')" 'status 7'
    check "$1 an endless loop ends by its processor time" \
        "$(shell 'while :; do :; done' --cpu 1 --wall 20)" \
        'processor time|ended by a signal: Killed'
    check "$1 sleeping ends by the clock" \
        "$(shell 'sleep 1000' --wall 1)" 'did not finish within 1 s'
    check "$1 a file may not be too large" \
        "$(shell 'yes >out/x' --wall 20)" 'wrote a file of more than 32 MiB'
    text=$(shell 'yes "0123456789" | head -c 5000000')
    if [[ ${#text} -lt 66000 && ${#text} -gt 60000 ]]; then
        ok "$1 output is cut at 64 KiB"
    else
        not_ok "$1 output is cut at 64 KiB" "${#text}"
    fi
    refute "$1 control characters are replaced" \
        "$(shell "printf 'a\033[31mb\007\n'")" $'[\033\007]'
    check "$1 the rest of a line with control characters stays" \
        "$(shell "printf 'a\033[31mb\007\n'")" 'a\?\[31mb\?'
}

try_results() {
    rm -f "$results"/*
    shell "ln -s '$secret' out/a; mkfifo out/b; mkdir out/c; echo d >out/d;
        ln /etc/passwd out/e" --out a --out b --out c --out d --out e \
        >/dev/null
    check "$1 links, pipes and directories are no results" \
        "$(cd "$results" && echo *)" '^d$'
}

# What it is, what it sees, and how much it gets.
try_limits() {
    local text loader=(/usr/lib*/ld-linux-*.so.*) path
    text=$(box --tex --memory 1024 --in "$scratch/probe=probe" -- "${loader[0]}" \
        in/probe "$PWD/Makefile" "$secret" /etc/passwd /etc/hostname \
        /proc/sys/kernel/core_pattern /proc/self/status /sys/kernel/notes \
        /dev/zero ~root/.profile in/probe)
    check "$1 it is not root" "$text" '^user [1-9]'
    check "$1 it has no capability" "$text" '^capabilities 000000000$'
    for path in "$PWD/Makefile" "$secret" /etc/passwd /etc/hostname \
        /proc/sys/kernel/core_pattern /proc/self/status /sys/kernel/notes \
        /dev/zero ~root/.profile; do
        check "$1 ${path/$PWD/our} is out of its sight" "$text" "^unseen $path$"
    done
    check "$1 what it is given can only be read" "$text" '^READABLE in/probe'
    check "$1 it has 64 processes at most" "$text" \
        '^processes 64|had more than 64 processes'
    [[ $setting == bare ]] || check "$1 it has the memory it is allowed" "$text" '^memory 1 GiB'
}

# Nobody else can look into a box.
try_privacy() {
    local mark=$((RANDOM + 300000)) here
    shell 'sleep 2' --in "$secret=mark-$mark" >/dev/null &
    sleep 1
    here=$(stat -c %a "$(dirname "$(dirname "$(ls /tmp/box-*/in/mark-"$mark")")")")
    wait $!
    if [[ $here == 700 ]]; then
        ok "$1 its directory is closed to others"
    else
        not_ok "$1 its directory is closed to others" "$here"
    fi
}

# A process of ours that would show: its argument is unlike any other.
try_leaving() {
    local mark=$((RANDOM + 100000)) left
    shell "setsid sleep $mark & setsid sleep $mark & exit 0" >/dev/null
    left=$(pgrep -f "sleep $mark")
    if [[ -z $left ]]; then
        ok "$1 nothing survives the command"
    else
        not_ok "$1 nothing survives the command" "$(ps -fp "$left")"
    fi
}

try_killing() {
    local mark=$((RANDOM + 200000)) left
    local as=(env)
    [[ $setting == landlock ]] && as=(env JUDGE_ISOLATION=landlock)
    "${as[@]}" build/grader/box --in "$secret=mark-$mark" -- \
        /usr/bin/sh -c "sleep $mark & sleep $mark" &
    sleep 0.5
    kill -KILL $!
    wait $! 2>/dev/null
    sleep 1
    left=$(pgrep -f "sleep $mark"; ls -d /tmp/box-*/in/mark-"$mark" 2>/dev/null)
    if [[ -z $left ]]; then
        ok "$1 a box that is killed leaves nothing behind"
    else
        not_ok "$1 a box that is killed leaves nothing behind" "$left"
    fi
}

try_tex() {
    [[ -x /usr/bin/lualatex ]] || return 0
    # shellcheck disable=SC1003 # a TeX file is full of backslashes
    printf '%s\n' '\documentclass{article}\begin{document}A' \
        '\directlua{os.execute("echo RAN")}$x^2$\end{document}' \
        >"$scratch/page.tex"
    check "$1 LuaLaTeX makes a page" \
        "$(box --tex --wall 120 --cpu 100 --in "$scratch/page.tex=page.tex" \
            --out page.pdf -- /usr/bin/lualatex -no-shell-escape \
            -interaction=batchmode -output-directory=out in/page.tex)" \
        'status 0'
    if [[ -s $results/page.pdf ]]; then
        ok "$1 the page is handed over"
    else
        not_ok "$1 the page is handed over"
    fi
}

settings=(own landlock)
[[ $(id -u) == 0 ]] && settings+=(user bare)
for setting in ${1:-"${settings[@]}"}; do
    results=$scratch/results-$setting
    mkdir -p "$results"
    chmod 777 "$results"
    try_compiler "in setting $setting,"
    try_shell "in setting $setting,"
    try_results "in setting $setting,"
    try_limits "in setting $setting,"
    try_privacy "in setting $setting,"
    try_leaving "in setting $setting,"
    [[ $setting == user || $setting == bare ]] || try_killing "in setting $setting,"
    try_tex "in setting $setting,"
done
refused=$(JUDGE_ISOLATION=none build/grader/box -- /usr/bin/true 2>&1
    echo "status $?")
check "without namespaces and without Landlock a box refuses" "$refused" \
    'status 3'
exit "$failed"
