/**
 * @file marks.h
 * People's marks for written answers: a table with the columns student,
 * exercise, points, comment, where `student` is the record's `submission`.
 */
#ifndef MARKS_H
#define MARKS_H

#include "csv_read.h"
#include "record.h"

typedef struct {
    Csv table;
    size_t student, exercise, points, comment; /* columns */
    const char *path;
} Marks;

/** Reads a file of marks. One that cannot be read, or has a malformed line,
 *  ends the program. */
Marks marks_read(const char *path);

/**
 * Merges the marks of one submission. Points beyond 0 .. the exercise's are
 * clipped; that, and rows that fit no question, is complained of.
 * @param submission its name
 * @param exercises all exercises of the record
 * @param flags receives the complaints
 */
void marks_merge(const Marks *marks, const char *submission,
                 json_t *exercises, Texts *flags);

/** Releases the table. */
void marks_free(Marks *marks);

#endif
