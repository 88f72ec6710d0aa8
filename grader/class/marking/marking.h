/**
 * @file marking.h
 * All answers of a class to one question, for who marks them.
 */
#ifndef MARKING_H
#define MARKING_H

#include "records.h"

#include <stdio.h>

/** An answer. */
typedef struct {
    size_t submission; /**< its index in the class */
    char *shown;       /**< the name that the marker sees */
    bool marked;       /**< a person has marked it already */
    double score;
    char *comment;
} Answer;

typedef struct {
    const char *chapter; /**< such as "01-descent" */
    const Exercise *exercise;
    double points;   /**< in this course */
    Answer *answers; /**< sorted by what is shown */
    size_t count;
} Question;

/** What is wanted. */
typedef struct {
    bool anonymous, pending; /**< pending: only those without marks */
    const char *directory;   /**< OUT/marking */
} Wish;

/** Reads who answered. */
Question question_read(const Records *records, const Catalogue *catalogue,
                       const char *id, const Wish *wish);

/** Releases it. */
void question_free(Question *question);

/**
 * The pseudonym of each submission, from OUT/marking/key.csv; who has none
 * gets one, and the file grows.
 */
Texts pseudonyms(const Records *records, const Wish *wish);

/** Brings OUT/marking/ID.csv up to date: a row for each answer that has
 *  none. Rows that are there stay as they are.
 *  @return how many rows are new */
size_t table_update(const Records *records, const Question *question,
                    const Wish *wish);

/** Puts the answers, their pictures and marking.md into the directory
 *  `job`. */
void sheet_write(const Records *records, const Question *question,
                 const char *job);

/** The ids of all questions that the records hold, in their order. */
Texts questions(const Records *records);

#endif
