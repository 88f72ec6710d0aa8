/**
 * @file submission.h
 * A submission that was taken in: only files with listed names, under our
 * names, and beside them a few C files and headers of the student's own
 * (own.h). Texts are plain (plain.h).
 */
#ifndef SUBMISSION_H
#define SUBMISSION_H

#include "own.h"

enum { STUDENTS_MOST = 20 };

/** A file with a listed name. */
typedef struct {
    char *path;  /**< CHAPTER/NAME, "student.txt", or "report.pdf", whatever
                      the one PDF at the top is called */
    char *bytes; /**< followed by a '\0'; NULL when there is a problem */
    size_t size;
    char *problem; /**< why it was not taken, or NULL */
    bool own;      /**< of the student's own, beside a chapter's */
} Handed;

typedef struct {
    char *id, *name; /**< printable, or "" */
} Student;

typedef struct {
    char *name; /**< under which it is recorded; printable */
    Handed *files;
    size_t file_count;
    Student students[STUDENTS_MOST];
    size_t student_count;
    char *group;    /**< the group's own name or number, or "" */
    Texts declared; /**< what they are willing to present */
    Texts flags;    /**< what a person should see */
    char key[65];   /**< SHA-256 of all that was taken, in hexadecimal */
    char work[65];  /**< the same without the name and student.txt */
} Submission;

/** Puts a file of ours in the place of what was handed in as
 *  CHAPTER/NAME. */
void intake_give(Submission *submission, const char *chapter,
                 const char *name, const char *text);

/** The file CHAPTER/NAME (chapter NULL: NAME at the top) that was handed in,
 * with or without a problem, or NULL. */
const Handed *handed(const Submission *submission, const char *chapter,
                     const char *name);

/** The C files of a chapter, without its folder: its own names, handed in or
 *  not, then those of the student's own that were taken. To be freed. */
Texts handed_sources(const Submission *submission, const Chapter *chapter);

/** The headers of the student's own that were taken. To be freed. */
Texts handed_headers(const Submission *submission, const Chapter *chapter);

/** Leaves out all files of the student's own in a chapter whose code the
 *  course hands out. */
void intake_drop_own(Submission *submission, const Chapter *chapter);

/** The first student's id in lower case, "" when there is none; to be freed
 *  by the caller. Numbers of a student's own hang on it. */
char *submission_id(const Submission *submission);

/** Releases all of it. */
void submission_free(Submission *submission);

#endif
