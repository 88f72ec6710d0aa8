/**
 * @file isolation.h
 * What this machine offers to keep untrusted code in.
 *
 * JUDGE_ISOLATION=landlock in the environment leaves the namespaces out, so
 * that the fallback can be tried; JUDGE_ISOLATION=none leaves Landlock out
 * as well, and is refused.
 */
#ifndef ISOLATION_H
#define ISOLATION_H

#include <stdbool.h>
#include <stddef.h>

/** The layers that are there. */
typedef struct {
    bool namespaces; /**< bubblewrap works, /proc included */
    int landlock;    /**< the kernel's Landlock ABI, 0 for none */
    bool seccomp;    /**< system calls can be filtered (worker only) */
} Isolation;

/**
 * Tries what there is; costs about 5 ms.
 * @param isolation receives the layers
 * @return false when neither namespaces nor Landlock are there, or no
 *   seccomp: then nothing untrusted may be run
 */
bool isolation_probe(Isolation *isolation);

/** The layers' names, for the record: "namespaces", "landlock-7",
 *  "seccomp", "rlimits". The texts stay valid.
 * @param isolation the layers
 * @param names receives at most 4 pointers
 * @return how many there are */
size_t isolation_names(const Isolation *isolation, const char *names[4]);

#endif
