#!/bin/bash
# cpu.sh COMMAND... - runs a command and prints, on the last line, the
# processor seconds of all that it started. A control group counts them; where
# none can be made, the shell does, and misses what dies in a sandbox's own
# process namespace unwaited for.
set -euo pipefail

group=
for root in /sys/fs/cgroup/cpuacct /sys/fs/cgroup; do
    [[ -e $root/cpuacct.usage || -e $root/cgroup.controllers ]] || continue
    mkdir "$root/bench-$$" 2>/dev/null && group=$root/bench-$$ && break
done

if [[ -n $group ]]; then
    trap 'rmdir "$group" 2>/dev/null || true' EXIT
    # shellcheck disable=SC2016 # the inner shell expands it
    bash -c 'echo $$ >"$0/cgroup.procs" && exec "$@"' "$group" "$@"
    if [[ -e $group/cpuacct.usage ]]; then
        awk '{printf "%.2f s of processor time\n", $1 / 1e9}' "$group/cpuacct.usage"
    else
        awk '/^usage_usec/ {printf "%.2f s of processor time\n", $2 / 1e6}' "$group/cpu.stat"
    fi
else
    TIMEFORMAT='%U %S'
    { time "$@" >&3 2>&4; } 3>&1 4>&2 2>&1 |
        awk '{printf "%.2f s of processor time at least\n", $1 + $2}'
fi
