/**
 * @file verdict.h
 * What came of the exercises and checks of a view, and what counts.
 */
#ifndef VERDICT_H
#define VERDICT_H

#include <jansson.h>
#include <stdbool.h>

/** Points that the exercises' sum has and the score has not, or the other
 *  way round (negative: taken off), such as those for being late. */
double view_adjustment(const json_t *view);

/** What has come of an exercise. */
typedef enum {
    RIGHT,
    WRONG,
    UNREACHED, /**< what it needs failed: costs its points */
    WAITING,   /**< for a person's marks */
    LEFT_OUT,  /**< was not asked for: counts for nobody */
    UNJUDGED   /**< the grader's own fault: counts for nobody */
} Verdict;

/** The verdict on an exercise. */
Verdict view_verdict(const json_t *exercise);

/** The verdict on one of its checks: a check that failed before its exercise
 *  was judged again, and passed, is LEFT_OUT. */
Verdict view_check(const json_t *exercise, const json_t *check);

/** Did the student's code not come back from a call: crashed, ended, out of
 *  time or memory? The judge's words on that begin with "your", those of
 *  tests on wrong values do not. */
bool view_crashed(const json_t *check);

/** The points that an exercise can bring here: 0 where it does not count. */
double view_points(const json_t *exercise);

/** The points that it brought, as far as they count. */
double view_score(const json_t *exercise);

/** The first check that failed, or NULL. */
const json_t *view_first_failed(const json_t *exercise);

/** Why the score of a grading is not to be entered anywhere as a grade, or
 *  NULL: because the submission could not be read, or exercises could not be
 *  judged by the grader's own fault, which must cost nobody marks. */
const char *view_unfit(const json_t *view);

#endif
