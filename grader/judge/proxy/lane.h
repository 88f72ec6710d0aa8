/**
 * @file lane.h
 * One lane of calls, a link to a worker: how it begins and ends, and why it
 * failed.
 */
#ifndef LANE_H
#define LANE_H

#include "explain.h"
#include "marshal.h"

enum { LANE_LAST_WORDS_MS = 1000 /**< that a dying worker has */ };

/** Patience with a call, and with what the student's code does in its own
 *  time. */
Patience lane_patience(void);

/** Starts a worker, see link_start(). */
LinkEnd lane_start(Link *link, const char *name, const char *socket,
                   const char *library, WireHello *hello);

/** Ends the worker where there is one, whatever it has to say. */
void lane_end(Link *link);

/**
 * Why a lane failed; it is closed.
 * @param link the lane
 * @param call the call that failed, or NULL while the code was loaded
 * @param end how it failed
 */
Explanation lane_why(Link *link, const Call *call, LinkEnd end);

#endif
