/**
 * @file link.h
 * A test's connection to one worker. Trusted side: what comes in is counted,
 * never believed.
 */
#ifndef LINK_H
#define LINK_H

#include "judge/wire.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/types.h>

/** How a step of the conversation went. */
typedef enum {
    LINK_OK,
    LINK_DIED,    /**< the worker has ended */
    LINK_SLOW,    /**< it took more processor time than it may */
    LINK_ASLEEP,  /**< it slept or waited for longer than it may */
    LINK_FAT,     /**< it uses more memory than it may */
    LINK_GREEDY,  /**< too many values of a callback wanted */
    LINK_GARBLED, /**< a message that was not asked for */
    LINK_BROKEN   /**< our own fault: no worker, or it could not start */
} LinkEnd;

/** A worker, and what we hold of it. */
typedef struct {
    const char *name; /**< plain or asan */
    int order;        /**< to the zygote */
    int control;      /**< to the worker */
    int text;         /**< what it printed */
    int process;      /**< pidfd */
    pid_t number;     /**< of the process, as we see it */
    int64_t slept;    /**< ms for which we waited while it slept */
    char *shared;
    size_t memory_mib;
    bool up, loaded;
} Link;

/** How long a step may take. */
typedef struct {
    int64_t cpu_ms;      /**< processor time of all the worker's threads */
    int64_t wall_ms;     /**< for which the worker may sleep, all steps before
                              this one included */
    int64_t begin, seen; /**< when it was looked at last */
    int64_t worker_cpu, cpu, waited; /**< what was seen then */
} Patience;

/** From now on. A worker that others keep from a processor, as they keep us
 *  while it waits for us, does not sleep; but nothing takes longer than
 *  USAGE_WALL times `wall_ms`. */
Patience link_patience(int64_t cpu_ms, int64_t wall_ms);

/** How a worker ended. */
typedef struct {
    int status;       /**< as from waitpid() */
    bool ours;        /**< we ended it */
    int64_t cpu_ms;   /**< its processor time */
    int64_t peak_kib; /**< most of its memory */
} LinkDeath;

/** Seconds of processor time that a worker may take in all. */
int link_cpu_s(void);

/** The shared memory of one worker: large enough for an epoch's predictions
 *  in float, sparse, and sealed in size. */
size_t link_shared_size(void);

/**
 * Starts a worker and waits until it has loaded the library.
 * @param link receives the connection
 * @param name plain or asan
 * @param socket the zygote's
 * @param library the student's shared library
 * @param patience with the loading
 * @param hello receives the worker's last greeting
 */
LinkEnd link_start(Link *link, const char *name, const char *socket,
                   const char *library, Patience *patience, WireHello *hello);

/** Sends one message. */
LinkEnd link_send(Link *link, const void *message, size_t size);

/** Waits for one message of exactly `size` bytes. */
LinkEnd link_receive(Link *link, void *message, size_t size,
                     Patience *patience);

/**
 * Ends the worker and learns how it ended.
 * @param link the connection, closed afterwards
 * @param patience_ms how long it may take to end by itself
 * @param text receives what it printed, a NUL added
 * @param room bytes in `text`
 */
LinkDeath link_end(Link *link, int patience_ms, char *text, size_t room);

#endif
