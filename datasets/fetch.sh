#!/bin/bash
# fetch.sh - fetches MNIST and CIFAR-10 into build/data, each file from the
# first address that gives the right one. Run it again to go on where it
# stopped. Environment: DATASETS names a folder that may hold a copy already;
# MNIST_FROM and CIFAR_FROM replace the addresses (folders, separated by
# spaces), MNIST_SUMS and CIFAR_SUM the SHA-256 of the files. Exit status: 0 everything is there, 1 something is not.
set -euo pipefail

dest=build/data
mnist_from=(https://ossci-datasets.s3.amazonaws.com/mnist
    https://storage.googleapis.com/cvdf-datasets/mnist)
cifar_from=(https://www.cs.toronto.edu/~kriz
    https://storage.googleapis.com/s4tf-hosted-binaries/datasets/CIFAR10
    https://mindspore-website.obs.cn-north-4.myhuaweicloud.com/notebook/datasets)
[[ -n ${MNIST_FROM:-} ]] && read -ra mnist_from <<<"$MNIST_FROM"
[[ -n ${CIFAR_FROM:-} ]] && read -ra cifar_from <<<"$CIFAR_FROM"

mnist_files=(train-images-idx3-ubyte.gz train-labels-idx1-ubyte.gz
    t10k-images-idx3-ubyte.gz t10k-labels-idx1-ubyte.gz)
mnist_sums=(440fcabf73cc546fa21475e81ea370265605f56be210a4024d2ca8f203523609
    3552534a0a558bbed6aed32b30c495cca23d567ec52cac8be1a0730e8010255c
    8d422c7b0a1c1c79245a5bcf07fe86e33eeafee792b84584aec276f5a2dbc4e6
    f7ae60f92e00ec6debd23a6088c31dbd2371eca3ffa0defaefb259924204aec6)
cifar_file=cifar-10-binary.tar.gz
cifar_sum=c4a38c50a1bc5f3a1c5537f2155ab9d68f9f25eb1ed8d9ddda3db29a59bca1dd
cifar_parts=(data_batch_{1,2,3,4,5}.bin test_batch.bin)
[[ -n ${MNIST_SUMS:-} ]] && read -ra mnist_sums <<<"$MNIST_SUMS"
cifar_sum=${CIFAR_SUM:-$cifar_sum}

is_right() { # FILE SHA256
    [[ -f $1 ]] && [[ $(sha256sum <"$1") == "$2"* ]]
}

# download URL PART: goes on where PART ends. A server that cannot do that
# gets asked for the whole file.
download() {
    local options=(-fL --silent --show-error --connect-timeout 20
        --speed-limit 1000 --speed-time 60)
    [[ -t 2 ]] && options=(-fL --progress-bar --connect-timeout 20
        --speed-limit 1000 --speed-time 60)
    curl "${options[@]}" -C - -o "$2" "$1" && return
    local status=$?
    [[ $status == 33 || $status == 36 ]] || return "$status"
    rm -f "$2" && curl "${options[@]}" -o "$2" "$1"
}

# fetch FILE SHA256 FOLDER ADDRESS...: FOLDER/FILE, right or not at all
fetch() {
    local file=$1 sum=$2 folder=$3 address
    shift 3
    is_right "$folder/$file" "$sum" && return
    mkdir -p "$folder"
    local part=$folder/$file.part
    for address in "$@"; do
        if ! is_right "$part" "$sum"; then
            echo "fetching $address/$file"
            download "$address/$file" "$part" || continue
        fi
        if is_right "$part" "$sum"; then
            mv "$part" "$folder/$file"
            return
        fi
        echo "$address/$file: not the file that was published (SHA-256)" >&2
        rm -f "$part"
    done
    return 1
}

# The copy that DATASETS names, if it has every file.
has_mnist() { # FOLDER
    local name
    for name in train-images-idx3 train-labels-idx1 t10k-images-idx3 \
        t10k-labels-idx1; do
        [[ -f $1/$name-ubyte || -f $1/$name-ubyte.gz ]] || return
    done
}

has_cifar() { # FOLDER
    local name
    for name in "${cifar_parts[@]}"; do
        [[ -f $1/$name ]] || return
    done
}

get_mnist() {
    local i
    if [[ -n ${DATASETS:-} ]] && has_mnist "$DATASETS/mnist"; then
        echo "MNIST: $DATASETS/mnist"
        return
    fi
    for i in "${!mnist_files[@]}"; do
        fetch "${mnist_files[i]}" "${mnist_sums[i]}" "$dest/mnist" \
            "${mnist_from[@]}" || return
    done
    echo "MNIST: $dest/mnist"
}

# The folder appears whole: it is unpacked beside its place, then renamed. The
# archive was the publisher's: published.sha256 tells its files from copies.
unpack_cifar() {
    local new=$dest/cifar.part
    rm -rf "$new"
    mkdir -p "$new"
    tar -xzf "$dest/$cifar_file" -C "$new" --no-same-owner &&
        has_cifar "$new/cifar-10-batches-bin" &&
        (cd "$new/cifar-10-batches-bin" &&
            sha256sum "${cifar_parts[@]}" >published.sha256) &&
        mv "$new/cifar-10-batches-bin" "$dest/" || return
    rm -rf "$new" "${dest:?}/$cifar_file"
}

get_cifar() {
    local name=cifar-10-batches-bin
    if [[ -n ${DATASETS:-} ]] && has_cifar "$DATASETS/$name"; then
        echo "CIFAR-10: $DATASETS/$name"
        return
    fi
    if ! has_cifar "$dest/$name"; then
        fetch "$cifar_file" "$cifar_sum" "$dest" "${cifar_from[@]}" &&
            unpack_cifar || return
    fi
    echo "CIFAR-10: $dest/$name"
}

explain() {
    cat >&2 <<END
Could not fetch $1. What has arrived is kept: run make data again to go on.
Without a network: the embedded stand-ins are used, nothing else is needed.
With a copy elsewhere: DATASETS=folder, where folder holds mnist/*.gz and
cifar-10-batches-bin/*.bin as their publishers' archives unpack.
END
}

mkdir -p "$dest"
exec 9>"$dest/.lock"
flock -n 9 || {
    echo "Another make data is running; wait for it." >&2
    exit 1
}
status=0
get_mnist || { explain MNIST && status=1; }
get_cifar || { explain CIFAR-10 && status=1; }
exit "$status"
