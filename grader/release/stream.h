/**
 * @file stream.h
 * Text as the scan of releases sees it: a sequence of tokens, one character
 * each, in which a copy of C code looks like the original whatever its names,
 * numbers, types, layout, casts, brackets and braces are.
 */
#ifndef STREAM_H
#define STREAM_H

#include <stddef.h>

typedef struct {
    char *token;  /**< ends in 0 */
    size_t *line; /**< of each token: where it stands, from 1 */
    size_t count, room;
} Stream;

/** What of a text is read: what stands outside of comments, or inside. */
typedef enum { CODE, COMMENTS } Part;

/** The tokens of a text, of C code or of anything else. */
Stream stream_of(const char *text, Part part);

/** Releases them. */
void stream_free(Stream *stream);

#endif
