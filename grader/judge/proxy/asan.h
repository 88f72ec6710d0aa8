/**
 * @file asan.h
 * The asan lane: makes each call once more in the sanitizer build, where
 * there is one. It only adds notes to the record, and when it fails it is
 * heard no more.
 */
#ifndef ASAN_H
#define ASAN_H

#include "lane.h"

/** Starts the lane, if the run has one. */
void asan_start(void);

/** Ends it: another process begins with the next start. */
void asan_end(void);

/** Sends a call, which the plain lane carries out at the same time. */
void asan_send(const Call *call);

/** Hears what the lane has to say about a call, as long as the test has time
 *  left for it. */
void asan_hear(const Call *call);

/**
 * Hears what the lane has to say about a call that failed in the plain one.
 * @param call what was sent, or NULL while the code was loaded
 * @param patience_ms how long it may take
 * @return damage that it has seen, now or before; says SAYS_DAMAGE if any
 */
Explanation asan_hear_last(const Call *call, int64_t patience_ms);

#endif
