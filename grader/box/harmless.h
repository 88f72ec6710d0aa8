/**
 * @file harmless.h
 * Text from untrusted hands, made harmless.
 */
#ifndef HARMLESS_H
#define HARMLESS_H

#include <stdbool.h>
#include <stddef.h>

/** Copies the first line of `from` as printable ASCII without quotes,
 *  brackets and other marks that a format could take for its own; square
 *  brackets become round.
 * @param to receives at most room - 1 characters and a NUL */
void harmless_line(char *to, size_t room, const char *from);

/** Replaces, in place, all that is not printable ASCII, a tab or a line's
 *  end by a question mark. */
void harmless_text(char *text, size_t length);

#endif
