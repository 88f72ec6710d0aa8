/**
 * @file marks.h
 * People's marks for written answers: a table with the columns student,
 * exercise, points, comment, where `student` is the record's `submission`.
 * Points are a number, or a share such as `80 %` of what the course gives for
 * the exercise.
 */
#ifndef MARKS_H
#define MARKS_H

#include "base/hash.h"
#include "record.h"

/** In a directory of marks: which pseudonym is which student. */
#define MARKS_KEY "key.csv"

typedef struct {
    char *student, *exercise, *points, *comment;
    char *file; /**< where it stands */
    size_t line;
} Mark;

typedef struct {
    Mark *mark;
    size_t count;
} Marks;

/**
 * Reads marks: a file, or a directory as `make marking` makes it, which is
 * all its .csv files; pseudonyms are looked up in its key.csv (columns
 * pseudonym, student). Rows without points and comment are left out. What
 * cannot be read, or has a malformed line, ends the program.
 */
Marks marks_read(const char *path);

/**
 * Merges the marks of one submission. Points beyond 0 .. the exercise's are
 * clipped; that, and rows that fit no question, is complained of. Questions
 * of the book that the course does not ask are left out.
 * @param submission its name
 * @param catalogue the book's exercises
 * @param exercises all exercises of the record
 * @param flags receives the complaints
 */
void marks_merge(const Marks *marks, const char *submission,
                 const Catalogue *catalogue, json_t *exercises, Texts *flags);

/** Adds the rows of that submission to a hash. */
void marks_hash(const Marks *marks, const char *submission, Hash *hash);

/** Releases them. */
void marks_free(Marks *marks);

#endif
