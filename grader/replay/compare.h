/**
 * @file compare.h
 * What two records of one submission say differently.
 */
#ifndef COMPARE_H
#define COMPARE_H

#include "record/record.h"

#include <stdbool.h>

/** The record's exercise with that id, an exercise's check; or NULL. */
const json_t *exercise_of(const json_t *record, const char *id);
const json_t *check_of(const json_t *exercise, const char *id);

/** What is compared. */
typedef struct {
    bool runs;       /**< exercises that train, too */
    const char *one; /**< this exercise only, or NULL */
} Scope;

/**
 * Prints a line for each thing that both gradings stand on and that is not
 * the same: grader, submission, students, course, kernel, isolation, data.
 * @param was the record
 * @param is the record of the repetition
 * @param scope without runs, data do not count
 * @return how many
 */
size_t compare_conditions(const json_t *was, const json_t *is,
                          const Scope *scope);

/**
 * Prints a line for each check that came out otherwise, or says another
 * thing. Answers that a person marks do not count, nor do times.
 * @param was the record
 * @param is the record of the repetition
 * @param scope which exercises
 * @param checked receives how many checks were compared
 * @return how many differ
 */
size_t compare_verdicts(const json_t *was, const json_t *is,
                        const Scope *scope, size_t *checked);

/**
 * Prints all that both records say of a check, values included.
 * @param was the record
 * @param is the record of the repetition
 * @param exercise its exercise's id
 * @param check its id; NULL for all of the exercise
 */
void show_check(const json_t *was, const json_t *is, const char *exercise,
                const char *check);

#endif
