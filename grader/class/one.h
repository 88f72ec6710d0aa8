/**
 * @file one.h
 * Brings the results of one submission up to date.
 */
#ifndef ONE_H
#define ONE_H

#include "settings.h"

/** How it came out; the exit status of the step `one`. */
typedef enum {
    GRADED = 0,
    UNREADABLE = 2, /**< OUT/NAME/problem.txt says why */
    FAULT = 3,      /**< the grader's own; the next run tries again */
    NO_ROOM = 4,    /**< OUT cannot be written */
    KEPT = 10,      /**< was up to date */
    MARKED = 11     /**< only people's marks, or the time, were new */
} Outcome;

/**
 * Grades a submission unless its record is current.
 * @param settings of the class
 * @param entry its object in class.json
 * @param quiet prints faults only
 */
Outcome one_run(const Settings *settings, const json_t *entry, bool quiet);

#endif
