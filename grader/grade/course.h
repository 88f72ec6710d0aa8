/**
 * @file course.h
 * A course preset: which exercises count, and for how much. Presets are
 * text files, grader/courses/NAME, in the INI format:
 *
 *     title = Neural networks from scratch
 *     group = 1            ; the most names on one submission
 *     exercises = all      ; all: with the points of the chapters
 *                          ; listed: those of the next section only
 *     [points]
 *     sigmoid = 2
 */
#ifndef COURSE_H
#define COURSE_H

#include "catalogue.h"

typedef struct {
    char *name, *title;
    size_t group; /**< the most students on one submission, 0: any number */
} Course;

/**
 * Reads a preset and marks in the catalogue which exercises it takes, with
 * which points. An unknown name, or a preset with a line that is not
 * understood, ends the program; the line names the presets there are.
 */
Course course_apply(const char *name, Catalogue *catalogue);

/** Releases its texts. */
void course_free(Course *course);

#endif
