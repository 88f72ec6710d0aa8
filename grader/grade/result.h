/**
 * @file result.h
 * Puts the record together: verdicts of all chapters, the answers, people's
 * marks, and the sums.
 */
#ifndef RESULT_H
#define RESULT_H

#include "course/course.h"
#include "judging.h"
#include "record/marks.h"
#include "rules/handin.h"

/** All that a record says beside the verdicts. */
typedef struct {
    const Course *course;
    const Handin *handin;
    const Catalogue *catalogue;
    const Grading *grading;
    const Marks *marks; /**< or NULL */
    const char *key;    /**< hash of all that the record depends on */
    const char *grader; /**< hash of the grader's own sources */
    const char *kernel; /**< the products' kernel */
} Order;

/**
 * Makes the record.
 * @param order what was asked for
 * @param chapters for each chapter what chapter_judge() returned
 */
json_t *result_new(const Order *order, json_t *const *chapters);

/** The grader's own fault that the record tells of, or NULL. */
char *result_fault(const json_t *result);

#endif
