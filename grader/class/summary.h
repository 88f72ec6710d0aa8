/**
 * @file summary.h
 * A class run in words: what an instructor has to know at its end.
 */
#ifndef SUMMARY_H
#define SUMMARY_H

#include "record/record.h"

/** What stands in the records; each text is a line. */
typedef struct {
    size_t graded;
    size_t waiting;  /**< have answers that nobody has marked yet */
    size_t timeless; /**< nobody knows when they were handed in */
    Texts problems, faults, same, people;
} Summary;

/** Prints it.
 *  @param class the content of class.json
 *  @param marks people's marks, a path or NULL */
void summary_say(const Summary *summary, const json_t *class,
                 const char *marks);

/** Releases its texts. */
void summary_free(Summary *summary);

#endif
