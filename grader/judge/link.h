/**
 * @file link.h
 * A test's connection to one worker. Trusted side: what comes in is counted,
 * never believed.
 */
#ifndef LINK_H
#define LINK_H

#include "wire.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/** How a step of the conversation went. */
typedef enum {
    LINK_OK,
    LINK_DIED,    /**< the worker has ended */
    LINK_SLOW,    /**< the deadline has passed */
    LINK_FAT,     /**< it uses more memory than it may */
    LINK_GREEDY,  /**< too many values of a callback wanted */
    LINK_GARBLED, /**< a message that was not asked for */
    LINK_BROKEN   /**< our own fault: no worker, or it could not start */
} LinkEnd;

/** A worker, and what we hold of it. */
typedef struct {
    const char *name;    /**< plain or asan */
    int order;           /**< to the zygote */
    int control;         /**< to the worker */
    int text;            /**< what it printed */
    int process;         /**< pidfd */
    int64_t lost_before; /**< ms that we had lost to others when it began */
    char *shared;
    size_t memory_mib;
    bool up, loaded;
} Link;

/** The shared memory of one worker: large enough for an epoch's predictions
 *  in float, sparse, and sealed in size. */
size_t link_shared_size(void);

/**
 * Starts a worker and waits until it has loaded the library.
 * @param link receives the connection
 * @param name plain or asan
 * @param socket the zygote's
 * @param library the student's shared library
 * @param deadline in ms, see link_now()
 * @param hello receives the worker's last greeting
 */
LinkEnd link_start(Link *link, const char *name, const char *socket,
                   const char *library, int64_t deadline, WireHello *hello);

/** Sends one message. */
LinkEnd link_send(Link *link, const void *message, size_t size);

/** Waits for one message of exactly `size` bytes. Time for which the machine
 *  was busy with others does not count. */
LinkEnd link_receive(Link *link, void *message, size_t size,
                     int64_t deadline);

/**
 * Ends the worker and learns how it ended.
 * @param link the connection, closed afterwards
 * @param patience_ms how long it may take to end by itself
 * @param text receives what it printed, a NUL added
 * @param room bytes in `text`
 * @return its status, as from waitpid(); SIGKILL's when we ended it
 */
int link_end(Link *link, int patience_ms, char *text, size_t room);

/** Milliseconds on a clock that only goes forward. */
int64_t link_now(void);

#endif
