/**
 * @file sheet.h
 * A table that somebody else made, to be filled in: cells are replaced, and
 * every other byte of the file stays as it is. Values may be separated by
 * commas, semicolons or tabs; the first line shows by which.
 */
#ifndef SHEET_H
#define SHEET_H

#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>

/** No such column, row, submission. */
#define NONE ((size_t)-1)

typedef struct {
    size_t start, length; /**< in the file, quotes included */
    char *text;           /**< what a reader sees */
    char *fresh;          /**< what is to stand there, or NULL */
} Cell;

typedef struct {
    Cell *cell;
    size_t count;
} SheetRow;

typedef struct {
    const char *path;
    char *bytes;
    size_t size;
    char delimiter;
    SheetRow *row; /**< the first one is the header */
    size_t count;
} Sheet;

/** Reads a table; one that cannot be read, or has no rows below its header,
 *  ends the program. */
Sheet sheet_read(const char *path);

/** The text of a cell, without blanks at its ends; "" when there is none. */
const char *sheet_text(const Sheet *sheet, size_t row, size_t column);

/** Puts a text into a cell; false when the row is too short to have it. */
bool sheet_set(Sheet *sheet, size_t row, size_t column, const char *text);

/** Writes the table. */
void sheet_write(const Sheet *sheet, FILE *out);

/** Releases it. */
void sheet_free(Sheet *sheet);

#endif
