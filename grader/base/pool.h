/**
 * @file pool.h
 * Runs several pieces of work, each in a process of its own, so that the
 * fault of one harms no other.
 */
#ifndef POOL_H
#define POOL_H

#include <jansson.h>
#include <stddef.h>

/** Does piece `number` and returns what came of it. */
typedef json_t *PoolWork(size_t number, void *user);

/**
 * Runs `count` pieces, at most `jobs` at a time.
 * @param results receives one value for each; NULL where the process failed
 */
void pool_run(size_t count, size_t jobs, PoolWork *work, void *user,
              json_t **results);

#endif
