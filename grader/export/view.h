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

#endif
