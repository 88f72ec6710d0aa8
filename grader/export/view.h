/**
 * @file view.h
 * What a student may know of a grading. Every export is made from this view
 * and from nothing else, so that no format can tell more: of the record only
 * the members listed in view.c are taken (`detail`, which holds values, is
 * none of them), and every text is one line of printable characters.
 */
#ifndef VIEW_H
#define VIEW_H

#include <jansson.h>
#include <stdbool.h>

/** Bytes of what is said about one exercise. */
enum { EXPLAIN_MOST = 3000 };

/**
 * The view of the grading in a directory: of its result.json, or, where the
 * submission could not be read, of its problem.txt. It has the record's
 * members submission, course, score, max_score, pending, penalty, flags,
 * group and exercises; `problem` is there only in the latter case.
 * @param out the directory
 * @param name of the submission, for one without a record
 * @return the view, or NULL when there is neither file
 */
json_t *view_read(const char *out, const char *name);

/** The view of a submission that could not be graded. */
json_t *view_of_problem(const char *name, const char *problem);

/** Why the submission could not be graded, or NULL when it was. */
const char *view_problem(const json_t *view);

/** "62 of 100 points", and what may still change them; to be freed. */
char *view_headline(const json_t *view);

/** The notes on the submission, a line each; to be freed. */
char *view_notes(const json_t *view);

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

/** The verdict in words. */
const char *view_words(Verdict verdict);

/** The points that an exercise can bring here: 0 where it does not count. */
double view_points(const json_t *exercise);

/** "2.3 The sigmoid"; to be freed. */
char *view_title(const json_t *exercise);

/** "leaves y alone": a check's id as words; to be freed. */
char *view_name(const json_t *check);

/** All that its checks say, a line each, at most EXPLAIN_MOST bytes; "" when
 *  there is nothing to say; to be freed. */
char *view_explain(const json_t *exercise);

/** What one check says, in one line; "" when it says nothing; to be
 *  freed. */
char *view_says(const json_t *check);

/** The first check that failed, or NULL. */
const json_t *view_first_failed(const json_t *exercise);

/** Points as people write them: at most two decimals. */
typedef struct {
    char text[32];
} Points;
Points points_text(double points);

#endif
