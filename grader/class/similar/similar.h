/**
 * @file similar.h
 * Who wrote alike: sim_c over all submissions, one file of one chapter at a
 * time. Evidence is only what two have in common and what neither has from
 * the skeleton, the given code or the reference, nor with many others of the
 * class: short functions have few right forms.
 */
#ifndef SIMILAR_H
#define SIMILAR_H

#include "catalogue.h"
#include "records.h"
#include "tokens.h"

enum {
    RUN_LEAST = 20,     /**< tokens in a row that count as common */
    SHARED_LEAST = 60,  /**< tokens of evidence before a pair is reported */
    PERCENT_LEAST = 60, /**< of the smaller one's own tokens */
    CROWD_LEAST = 8,    /**< so many others, and a fifth of the class, */
    CROWD_PART = 5,     /**<   make a form a common one */
    PAIRS_SHOWN = 200   /**< side by side; similar.json has all */
};

typedef enum { NOW, BEFORE, OURS } Origin;

/** A source of one chapter's file. */
typedef struct {
    char *label; /**< the submission's name, or last year's */
    Origin origin;
    char *text;
    Tokens tokens;
    char *ours;       /**< of each token: is it like one of ours? */
    unsigned *others; /**< of each token: how many submissions have it */
} Source;

typedef struct {
    char *file; /**< such as "01-descent/descent.c" */
    Source *sources;
    size_t count, now; /**< now: submissions of this class */
} Field;

/** Tokens that two sources have in common. */
typedef struct {
    size_t a, b;                       /**< sources */
    size_t a_from, a_to, b_from, b_to; /**< tokens, to: the one behind */
} Run;

typedef struct {
    Run *run;
    size_t count;
} Runs;

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
void field_free(Field *field);

/** Takes in last year's submissions: what lies in `path`, a folder of them
 *  or what a class run left.
 *  @param to a directory: TO/NUMBER/CHAPTER/NAME.c
 *  @return their names, the number being the index */
Texts collect_old(const char *path, const char *to,
                  const Catalogue *catalogue);

/** Has sim_c compare all sources, in the scratch directory `job`. */
Runs runs_find(const Field *field, const char *job);

/** Adds the pairs that a person should see. They are sorted, the strongest
 *  first, and of those that are not shown only the figures are kept. */
void pairs_add(Pairs *pairs, Field *field, size_t number, const Runs *runs);

/** Releases them. */
void pairs_free(Pairs *pairs);

/** Writes OUT/similar.json and OUT/similar.html. */
void similar_write(const Records *records, const Field *fields,
                   const Pairs *pairs);

#endif
