/**
 * @file letters.h
 * What students type, in plain letters: UTF-8 with its many dashes, blanks
 * and signs, and with the marks of Markdown and TeX, as ASCII.
 */
#ifndef LETTERS_H
#define LETTERS_H

#include <ctype.h>
#include <stddef.h>

/** The character at `at`, which has `length` bytes; a byte that begins none
 *  is a character that stands for nothing. */
unsigned check_character(const char *at, size_t *length);

/** The line without the marks of Markdown and TeX, in ASCII; to be freed.
 *  NULL when memory is out. */
char *check_plain(const char *line, size_t size);

/** The first that is no blank. */
static inline const char *skip_space(const char *text)
{
    while (isspace((unsigned char)*text))
        text++;
    return text;
}

#endif
