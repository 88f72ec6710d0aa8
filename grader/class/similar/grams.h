/**
 * @file grams.h
 * What two sources have in common: their passages of RUN_LEAST tokens. The
 * time is in proportion to the two lengths, whatever the sources hold: one
 * that repeats itself costs no more than another.
 */
#ifndef GRAMS_H
#define GRAMS_H

#include "tokens.h"

enum { RUN_LEAST = 20 /**< tokens in a row that count as common */ };

/** A passage: a number that stands for its tokens, and its first one. */
typedef struct {
    uint64_t hash;
    uint32_t from;
} Gram;

typedef struct {
    Gram *gram; /**< by hash */
    size_t count;
    size_t kinds; /**< how many differ */
} Grams;

/** All passages of a source. */
Grams grams_of(const Tokens *tokens);

/** Releases them. */
void grams_free(Grams *grams);

/** Marks the tokens that stand in a passage which the other has, too.
 *  @param in_a,in_b a zero for each token, and one more
 *  @return whether there are any */
bool grams_common(const Grams *a, const Grams *b, char *in_a, char *in_b);

#endif
