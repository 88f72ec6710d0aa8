/**
 * @file text.h
 * Text from untrusted hands, made harmless.
 */
#ifndef TEXT_H
#define TEXT_H

#include <stdbool.h>
#include <stddef.h>

/** Copies the first line of `from` as printable ASCII without quotes,
 *  brackets and other marks that a format could take for its own; square
 *  brackets become round.
 * @param to receives at most room - 1 characters and a NUL */
void text_line(char *to, size_t room, const char *from);

/** Replaces, in place, all that is not printable ASCII, a tab or a line's
 *  end by a question mark. */
void text_plain(char *text, size_t length);

#endif
