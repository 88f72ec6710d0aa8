/**
 * @file similar.h
 * Who wrote alike: all submissions, one file of one chapter at a time.
 * Evidence is only what two have in common and what neither has from the
 * skeleton, the given code or the reference, nor with many others of the
 * class: short functions have few right forms.
 */
#ifndef SIMILAR_H
#define SIMILAR_H

#include "course/catalogue.h"
#include "grams.h"
#include "records.h"

enum {
    SHARED_LEAST = 60,    /**< tokens of evidence before a pair is reported */
    PERCENT_LEAST = 60,   /**< of the smaller one's own tokens */
    CROWD_LEAST = 8,      /**< so many others, and a fifth of the class, */
    CROWD_PART = 5,       /**<   make a form a common one */
    PASSAGE_MOST = 150,   /**< tokens; more is no passage but a copy */
    TOKENS_ALL = 4 << 20, /**< of all sources of a field together; */
    TOKENS_LEAST = 20000, /**<   so many of each are compared */
    LONG_BYTES = 64 << 10, /**< more than any solution needs */
    REPEATS_LEAST = 2000,  /**< passages, */
    REPEATS_PART = 4,      /**<   of which less than a fourth differ */
    PLAIN_MOST = 100, /**< lines in a row that are shown, but no evidence */
    PAIRS_SHOWN = 200 /**< side by side; similar.json has all */
};

typedef enum { NOW, BEFORE, OURS } Origin;

/** A source of one chapter's file. */
typedef struct {
    char *label; /**< the submission's name, or last year's */
    Origin origin;
    char *text;
    Tokens tokens;
    Grams grams;
    char *odd;  /**< why a person should look at it, whoever is like it, or
                     NULL */
    char *ours; /**< of each token: is it like one of ours? */
    unsigned *others; /**< of each token: how many submissions have it, */
    size_t ring;      /**<   but for so many that are alike as a whole */
} Source;

typedef struct {
    char *file; /**< such as "01-descent/descent.c" */
    Source *sources;
    size_t count, now; /**< now: submissions of this class, the first ones */
    size_t reference;  /**< the most tokens that one of ours has */
    bool counted;      /**< `others` is known */
} Field;

/** Two that are alike in one file. */
typedef struct {
    size_t field, a, b;
    double percent;
    size_t shared;     /**< tokens of evidence */
    char *in_a, *in_b; /**< of each token: is it evidence? Or NULL */
} Pair;

typedef struct {
    Pair *pair;
    size_t count;
} Pairs;

/** Reads all sources of one file: of the class, of `old` (a directory that
 *  collect_old() made, or NULL), and ours. What students wrote in files of
 *  their own stands behind the chapter's first file. */
Field field_read(const Records *records, const Chapter *chapter,
                 const char *name, const char *old, const Texts *old_names);
/** Releases what only comparing needs. */
void field_compared(Field *field);

void field_free(Field *field);

/** Takes in last year's submissions: what lies in `path`, a folder of them
 *  or what a class run left.
 *  @param to a directory: TO/NUMBER/CHAPTER/NAME.c
 *  @return their names, the number being the index */
Texts collect_old(const char *path, const char *to,
                  const Catalogue *catalogue);

/** Adds the pairs that a person should see. They are sorted, the strongest
 *  first, and of those that are not shown only the figures are kept. */
void pairs_add(Pairs *pairs, Field *field, size_t number);

/** Releases them. */
void pairs_free(Pairs *pairs);

/** Writes OUT/similar.json and OUT/similar.html: the pairs, and which sources
 *  are odd, of `count` fields. */
void similar_write(const Records *records, const Field *fields, size_t count,
                   const Pairs *pairs);

#endif
