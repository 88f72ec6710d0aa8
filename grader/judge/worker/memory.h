/**
 * @file memory.h
 * Where a worker keeps the data of a call's arguments, so that a step beyond
 * their end, or a write to an input, does not go unseen.
 *
 * Without a sanitizer each argument ends where an inaccessible page starts,
 * and inputs lie on read-only pages. With AddressSanitizer each is a heap
 * block of its own, and inputs are compared afterwards.
 */
#ifndef MEMORY_H
#define MEMORY_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/** Installs the handler that says, on stderr, what a bad access hit.
 * @param base an address in the frame that all calls come from */
void memory_watch(const void *base);

/** Room for argument `arg`, holding a copy of `from`.
 * @return NULL when there is no memory; never freed by the caller */
void *memory_fill(int arg, const void *from, size_t bytes);

/** From now until the next memory_fill() the argument cannot be written. */
void memory_protect(int arg);

/** Is argument `arg` still what `original` says? */
bool memory_unchanged(int arg, const void *original, size_t bytes);

/** Ends the process, saying so, when something was written just before an
 *  argument. */
void memory_check(void);

/** Bytes of the heap in use, where that is counted (asan), else 0. */
size_t memory_in_use(void);

/** Forgets all arguments: the call is over. */
void memory_clear(void);

#endif
