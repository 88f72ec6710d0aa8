/**
 * @file handin.h
 * How a submission was handed in, against the rules of its course: when,
 * under which name, by whom, with which report, and what was declared. What
 * is wrong is always said; what it costs is the preset's.
 */
#ifndef HANDIN_H
#define HANDIN_H

#include "course/course.h"
#include "intake/paper.h"
#include "intake/submission.h"
#include "record/record.h"

/** What is known of the handing in. */
typedef struct {
    bool timed;          /**< is the time known? */
    time_t received;     /**< where it is */
    const char *archive; /**< the archive's name, or NULL for a directory */
    Paper paper;
} Handin;

/** Seconds after the deadline; 0 in time (late.h says what is), or where
 *  either is unknown. */
long long handin_late(const Course *course, const Handin *handin);

/**
 * The rules that were broken.
 * @return [{rule, message, treatment, points}]: `treatment` is "flag",
 *   "refuse" or "cost"
 */
json_t *handin_breaches(const Course *course, const Submission *submission,
                        const Handin *handin);

/**
 * The declarations a course knows, as exercises of the kind `declaration`:
 * passed with their points when declared and something was handed in under
 * the item, else failed.
 * @param exercises receives them
 * @param flags receives what was declared and is nothing to declare
 */
void handin_declare(const Course *course, const Catalogue *catalogue,
                    const Submission *submission, json_t *exercises,
                    Texts *flags);

/**
 * What all this costs, of the points reached.
 * @param course its rules
 * @param handin when and how it was handed in
 * @param breaches what handin_breaches() said
 * @param reached the points without it
 */
double handin_cost(const Course *course, const Handin *handin,
                   const json_t *breaches, double reached);

/** Adds a line for each of them to what a person should see. */
void handin_flag(const Course *course, const Handin *handin,
                 const json_t *breaches, double reached, Texts *flags);

#endif
