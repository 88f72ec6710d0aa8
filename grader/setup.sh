#!/bin/bash
# setup.sh - installs the Debian packages of packages.txt that are missing.
# Nothing missing: no network, a few milliseconds. May we install (root, or
# sudo without a password): apt-get does. Else: the line to run, status 2.
#
#   setup.sh optional    those of packages-optional.txt; status 0 in any case
set -euo pipefail

list=grader/packages${1:+-$1}.txt
stamp=build/setup${1:+-$1}.ok
# What serves one feature only is done without.
failed=$([[ $# -eq 0 ]] && echo 2 || echo 0)
[[ $stamp -nt $list && $stamp -nt /var/lib/dpkg/status ]] && exit 0

say() {
    printf 'setup: %s\n' "$*" >&2
}

if ! command -v dpkg-query >/dev/null; then
    say "this is no Debian; install what $list names by hand, then go on."
    exit 0
fi

wanted=$(sed 's/#.*//; s/[[:space:]]//g; /^$/d' "$list")
# What dpkg-query does not know it complains about, and that is missing too.
# shellcheck disable=SC2016 # dpkg-query expands these
present=$(xargs dpkg-query -W -f '${db:Status-Status} ${binary:Package}\n' \
    <<<"$wanted" 2>/dev/null | sed -n 's/:.*//; s/^installed //p' || true)
missing=$(grep -vxF -- "$present" <<<"$wanted" | xargs || true)

if [[ -n $missing ]]; then
    become=()
    if [[ $(id -u) -ne 0 ]]; then
        if ! sudo -n true 2>/dev/null; then
            say "some packages are missing. Please run this once:"
            echo "sudo apt-get update && sudo apt-get install --no-install-recommends $missing" >&2
            exit "$failed"
        fi
        become=(sudo -n)
    fi
    apt=("${become[@]}" env DEBIAN_FRONTEND=noninteractive apt-get -q
        -o DPkg::Lock::Timeout=300)
    install=("${apt[@]}" install -y --no-install-recommends)
    log=$(mktemp)
    trap 'rm -f "$log"' EXIT
    say "installing $missing"
    # Package lists that are there are used; they are fetched when absent
    # or out of date.
    # shellcheck disable=SC2086 # one word a package
    if ! "${install[@]}" $missing >"$log" 2>&1 &&
        ! { "${apt[@]}" update && "${install[@]}" $missing; } >"$log" 2>&1; then
        tail -n 5 "$log" >&2
        say "apt-get could not install them; see above, then run make again."
        exit "$failed"
    fi
fi
mkdir -p build
touch "$stamp"
