/**
 * @file supervise.h
 * A child process that cannot outlive us, nor leave anything behind.
 *
 * Between us and the command stands a supervisor, a fork of ours that does
 * nothing but wait. It adopts whatever the command leaves, and kills all of
 * it when the command ends, when we ask, or when we die: even by SIGKILL,
 * since then our end of a pipe (the lifeline) closes.
 */
#ifndef SUPERVISE_H
#define SUPERVISE_H

#include <stdbool.h>
#include <sys/types.h>

/** A command under a supervisor. */
typedef struct {
    pid_t supervisor;
    int lifeline; /**< closing it ends everything */
    int report;   /**< the command's end is read from here */
} Supervised;

/** How a command ended. */
typedef struct {
    int status;   /**< as from waitpid() */
    double cpu_s; /**< of the command and what it waited for */
    bool crowded; /**< it had more processes than allowed */
} Ending;

/**
 * Starts `body(context)` in a child; it should confine itself and exec, and
 * its return value is the exit status.
 * @param supervised receives the handles
 * @param body what the child does
 * @param context handed to `body`
 * @param scrap a directory to remove in the end, whoever dies first; or NULL
 * @param most how many processes and threads the command may have at a time,
 *   looked at every 20 ms; 0 for any number
 * @return false when no process could be made
 */
bool supervise_start(Supervised *supervised, int (*body)(void *context),
                     void *context, const char *scrap, int most);

/**
 * Reads the command's end, without waiting; poll() on `report` says when.
 * All that the command started is dead by then.
 * @return false when the supervisor itself was killed
 */
bool supervise_ending(const Supervised *supervised, Ending *ending);

/** Ends everything: the command, what it left, the scrap directory, the
 *  supervisor. */
void supervise_end(Supervised *supervised);

#endif
