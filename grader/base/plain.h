/**
 * @file plain.h
 * Text as editors save it, made plain: UTF-8 without a mark, lines that end
 * in '\n'. Practice and grading read students' files through it.
 */
#ifndef PLAIN_H
#define PLAIN_H

#include <stddef.h>

/**
 * Reads UTF-8 or any bytes of one byte a letter, with or without a mark, and
 * UTF-16 of both orders. Lines may end in LF, CR LF or CR; zero bytes at the
 * end are padding.
 * @param bytes the text
 * @param size how many bytes
 * @param length receives the bytes of the result, without its final '\0'
 * @param problem receives what is wrong with it ("holds a zero byte"), or
 *   NULL
 * @return the plain text, to be freed by the caller; NULL where there is a
 *   problem
 */
char *plain_text(const char *bytes, size_t size, size_t *length,
                 const char **problem);

/** The same, with its lines as they are: for a file that is handed back. */
char *plain_utf8(const char *bytes, size_t size, size_t *length,
                 const char **problem);

#endif
