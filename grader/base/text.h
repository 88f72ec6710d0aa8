/**
 * @file text.h
 * Text that came from outside, made safe to print, store and show.
 */
#ifndef TEXT_H
#define TEXT_H

#include <stdbool.h>
#include <stddef.h>

/** A growing list of texts that it owns. */
typedef struct Texts {
    char **item;
    size_t count;
} Texts;

/** Adds a text, made as by printf(). */
void texts_add(Texts *texts, const char *format, ...)
    __attribute__((format(printf, 2, 3)));

/** Is `text` in the list? */
bool texts_have(const Texts *texts, const char *text);

/** Releases the texts and leaves an empty list. */
void texts_free(Texts *texts);

/** Splits at any of the characters in `separators`; empty pieces are left
 *  out. */
Texts texts_split(const char *text, const char *separators);

/**
 * One line of valid, printable UTF-8: bytes that are none, control
 * characters, and marks that turn the direction of writing or cannot be
 * seen become '?'; line ends and tabs become spaces; blanks at both ends go.
 * @param bytes any bytes
 * @param size how many
 * @param most the most bytes to return; a cut text ends in "..."
 * @return text to be freed by the caller
 */
char *clean_line(const char *bytes, size_t size, size_t most);

/** As clean_line(), for several lines: line ends stay. */
char *clean_lines(const char *bytes, size_t size, size_t most);

/** As clean_line(), for what a compiler or a worker printed: ASCII only, and
 *  nothing that a page, a shell or a formatter could take as its own. */
char *clean_ascii(const char *bytes, size_t size, size_t most);

/** The text without blanks at both ends, in place; no-break spaces are
 *  blanks, too. */
char *text_trim(char *text);

#endif
