/**
 * @file late.h
 * What handing in late costs: a rule as an instructor would say it.
 *
 *     late = free                          reported, costs nothing
 *     late = 10 % a day                    of the points reached, for each
 *                                          day that has begun
 *     late = 2 points an hour, at most 50 %
 *     late = 15 minutes free, 10 % a day, nothing after 3 days
 *
 * A day is one of the calendar in the course's zone: what is due at 23:59 is
 * a day late until 23:59 of the next day, over a change of the clocks, too.
 * A deadline that names no second holds until its minute is over, and so does
 * each unit that is counted from it.
 */
#ifndef LATE_H
#define LATE_H

#include <stdbool.h>
#include <time.h>

/** So many minutes, hours or days. */
typedef struct {
    double number;
    long unit_s;
} Span;

/** A rule. All zero: late work costs nothing. */
typedef struct {
    double percent, points; /**< for each unit that has begun */
    long unit_s;
    double most_percent; /**< the most it may cost in all, 0: all points */
    Span free;           /**< so late costs nothing yet */
    bool ends;           /**< is there a time after which nothing counts? */
    Span end;
} Late;

/** A deadline, and when something came. */
typedef struct {
    time_t deadline, received;
    bool minute;      /**< the deadline says no second */
    const char *zone; /**< of the course */
} Lateness;

/** Reads a rule; false when it is not understood. */
bool late_read(const char *text, Late *late);

/** Did it come after the deadline? */
bool late_is(const Lateness *when);

/**
 * The points that it costs.
 * @param late the rule
 * @param when it came
 * @param reached the points that would be given in time
 */
double late_cost(const Late *late, const Lateness *when, double reached);

#endif
