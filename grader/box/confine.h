/**
 * @file confine.h
 * What a process does to itself before it runs or loads untrusted code.
 * Needs no privilege and no helper. Used by the worker always, and by a box
 * where there are no namespaces.
 */
#ifndef CONFINE_H
#define CONFINE_H

#include <stdbool.h>
#include <stdint.h>

/** The kernel's Landlock ABI, 0 for none. */
int confine_landlock_abi(void);

/** What may be done below a path. */
typedef enum { MAY_READ, MAY_EXECUTE, MAY_WRITE } May;

/** A set of paths being gathered; everything else will be out of reach. */
typedef struct {
    int ruleset; /**< -1 where the kernel has no Landlock */
    bool failed;
} Paths;

/** An empty set. */
Paths confine_paths(void);

/** Adds a file, or a directory with all below it. A path that does not
 *  exist is skipped. MAY_EXECUTE and MAY_WRITE include reading. */
void confine_allow(Paths *paths, const char *path, May may);

/** From now on this process and its children reach these paths only. Sets
 *  no_new_privs. @return false when the kernel has Landlock and refuses */
bool confine_to(Paths *paths);

/** A limit, RLIMIT_..., of `most`, which cannot be raised again. */
bool confine_limit(int what, uint64_t most);

/** If we are root: become an unused user, who owns nothing. */
bool confine_drop_root(void);

/** The user and group that confine_drop_root() turns to. */
unsigned confine_user(void);

/** The worker's system calls: what computing needs; no new process, no
 *  program, no socket, no file but for reading. Calls of the better known
 *  others end the process and are named on stderr, see confine_call_name().
 * @return false when the kernel refuses */
bool confine_calls(void);

/** The name of a system call that confine_calls() forbids; "?" if other. */
const char *confine_call_name(long number);

#endif
