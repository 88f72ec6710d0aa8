#!/bin/bash
# judge.sh - the judge with well-behaved, clumsy and hostile code, in every
# setting this machine offers: as we are, as an ordinary user (when we are
# root), and without namespaces. Prints ok and not ok lines.
#
#   judge.sh [SETTING]    own, landlock or user; all without one
#
# SANITIZE=1 tries a judge that is itself built with the sanitizers.
# shellcheck disable=SC2001,SC2016,SC2034,SC2054
set -uo pipefail

here=grader/tests/judge
chapter=90-kinds
scratch=$(mktemp -d)
chmod 755 "$scratch"
trap 'rm -rf "$scratch"' EXIT
failed=0

ok() { echo "ok - $1"; }
not_ok() {
    echo "not ok - $1"
    [[ -n ${2:-} ]] && sed 's/^/#   /' <<<"$2"
    failed=1
}
expect() { # expect SENTENCE TEXT REGEX
    if grep -qE -- "$3" <<<"$2"; then ok "$1"; else not_ok "$1" "$2"; fi
}

# The test chapter's two sides, made as judge.mk makes a chapter's.
includes=(-Igrader -Igrader/check -Ichapters/00-ground
    "-I$here/$chapter")
plain_flags=(-O2)
asan_flags=(-O1 -fno-omit-frame-pointer -fsanitize=address,undefined
    -fno-sanitize-recover=undefined)
cc=(gcc -std=gnu17 -g -fPIC -Wall -Wextra -Werror "${includes[@]}")
student=(gcc -std=gnu17 -g -fPIC -w "${includes[@]}")
side=double try=build/judge/try own_flags=(-O2)
if [[ -n ${SANITIZE:-} ]]; then
    side=asan try=$scratch/try own_flags=("${asan_flags[@]}")
fi
kit=("build/$side/grader/check/"{check,patterns,main,unnamed}.o)
proxies=("build/$side/grader/"{judge/proxy/{marshal,lane,link,asan,explain,verdict},box/{harmless,usage},judge/calls}.o)
judge=("build/$side/grader/"{judge/{try,zygote,run},box/{isolation,supervise,confine,sandbox,usage}}.o)

ground=build/$side/judge/given/00-ground.a
[[ $side == asan ]] && ground=build/asan/below/00-ground.a

make_judge() {
    [[ $side == double ]] && return 0
    make -s "${kit[@]}" "${proxies[@]}" "${judge[@]}" \
        "build/asan/below/00-ground.a" >/dev/null || return 1
    # what tests allocate is theirs to leak
    echo 'const char *__asan_default_options(void);
        const char *__asan_default_options(void)
        { return "detect_leaks=0"; }' >"$scratch/options.c"
    "${cc[@]}" "${own_flags[@]}" -o "$try" "${judge[@]}" "$scratch/options.c"
    own_flags+=("$scratch/options.c")
}

generate() {
    awk -v chapter="$chapter" -v dir="$here" -f grader/judge/sig.awk \
        -f grader/judge/*/"$1.awk" "$here/$chapter/kinds.sig" >"$scratch/$1.c"
}

make_chapter() {
    generate proxies && generate stubs || return 1
    "${cc[@]}" "${own_flags[@]}" -o "$scratch/tests" "$here/$chapter/tests.c" \
        "$scratch/proxies.c" grader/judge/proxy/proxy.c -DPROXY_QUOTA=1000 \
        "${kit[@]}" "${proxies[@]}" \
        "$ground" -lcriterion -lseccomp -lz -lmd -lm ||
        return 1
    local v
    for v in plain asan; do
        local -n flags=${v}_flags
        "${cc[@]}" "${flags[@]}" -c "$scratch/stubs.c" \
            -o "$scratch/stubs-$v.o" &&
            "${student[@]}" "${flags[@]}" -c "$here/$chapter/right.c" \
                -DWITHOUT_TWICE -o "$scratch/right-$v.o" || return 1
    done
}

# library NAME SOURCE FLAG...: NAME-plain.so and NAME-asan.so
library() {
    local name=$1 v below
    shift
    for v in plain asan; do
        local -n flags=${v}_flags
        below=build/${v/plain/double}/below/00-ground.a
        "${student[@]}" "${flags[@]}" -shared -Wl,-z,now,-z,noexecstack \
            -o "$scratch/$name-$v.so" "$@" "$scratch/stubs-$v.o" \
            "$below" -lm || return 1
    done
}

# judge SETTING NAME EXERCISE [SECONDS]: the record, and what the judge said
judge() {
    local as=() out
    case $1 in
    user) as=(setpriv --reuid 65533 --regid 65533 --clear-groups) ;;
    landlock) as=(env JUDGE_ISOLATION=landlock) ;;
    esac
    out=$(mktemp -d "$scratch/out-XXXXXX")
    chmod 777 "$out"
    "${as[@]}" "$try" --plain build/judge/worker-plain \
        "$scratch/$2-plain.so" --asan build/judge/worker-asan \
        "$scratch/$2-asan.so" --memory 64 --record "$out/record" \
        --log "$out/log" --wall "${4:-60}" -- "$scratch/tests" --only "$3" 2>&1
    [[ $? == 4 ]] && echo "the time is over"
    cat "$out/record" 2>/dev/null
    grep -hE 'AddressSanitizer|runtime error' "$out/log" 2>/dev/null
}

# Name of the mistake in wrong.c, what the plain build says, what the
# sanitizer's note says (- for none).
cases() {
    cat <<'CASES'
past_end|failed.*your twice wrote past the end of y|heap-buffer-overflow .WRITE of size 8. in kinds.c:[0-9]
reads_past_end|failed.*your twice read past the end of x|heap-buffer-overflow .READ
before_start|failed.*not a number|heap-buffer-overflow .READ
just_before_start|failed.*your twice wrote before the start of y|heap-buffer-overflow .WRITE
far_before_start|failed.*your twice wrote before the start of y|-
writes_input|failed.*your twice wrote to its const input x|your twice wrote to its const input x
writes_same_value|failed.*your twice wrote to its const input x|-
null_pointer|failed.*your twice wrote through a null pointer.*no argument is a null pointer here|.
wild_pointer|failed.*your twice crashed: it wrote where nothing is|.
recursion|failed.*your twice ran out of stack.*a recursion that does not end|stack-overflow
large_array|failed.*your twice ran out of stack.*a local array of that size does not fit|.
large_array_from_its_end|failed.*your twice ran out of stack.*a local array of that size does not fit|.
smashes_stack|failed.*your twice crashed: stack-buffer-overflow .WRITE of size 8. in kinds.c:[0-9]+.*a local array is smaller|stack-buffer-overflow
damages_the_heap|failed.*your twice crashed: heap-buffer-overflow .WRITE. in kinds.c:[0-9]+.*a block of memory is smaller|heap-buffer-overflow
old_gate|failed.*your twice made a system call.* not allowed here|.
double_free|failed.*your twice crashed: attempting double-free in kinds.c:[0-9]+.*freed twice|double-free
breaks_heap_block|passed|insufficient space in kinds.c:[0-9]
overflows_int|passed|signed integer overflow in kinds.c:[0-9]
takes_memory|failed.*your twice used more than 64 MiB of memory|-
giant_matrix|failed.*your twice stopped: no memory for a matrix|.
exits|failed.*your twice ended the process .exit 0. instead of returning|ended the process
exits_at_once|failed.*your twice ended the process .exit, not 0. instead of returning|ended the process
aborts|failed.*your twice crashed: it called abort|.
divides|failed.*your twice crashed: integer division by zero|division by zero in kinds.c|
loops|failed.*your twice did not finish within 2000 ms of processor time|-
spins_elsewhere|failed.*your twice did not finish within 2000 ms of processor time|-
sleeps|failed.*your twice did not finish: it slept for more than 20 s|-
ends_itself|passed|-
prints|failed.*your twice printed more than 1 MiB|.
prints_a_little|passed|-
forks|failed.*your twice made the system call [a-z]*, which is not allowed here|.
opens_socket|failed.*your twice made the system call socket, which is not allowed here|.
runs_program|failed.*your twice made the system call execve, which is not allowed here|.
kills|failed.*your twice made the system call kill, which is not allowed here|.
reads_files|passed|-
uses_a_thread|passed|-
scribbles|failed.*your twice sent the grader a reply it did not ask for|-
hangs_up|failed.*your twice broke off the conversation with the grader|-
forges|failed.*your code, when twice had returned, did not finish|-
asks|failed.*your twice sent the grader a reply it did not ask for|-
leaks|passed|takes more memory with each call and does not free it
shrinks|passed|-
changes_head|passed|-
CASES
}

# judge_case SETTING MISTAKE VERDICT NOTE
judge_case() {
    local record said="in setting $1, code that ${2//_/ }"
    record=$(judge "$1" "$2" twice)
    expect "$said is told so" "$record" "^twice.doubles.$3"
    if [[ $4 != - ]]; then
        expect "$said is found by the sanitizer build" "$record" \
            "^#note.asan.*$4"
    fi
    if grep -qP '[^\x20-\x7e\t]|^.*(ERROR: AddressS|runtime error)' <<<"$record"; then
        not_ok "$said leaves only plain characters in the record" "$record"
    fi
}

# What is the grader's fault is no failure of the student's.
try_own_faults() {
    local record
    record=$(judge "$1" right grader)
    expect "in setting $1, a test that crashes is broken" "$record" \
        '^grader.crashes.broken'
    expect "in setting $1, a test that mixes up objects is broken" "$record" \
        '^grader.passes_a_freed_object.broken.*which is no Counter'
    expect "in setting $1, a test that passes overlapping data is broken" \
        "$record" '^grader.passes_matrices_that_overlap.broken.*overlap'
    expect "in setting $1, a library that is not there is broken" \
        "$(judge "$1" absent twice)" '^twice.doubles.broken'
    expect "in setting $1, a worker that does not start is the grader's fault" \
        "$(JUDGE_ISOLATION=${1/own/} "$try" --plain /bin/true \
            "$scratch/right-plain.so" --record "$scratch/none" -- \
            "$scratch/tests" 2>&1; echo "status $?")" 'status 3'
}

try_setting() {
    local mistake verdict note record
    record=$(judge "$1" right kinds)
    expect "in setting $1, every kind of argument crosses" \
        "$(grep -c 'kinds.*passed' <<<"$record")
$record" '^13$'
    expect "in setting $1, a missing function is named" \
        "$(judge "$1" missing twice)" 'failed.*your code does not define twice'
    expect "in setting $1, a library that cannot be loaded is told so" \
        "$(judge "$1" unloadable twice)" 'failed.*your code compiles, but cannot be loaded'
    expect "in setting $1, a constructor that exits is told so" \
        "$(judge "$1" early twice)" \
        'failed.*your code, while it was being loaded, ended the process .exit, not 0.'
    expect "in setting $1, a constructor that loops is told so" \
        "$(judge "$1" stuck twice)" \
        'failed.*your code, while it was being loaded, did not finish'
    expect "in setting $1, a null pointer is laid to an empty matrix where there is one" \
        "$(judge "$1" null_pointer kinds)" \
        'a_matrix_may_be_empty.failed.*null pointer.*one of the arguments is a null pointer'
    expect "in setting $1, a function that is called without its context is told so" \
        "$(judge "$1" forgets kinds)" \
        'failed.*your sum_of called f without its context .NULL..*has to be handed on'
    expect "in setting $1, a function that is called with another context is told so" \
        "$(judge "$1" swaps kinds)" \
        'failed.*your sum_of called f with another context.*has to be handed on'
    expect "in setting $1, values of a callback are rationed" \
        "$(judge "$1" right greedy)" \
        'failed.*your sum_of asked for too many values of the function'
    expect "in setting $1, a leak is found when calls are repeated" \
        "$(judge "$1" leaks repeated)" \
        '^#note.asan.your twice takes more memory with each call'
    expect "in setting $1, no leak is found where there is none" \
        "$(judge "$1" right repeated | grep -c note)" '^0$'
    expect "in setting $1, a program that never ends is ended" \
        "$(judge "$1" right forever 1)" 'the time is over'
    try_own_faults "$1"
    while IFS='|' read -r mistake verdict note; do
        judge_case "$1" "$mistake" "$verdict" "${note%|}"
    done < <(cases)
}

# family PID: it and all that came from it
family() {
    local child
    echo "$1"
    # shellcheck disable=SC2013 # one line of numbers
    for child in $(cat "/proc/$1/task/"*/children 2>/dev/null); do
        family "$child"
    done
}

# What is left when the judge is killed while a student's code loops:
# neither a process nor the directory of its sockets.
try_killing() {
    local out=$scratch/killed pid all dirs left
    mkdir -p "$out"
    "$@" "$try" --plain build/judge/worker-plain \
        "$scratch/loops-plain.so" --record "$out/record" -- \
        "$scratch/tests" --only twice &
    pid=$!
    sleep 0.4
    all=$(family "$pid")
    # shellcheck disable=SC2086,SC2046,SC2002 # numbers; some are gone
    dirs=$(cat $(printf '/proc/%s/environ ' $all) 2>/dev/null | tr '\0' '\n' |
        sed -n 's|^JUDGE_PLAIN=\(.*\)/zygote$|\1|p' | sort -u)
    kill -KILL "$pid"
    wait "$pid" 2>/dev/null
    sleep 1
    # shellcheck disable=SC2086 # numbers, and names of mkdtemp()
    left=$(ps -o pid,stat,args -p ${all//$'\n'/,} --no-headers |
        awk '$2 !~ /^Z/' # what init has not reaped yet
        ls -d $dirs 2>/dev/null)
    if [[ -n $dirs && $(wc -w <<<"$all") -ge 7 && -z $left ]]; then
        ok "a judge that is killed leaves nothing behind ($*)"
    else
        not_ok "a judge that is killed leaves nothing behind ($*)" \
            "$all $dirs $left"
    fi
}

# Who is killed by somebody else is not to blame.
try_kill_from_outside() {
    local pid child victims=() out=$scratch/outside
    mkdir -p "$out"
    "$try" --plain build/judge/worker-plain "$scratch/sleeps-plain.so" \
        --record "$out/record" -- "$scratch/tests" --only twice &
    pid=$!
    sleep 1
    for child in $(family "$pid"); do
        if [[ $(cat "/proc/$child/comm") == worker && $(cat \
            "/proc/$(awk '/^PPid:/ {print $2}' "/proc/$child/status")/comm") == worker ]]
        then
            victims+=("$child")
        fi
    done
    kill -KILL "${victims[@]}"
    wait "$pid"
    expect "code that somebody else ends is not to blame" \
        "${#victims[@]} $(cat "$out/record")" \
        '^1 twice.doubles.broken.*somebody else ended the process of the code'
}

make_judge && make_chapter || exit 1
# under the name that the judge knows
cp "$here/$chapter/wrong.c" "$scratch/kinds.c"
library right "$here/$chapter/right.c" || exit 1
library forgets "$here/$chapter/right.c" -DHANDED_ON=NULL || exit 1
library swaps "$here/$chapter/right.c" '-DHANDED_ON=&sum' || exit 1
library missing "$scratch/right-plain.o" 2>/dev/null
library missing "$here/$chapter/right.c" -DWITHOUT_TWICE || exit 1
printf 'int nowhere(void); int here(void) { return nowhere(); }' \
    >"$scratch/nowhere.c"
library unloadable "$here/$chapter/right.c" "$scratch/nowhere.c" || exit 1
library early "$here/$chapter/right.c" -DWITHOUT_TWICE \
    "$scratch/kinds.c" -DMISTAKE=exits -DAT_START=exits_at_once || exit 1
library stuck "$here/$chapter/right.c" -DWITHOUT_TWICE \
    "$scratch/kinds.c" -DMISTAKE=exits -DAT_START=loops || exit 1
while IFS='|' read -r mistake _; do
    library "$mistake" "$here/$chapter/right.c" -DWITHOUT_TWICE \
        "$scratch/kinds.c" -DMISTAKE="$mistake" || exit 1
done < <(cases)

settings=(own landlock)
[[ $(id -u) == 0 ]] && settings+=(user)
for setting in ${1:-"${settings[@]}"}; do
    try_setting "$setting"
done
[[ ${1:-own} != own ]] || try_kill_from_outside
try_killing env
try_killing env JUDGE_ISOLATION=landlock
refused=$(JUDGE_ISOLATION=none judge own right kinds)
expect "without namespaces and without Landlock the judge refuses" \
    "$refused" 'nothing untrusted is run'
exit "$failed"
