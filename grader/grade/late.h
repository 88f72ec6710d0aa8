/**
 * @file late.h
 * What handing in late costs: a rule as an instructor would say it.
 *
 *     late = free                          reported, costs nothing
 *     late = 10 % a day                    of the points reached, for each
 *                                          day that has begun
 *     late = 2 points an hour, at most 50 %
 *     late = 15 minutes free, 10 % a day, nothing after 3 days
 */
#ifndef LATE_H
#define LATE_H

#include <stdbool.h>

/** A rule. All zero: late work costs nothing. */
typedef struct {
    double percent, points; /**< for each unit that has begun */
    long unit_s;
    double most_percent; /**< the most it may cost in all, 0: all points */
    long free_s;         /**< so late costs nothing yet */
    bool ends;           /**< is there a time after which nothing counts? */
    long end_s;
} Late;

/** Reads a rule; false when it is not understood. */
bool late_read(const char *text, Late *late);

/**
 * The points that it costs.
 * @param late the rule
 * @param late_s seconds after the deadline
 * @param reached the points that would be given in time
 */
double late_cost(const Late *late, long long late_s, double reached);

#endif
