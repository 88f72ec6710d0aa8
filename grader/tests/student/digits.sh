#!/bin/bash
# digits.sh - the loader of the embedded digits, under the sanitizers, and
# what it says of files that are damaged or missing.
set -uo pipefail
. grader/tests/lib/ok.sh

gcc -std=gnu17 -g -Wall -Wextra -Werror -fsanitize=address,undefined \
    -fno-sanitize-recover=undefined -Idatasets -Ichapters/00-ground \
    -o "$scratch/digits" grader/tests/digits/main.c \
    datasets/{digits,disguise,data,bytes,digest}.c \
    chapters/00-ground/{mat,rng}.c -lz -lmd -lm || exit 1
"$scratch/digits" || not_ok "the loader's tests run to their end"

# refused SENTENCE WORDS: run where a file is damaged.
refused() {
    local said
    said=$(cd "$scratch/copy" && "$scratch/digits" 2>&1 >/dev/null)
    expect "$1" grep -q "$2" <<<"$said"
}
mkdir -p "$scratch/copy/datasets/digits"
refused "a missing file is named" 'order.txt: No such file'
cp datasets/digits/* "$scratch/copy/datasets/digits/"
table=$scratch/copy/datasets/digits/digits.csv.gz
head -c 30000 datasets/digits/digits.csv.gz >"$table"
refused "half a table is refused" 'digits.csv.gz: truncated'
gunzip -c datasets/digits/digits.csv.gz | head -n 1796 | gzip >"$table"
refused "a table of 1796 digits is refused" '1796 digits, 1797 are due'
