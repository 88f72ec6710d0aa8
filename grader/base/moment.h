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

enum { DAY_S = 86400 };

/**
 * Reads `2024-11-05 09:00`, `2024-11-05T09:00:30.5`, `5.11.2024 09:00`, what
 * git prints (`2024-11-05 09:00:00 +0100`, `Tue Nov 5 09:00:00 2024 +0100`)
 * and what mail says (`Tue, 5 Nov 2024 09:00:00 +0100`). `Z` or an offset may
 * stand behind each; without it is the local time of `zone`, where an hour
 * that occurs twice is the later one. 24:00 is the end of a day. Fractions of
 * a second are dropped. 11/5/2024 is no time: who knows which month it means.
 * @param text what to read
 * @param zone a name of the time zone database, such as "Europe/Berlin"
 * @param moment receives it
 */
MomentEnd moment_read(const char *text, const char *zone, time_t *moment);

/** Does a time that moment_read() understands say its seconds? */
bool moment_has_seconds(const char *text);

/**
 * So much later on the clocks of a zone: a day later is the same time of the
 * next day of the calendar, also when that day has 23 or 25 hours.
 * @param moment from when
 * @param zone whose calendar
 * @param number how many units; of days the fraction counts 24 hours
 * @param unit_s seconds of one, DAY_S for days
 */
time_t moment_later(time_t moment, const char *zone, double number,
                    long unit_s);

/** Does this machine know the time zone? */
bool zone_known(const char *zone);

/** "Tuesday, 5 November 2024, 09:00 (Europe/Berlin)"; to be freed. */
char *moment_text(time_t moment, const char *zone);

/** "3 h 20 min", "2 days 1 h", "1 s"; to be freed. */
char *duration_text(long long seconds);

#endif
