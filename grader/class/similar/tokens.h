/**
 * @file tokens.h
 * C source as tokens, without comments, layout, names, and what numbers and
 * strings hold.
 */
#ifndef TOKENS_H
#define TOKENS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

typedef struct {
    uint32_t *line;      /**< of each token: its line in the source, from 0 */
    unsigned char *kind; /**< two tokens of one kind are alike */
    size_t count;
    bool cut; /**< the text holds more of them */
} Tokens;

/** Splits C source.
 *  @param text any text
 *  @param most tokens that are taken; what follows is left out */
Tokens tokens_of(const char *text, size_t most);

/** Releases them. */
void tokens_free(Tokens *tokens);

#endif
