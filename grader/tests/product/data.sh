#!/bin/bash
# data.sh - fetching the real data sets from servers that behave, and from
# some that do not; and the fuzzers' corpus, replayed.
set -uo pipefail
. grader/tests/lib/ok.sh
unset DATASETS MNIST_FROM CIFAR_FROM CIFAR_SUM

fetch=$PWD/datasets/fetch.sh
server=$scratch/server
mkdir -p "$server/good" "$server/bad" "$server/half"

# Small files in the place of the real ones, whose sums the script is told.
names=(train-images-idx3-ubyte.gz train-labels-idx1-ubyte.gz
    t10k-images-idx3-ubyte.gz t10k-labels-idx1-ubyte.gz)
sums=()
for name in "${names[@]}"; do
    head -c 20000 /dev/urandom | gzip >"$server/good/$name"
    head -c 999 "$server/good/$name" >"$server/half/$name"
    echo "a page about cookies" >"$server/bad/$name"
    sums+=("$(sha256sum <"$server/good/$name" | cut -d' ' -f1)")
done
mkdir "$scratch/cifar-10-batches-bin"
for part in data_batch_{1,2,3,4,5} test_batch; do
    head -c 3073 /dev/zero >"$scratch/cifar-10-batches-bin/$part.bin"
done
tar -czf "$server/good/cifar-10-binary.tar.gz" -C "$scratch" cifar-10-batches-bin
cifar=$(sha256sum <"$server/good/cifar-10-binary.tar.gz" | cut -d' ' -f1)

# run PLACE VARIABLE=VALUE...: fetches into PLACE/build/data.
run() {
    local place=$scratch/$1
    shift
    mkdir -p "$place"
    (cd "$place" && env MNIST_SUMS="${sums[*]}" CIFAR_SUM="$cifar" "$@" \
        "$fetch") >"$scratch/log" 2>&1
}

complete() { # PLACE: every file is there, right, and nothing else
    local i
    for i in "${!names[@]}"; do
        cmp "$server/good/${names[i]}" "$scratch/$1/build/data/mnist/${names[i]}" || return
    done
    (cd "$scratch/$1/build/data/cifar-10-batches-bin" &&
        sha256sum --quiet -c published.sha256) || return
    diff -r -x published.sha256 "$scratch/cifar-10-batches-bin" \
        "$scratch/$1/build/data/cifar-10-batches-bin" || return
    [[ -z $(find "$scratch/$1" -name '*.part*' -o -name '*.tar.gz') ]]
}

good=file://$server/good
expect "data sets are fetched" run first MNIST_FROM="$good" CIFAR_FROM="$good"
expect "what is fetched is complete, and nothing else is left" complete first
expect "a second time nothing is fetched" run first MNIST_FROM=file:///no CIFAR_FROM=file:///no

expect "an address that does not answer is passed over" \
    run second MNIST_FROM="file:///nowhere $good" CIFAR_FROM="file:///nowhere $good"
expect "what came from the second address is complete" complete second
expect "a wrong file is thrown away and the next address asked" \
    run third MNIST_FROM="file://$server/bad $good" CIFAR_FROM="$good"
expect "the wrong file left no trace" complete third

mkdir -p "$scratch/fourth/build/data/mnist"
for name in "${names[@]}"; do
    head -c 5000 "$server/good/$name" >"$scratch/fourth/build/data/mnist/$name.part"
done
expect "an interrupted download goes on" run fourth MNIST_FROM="$good" CIFAR_FROM="$good"
expect "what went on is complete" complete fourth

status=0
run fifth MNIST_FROM="file://$server/half" CIFAR_FROM=file:///nowhere || status=$?
same "half a file is a failure" "$status" 1
same "half a file never gets the final name" \
    "$(find "$scratch/fifth" -name '*.gz' -o -name '*.bin')" ""
expect "without a network it is said what can be done" \
    grep -q 'DATASETS=folder' "$scratch/log"
expect "after the failure, the whole comes from elsewhere" \
    run fifth MNIST_FROM="$good" CIFAR_FROM="$good"
expect "the whole is complete" complete fifth

mkdir -p "$scratch/own/mnist"
cp "$server/good"/*ubyte.gz "$scratch/own/mnist"
cp -r "$scratch/cifar-10-batches-bin" "$scratch/own"
expect "a copy in DATASETS is found, and nothing fetched" \
    run sixth DATASETS="$scratch/own" MNIST_FROM=file:///no CIFAR_FROM=file:///no
same "nothing was fetched beside the copy" \
    "$(find "$scratch/sixth" -type f -not -name .lock)" ""

# Over HTTP, from a server whose first answer for each file breaks off.
if command -v node >/dev/null; then
    node grader/tests/lib/server.js "$server/good" >"$scratch/port" &
    node=$!
    for _ in {1..50}; do [[ -s $scratch/port ]] || sleep 0.1; done
    from=http://127.0.0.1:$(<"$scratch/port")
    tries=0
    until run seventh MNIST_FROM="$from" CIFAR_FROM="$from" || ((++tries > 9)); do :; done
    same "each broken download takes one more run" "$tries" 4
    expect "what came in pieces is complete" complete seventh
    kill "$node"
fi

expect "the fuzzers' corpus can be replayed" make -s fuzz-replay
for target in grader/tests/fuzz/corpus/*/; do
    name=$(basename "$target")
    expect "the corpus of $name harms nothing" "build/asan/fuzz/$name" "$target"*
done
