#!/bin/bash
# setup.sh - the set-up: nothing to do is nothing done; what is missing is
# installed, or the one line to run is printed.
set -uo pipefail
. grader/tests/lib/ok.sh

root=$scratch/project
mkdir -p "$root/grader" "$scratch/bin"
cp grader/setup.sh grader/packages*.txt "$root/grader/"
# fake NAME SCRIPT: a command in front of the real one.
fake() {
    printf '#!/bin/bash\n%s\n' "$2" >"$scratch/bin/$1"
    chmod +x "$scratch/bin/$1"
}
setup() {
    (cd "$root" && PATH=$scratch/bin:$PATH grader/setup.sh 2>&1)
}
# shellcheck disable=SC2016
fake dpkg-query 'shift 3; for p; do [[ $p == pandoc || $p == gcc ]] || echo "installed $p"; done'
fake sudo 'exit 1'
fake id 'echo 1000'
said=$(setup)
same "without rights it stops with status 2" "$?" 2
same "and prints the one line to run" "$(tail -n 1 <<<"$said")" \
    "sudo apt-get update && sudo apt-get install --no-install-recommends gcc pandoc"
fake id 'echo 0'
fake env "echo \"\$*\" >>$scratch/called; exit 0"
expect "root installs" setup
same "what is missing, and only that" "$(cat "$scratch/called")" \
    "DEBIAN_FRONTEND=noninteractive apt-get -q -o DPkg::Lock::Timeout=300 install -y --no-install-recommends gcc pandoc"
: >"$scratch/called"
expect "a second time" setup
same "nothing is done" "$(cat "$scratch/called")" ""
rm -rf "$root/build"
fake env "echo \"\$*\" >>$scratch/called; [[ \$* == *update* || -e $scratch/updated ]] && touch $scratch/updated"
expect "lists out of date are fetched" setup
same "and the install is tried again" "$(grep -c ' install ' "$scratch/called") $(grep -c ' update' "$scratch/called")" "2 1"
rm -rf "$root/build" "$scratch/updated"
fake env 'exit 100'
setup >/dev/null
same "when it cannot install, it says so with status 2" "$?" 2
(cd "$root" && PATH=$scratch/bin:$PATH grader/setup.sh optional 2>&1) >/dev/null
same "what is optional is done without" "$?" 0
mapfile -t targets < <(awk '$1 == "make" || $2 == "make" {print $NF}' .ci/run)
expect "continuous integration asks make for what it has" \
    make -n "${targets[@]}"
began=$(date +%s%N)
for _ in 1 2 3 4 5 6 7 8 9 10; do grader/setup.sh; done
took=$((($(date +%s%N) - began) / 10000000))
expect "a set-up with nothing to do takes less than 50 ms ($took ms)" test $took -lt 50
