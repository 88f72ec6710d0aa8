/**
 * @file kept.h
 * Results of compilations that are kept for a later grading, so that many
 * seeds can be tried on one submission that is compiled once. The
 * environment variable COMPILED names a directory of the grader's own;
 * without it, nothing is kept.
 */
#ifndef KEPT_H
#define KEPT_H

#include "base/text.h"

#include <stdbool.h>

/**
 * Where the results of this compilation are kept.
 * @param script what is done
 * @param from the files that it reads, whose contents count
 * @param as their names in it
 * @return a path, to be freed by the caller; NULL when nothing is kept
 */
char *kept_place(const char *script, const Texts *from, const Texts *as);

/** Copies kept results into a directory.
 *  @return false when there are none */
bool kept_fetch(const char *place, const char *directory);

/** Keeps those of the results that are in the directory. Whoever looks finds
 *  all of them or nothing. */
void kept_store(const char *place, const char *directory,
                const Texts *results);

#endif
