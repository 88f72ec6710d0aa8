/**
 * @file sandbox.h
 * The command line of a bubblewrap sandbox, put together piece by piece.
 */
#ifndef SANDBOX_H
#define SANDBOX_H

#include <stdbool.h>

enum { SANDBOX_WORDS = 160 };

/** bwrap's arguments; the strings belong to whoever adds them. */
typedef struct {
    const char *words[SANDBOX_WORDS + 1]; /**< ended by NULL */
    int count;
} Sandbox;

/** New namespaces of every kind, no capabilities, an empty environment, a
 *  /proc of its own, and /lib and /lib64 leading into /usr. */
Sandbox sandbox_new(void);

/** Adds up to four words; NULL ends them early. */
void sandbox_add(Sandbox *sandbox, const char *a, const char *b,
                 const char *c, const char *d);

/** Shows `path`, if it exists, for reading. */
void sandbox_show(Sandbox *sandbox, const char *path);

/** Turns this process into bwrap running `argv`; returns when it cannot. */
void sandbox_exec(Sandbox *sandbox, const char *const *argv);

#endif
