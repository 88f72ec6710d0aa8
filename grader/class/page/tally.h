/**
 * @file tally.h
 * What a class has done, in numbers: made by reading each record once, and
 * of a size that hangs on the course, not on the class (but for one number
 * for each submission).
 */
#ifndef TALLY_H
#define TALLY_H

#include "records.h"

#include <time.h>

enum { CAUSES_MOST = 64, CAUSES_SHOWN = 3 };

/** Why an exercise was not passed, and how often. */
typedef struct {
    char *text;
    size_t count;
    size_t last; /**< the submission that was counted last, from 1 */
} Cause;

typedef struct {
    char *id, *number, *title, *kind;
    double points, sum; /**< sum: of all scores */
    size_t status[5];   /**< submissions by Status */
    size_t asked;       /**< submissions whose record has it */
    Cause *causes;
    size_t cause_count;
} ExerciseTally;

typedef struct {
    ExerciseTally *exercises;
    size_t exercise_count;
    double *shares; /**< score / max_score of the graded, sorted */
    size_t graded;
    Texts common;   /**< flags that every graded submission has */
    Texts similar;  /**< names of those that are like another */
    time_t newest;  /**< when the newest record was written, 0: none */
    double points;  /**< the largest max_score */
    double pending; /**< points that wait for a person, of all */
    size_t waiting; /**< submissions with such points */
} Tally;

/** Reads all records of a class. */
Tally tally_records(const Records *records);

/** Releases it. */
void tally_free(Tally *tally);

/** The share below which `part` (0 .. 1) of the graded submissions lie, by
 *  linear interpolation. There has to be one. */
double tally_quantile(const Tally *tally, double part);

/** Is it a flag that only some have? */
bool tally_tells(const Tally *tally, const char *flag);

#endif
