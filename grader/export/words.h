/**
 * @file words.h
 * What there is to say about a view, in words that a student may read.
 */
#ifndef WORDS_H
#define WORDS_H

#include "verdict.h"

/** Bytes of what is said about one exercise. */
enum { EXPLAIN_MOST = 3000 };

/** "62 of 100 points", what may still change them, and what is not shown; to
 *  be freed. */
char *view_headline(const json_t *view);

/** The notes on the submission, a line each; to be freed. */
char *view_notes(const json_t *view);

/** The verdict in words. */
const char *view_words(Verdict verdict);

/** "2.3 The sigmoid"; to be freed. */
char *view_title(const json_t *exercise);

/** "leaves y alone": a check's id as words; to be freed. */
char *view_name(const json_t *check);

/** All that its checks say, a line each, at most EXPLAIN_MOST bytes; "" when
 *  there is nothing to say; to be freed. */
char *view_explain(const json_t *exercise);

/** What one check says, in one line; "" when it says nothing; to be
 *  freed. */
char *view_says(const json_t *check);

/** Points as people write them: at most two decimals. */
typedef struct {
    char text[32];
} Points;
Points points_text(double points);

#endif
