/**
 * @file record.h
 * The record of a grading, result.json, while it grows: JSON objects of the
 * shape that all later steps read.
 *
 *     exercise: id, number, item, title, kind, points, score, status, needs,
 *               checks[] of id, status, message, cause, help, detail, cpu_s
 *
 * `item` is where it stands on the course's sheet ("1.2 b"), or ""; a
 * declaration (kind `declaration`) is of no chapter and has no number. The
 * record's score is the sum of the exercises' scores less its `penalty`;
 * `breaches` says which rules of handing in were broken.
 *
 * `message`, `cause` and `help` may be shown to the student, `detail` holds
 * values and is for the instructor.
 */
#ifndef RECORD_H
#define RECORD_H

#include "course/catalogue.h"

#include <jansson.h>

typedef enum {
    PASSED,
    FAILED,
    SKIPPED,     /**< what it depends on failed, or it was not asked for */
    BROKEN,      /**< the grader's own fault: costs nobody marks */
    TO_BE_MARKED /**< a person marks it */
} Status;

/** What one check says. Texts may be NULL. */
typedef struct {
    const char *id;
    Status status;
    const char *message, *cause, *help, *detail;
    double cpu_s;
} Check;

/** The status as it stands in the record. */
const char *status_name(Status status);

/** An exercise of which nothing is known yet. */
json_t *exercise_new(const Exercise *exercise);

/** Adds a check to an exercise. */
void exercise_add(json_t *exercise, const Check *check);

/** Adds the only check there is to say, and settles the exercise by it. */
void exercise_only(json_t *exercise, const Check *check);

/** Sets the status, and the score: the points when it passed, else 0. */
void exercise_settle(json_t *exercise, Status status);

/** The status of an exercise. */
Status exercise_status(const json_t *exercise);

/** Text, number of a member; "" and 0 when it is not there. */
const char *text_of(const json_t *object, const char *key);
double number_of(const json_t *object, const char *key);

/** A JSON number without ".0" where it is whole. */
json_t *number_json(double value);

/** A JSON list of the texts. */
json_t *texts_json(const Texts *texts);

/** Ends the program when JSON could not be made. */
json_t *made(json_t *json);

#endif
