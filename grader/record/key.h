/**
 * @file key.h
 * Of what a record is the outcome, as a hash: one that was made from the same
 * is current and need not be made again.
 */
#ifndef KEY_H
#define KEY_H

#include "intake/submission.h"
#include "marks.h"

/** Texts may be NULL, which is the same as "". */
typedef struct {
    const Submission *submission;
    const char *grader;   /**< hash of the grader's own sources */
    const char *kernel;   /**< the products' kernel, where one was asked
                              for: others do not make a record stale */
    const char *course;   /**< the preset's name */
    const char *seed;     /**< that was asked for */
    bool train;           /**< with it, the data count too */
    const Marks *marks;   /**< or NULL; only this submission's rows count */
    const char *received; /**< when it was handed in */
    const char *archive;  /**< and under which name */
} Origin;

typedef struct {
    char verdicts[65]; /**< of what decides the verdicts of the judge */
    char record[65];   /**< of these and what is added to them */
} Keys;

/** The keys of the record with that origin. */
Keys keys_of(const Origin *origin);

#endif
