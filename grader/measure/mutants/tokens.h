/**
 * @file tokens.h
 * A C source as tokens, each with the exercise whose answer it stands in.
 */
#ifndef TOKENS_H
#define TOKENS_H

#include <stdbool.h>
#include <stddef.h>

enum { NO_TOKEN = -1 };

/** What a token is. */
typedef enum { WORD, NUMBER, STRING, SIGN } Kind;

/** Bytes `begin` to `end` of the source. */
typedef struct {
    Kind kind;
    size_t begin, end;
    int mate;          /**< the other bracket of a pair, or NO_TOKEN */
    char exercise[64]; /**< "" outside answers */
} Token;

/** @name The source, and its tokens @{ */
extern char *source;
extern Token tokens[];
extern int token_count;
/** @} */

/** Ends the program with status 2 and says why. */
void die(const char *text);

/** Takes a file as the source, and reads its tokens. */
void tokens_read(const char *path);

/** Is token `t` this text? No token is none. */
bool is(int t, const char *text);

/** Is token `t` one of the words in `list`, which spaces separate? */
bool is_any(int t, const char *list);

/** Do tokens `from` to `to` read as `from2` to `to2` do? */
bool same_text(int from, int to, int from2, int to2);

/** The text of tokens `from` to `to`, for "%.*s". */
#define SPAN(from, to)                                                       \
    (int)(tokens[to].end - tokens[from].begin), source + tokens[from].begin

#endif
