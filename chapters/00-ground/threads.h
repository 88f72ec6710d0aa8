/**
 * @file threads.h
 * @ingroup ch00
 * Sharing one large piece of work among threads that wait for it.
 */
#ifndef THREADS_H
#define THREADS_H

#include <stddef.h>

/** @addtogroup ch00
 * @{ */

/** One part of some work: part 0, 1, ... of `parts`. Parts run at the same
 *  time and write to different places. */
typedef void (*ThreadWork)(size_t part, size_t parts, void *context);

/**
 * Runs all parts of a piece of work, one of them in the calling thread, and
 * returns when all are done. How many there are is for mat_threads() to say;
 * threads are made on first use and then wait.
 * @param work called once for each part
 * @param context handed to `work`
 */
void threads_run(ThreadWork work, void *context);

/** @} */

#endif
