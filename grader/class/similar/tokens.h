/**
 * @file tokens.h
 * C source as tokens, without comments, layout and what strings hold.
 */
#ifndef TOKENS_H
#define TOKENS_H

#include <stddef.h>
#include <stdio.h>

enum { TOKENS_MOST = 20000 };

typedef struct {
    size_t *line; /**< of each token: where it stands in the source, from 0 */
    size_t count;
} Tokens;

/**
 * Splits C source.
 * @param text any text; what follows TOKENS_MOST tokens is left out
 * @param out receives one token a line, in letters, digits and C's own signs
 *   only, or NULL
 */
Tokens tokens_of(const char *text, FILE *out);

/** Releases them. */
void tokens_free(Tokens *tokens);

#endif
