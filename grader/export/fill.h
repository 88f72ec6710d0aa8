/**
 * @file fill.h
 * Puts the grades of a class into an instructor's own table, and says what
 * fitted and what did not.
 */
#ifndef FILL_H
#define FILL_H

#include "people.h"

/** Where things stand in the table. */
typedef struct {
    Keys keys;
    size_t grade, feedback; /**< columns; feedback may be NONE */
    double most;            /**< the table's own maximum, 0: not known */
    bool bounded;           /**< a grade above it would be refused */
    bool comma;             /**< decimals are written with one */
    /** Is this row a student's? */
    bool (*is_student)(const Sheet *sheet, size_t row);
    /** What is to stand in the feedback's cell; to be freed. */
    char *(*feedback_of)(const json_t *view);
} Places;

/**
 * Fills in the table and writes it. Where no row at all fits a submission it
 * ends the program and writes nothing.
 * @param what the variable that named the table, for messages
 */
void fill(FILE *out, Sheet *sheet, const Places *places, const Class *class,
          const char *what);

/** The points to hand on: those of the record, or, with SCALE=1, their share
 *  of `most`. */
double fill_points(const json_t *view, double most);

/** The number that a cell holds, with a point or a comma; -1 for none. */
double cell_number(const char *text);

#endif
