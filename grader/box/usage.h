/**
 * @file usage.h
 * What processes took of the processors, and how long they waited for one:
 * what limits count. On a busy machine a clock on the wall says little.
 */
#ifndef USAGE_H
#define USAGE_H

#include <stdint.h>
#include <sys/types.h>

/** Limits of processor time come with a limit of so many times the time on
 *  the wall, for code that sleeps. */
enum { USAGE_WALL = 10 };

/** Milliseconds on a clock that only goes forward. */
int64_t usage_now(void);

/** Processor time of all threads of a process, in ms; -1 when it is gone. */
int64_t usage_cpu(pid_t process);

/** For how many ms the threads that a process has now could have run while
 *  others did. */
int64_t usage_waited(pid_t process);

/** Processor time of a process, of all that came from it and still runs, and
 *  of what they waited for, in ms. */
int64_t usage_family(pid_t process);

#endif
