/**
 * @file parts.h
 * The parts of the class page, in the order in which they stand on it.
 */
#ifndef PARTS_H
#define PARTS_H

#include "tally.h"

#include <stdio.h>

/** How the scores are spread: a histogram, and the same in words. */
void put_scores(FILE *page, const Tally *tally);

/** What share of the class passed each exercise, and why the others did
 *  not. */
void put_exercises(FILE *page, const Tally *tally);

/** What a person should look at: unreadable, broken, late, similar, the same,
 *  flagged, waiting for marks. Reads each record. */
void put_people(FILE *page, const Records *records, const Tally *tally);

/** The table of all submissions. Reads each record. */
void put_table(FILE *page, const Records *records, const Tally *tally);

/** Is there something in this submission that a person should see? */
bool needs_a_person(const json_t *entry, const json_t *record,
                    const Tally *tally);

/** Has it a flag that not all have? */
bool has_own_flags(const json_t *record, const Tally *tally);

/** Did the run of the class itself note something about it? */
bool has_notes(const json_t *entry);

/** How many exercises the grader itself could not judge. */
size_t broken_in(const json_t *record);

/** "3 h 20 min"; to be freed by the caller. */
char *duration(double seconds);

#endif
