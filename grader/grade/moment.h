/**
 * @file moment.h
 * Points in time: deadlines, which instructors write in their own local
 * time, and the time of handing in, which a platform tells.
 */
#ifndef MOMENT_H
#define MOMENT_H

#include <stdbool.h>
#include <time.h>

/** What is wrong with a text, or MOMENT_GOOD. */
typedef enum {
    MOMENT_GOOD,
    MOMENT_MALFORMED,
    MOMENT_NEVER,  /**< the clocks skip it when summer time begins */
    MOMENT_NO_ZONE /**< a time zone that this machine does not know */
} MomentEnd;

/**
 * Reads `2024-11-05 09:00`, `2024-11-05T09:00:30.5` or the same with `Z` or
 * `+01:00` behind. Without the latter it is the local time of `zone`; an hour
 * that occurs twice is the later one. Fractions of a second are dropped.
 * @param text what to read
 * @param zone a name of the time zone database, such as "Europe/Berlin"
 * @param moment receives it
 */
MomentEnd moment_read(const char *text, const char *zone, time_t *moment);

/** Does this machine know the time zone? */
bool zone_known(const char *zone);

/** "Tuesday, 5 November 2024, 09:00 (Europe/Berlin)"; to be freed. */
char *moment_text(time_t moment, const char *zone);

/** "3 h 20 min", "2 days 1 h", "1 s"; to be freed. */
char *duration_text(long long seconds);

#endif
