#!/bin/bash
# unit.sh - the ground, the loaders and what the kit reads in answers, function
# by function: in double, in float and under sanitizers; products with every
# kernel this machine has.
set -uo pipefail
. grader/tests/lib/ok.sh
export ASAN_OPTIONS=detect_leaks=0 # a test ends without freeing what it made
unset KERNEL DATASETS

expect "the unit tests build" make -s units

# run VARIANT NAME: a line for each test.
run() {
    local note=$1${KERNEL:+, $KERNEL}
    "build/$1/unit/$2" --tap="$scratch/tap" --quiet >"$scratch/log" 2>&1
    local status=$?
    sed -nE "s/^(not )?ok - ([a-z0-9_]+)::([a-z0-9_]+) .*/\1ok - \2 \3 ($note)/
        t found
        d
        :found
        s/_/ /gp" "$scratch/tap"
    same "all of $2 ran to their end ($note)" "$status" 0
}

has() { # KERNEL
    case $1 in
    avx512) grep -qw avx512f /proc/cpuinfo ;;
    avx2) grep -qw avx2 /proc/cpuinfo && grep -qw fma /proc/cpuinfo ;;
    esac
}

kernels=()
for kernel in avx512 avx2 base plain; do
    has $kernel && kernels+=("$kernel")
done
for variant in double float asan; do
    run $variant ground
    for KERNEL in "${kernels[@]}"; do
        export KERNEL
        run $variant products
    done
    unset KERNEL
done
for name in formats search datasets; do
    run float "$name"
    run asan "$name"
done
run float resume
run asan resume
run double answers
run asan answers

# In a library that is loaded late, as student code is, by both compilers.
cat >"$scratch/late.c" <<'END'
#include <dlfcn.h>
#include <stdio.h>
int main(int argc, char **argv)
{
    void *library = argc > 1 ? dlopen(argv[1], RTLD_NOW) : NULL;
    const char *(*name)(void) = NULL;
    if (library)
        *(void **)&name = dlsym(library, "mat_kernel");
    puts(name ? name() : dlerror());
    return 0;
}
END
gcc -o "$scratch/late" "$scratch/late.c"
for cc in gcc clang; do
    command -v $cc >/dev/null || continue
    $cc -std=gnu17 -O2 -Wall -Wextra -Werror -fPIC -shared -Ichapters/00-ground \
        -o "$scratch/late.so" chapters/00-ground/{kernel,product,mat,threads}.c -lm
    same "a library loaded late finds the fastest kernel ($cc)" \
        "$("$scratch/late" "$scratch/late.so")" "${kernels[0]}"
done
same "KERNEL=nonsense names the kernels there are" \
    "$(KERNEL=nonsense "$scratch/late" "$scratch/late.so" 2>&1)" \
    "KERNEL=nonsense: not for this processor; it has ${kernels[*]}"
