/**
 * @file csv_write.h
 * Tables of comma-separated values as RFC 4180 describes them, for
 * spreadsheets that take a field with a "=" in front for a formula.
 */
#ifndef CSV_WRITE_H
#define CSV_WRITE_H

#include <stdio.h>

/** How a field ends. */
typedef enum { NEXT_FIELD, NEXT_LINE } CsvEnd;

/** Writes a text that came from outside, in quotes where it has to be. What
 *  a spreadsheet could take for a formula, and is no number, gets a "'" in
 *  front. */
void csv_text(FILE *file, const char *text, CsvEnd end);

/** Writes a number. */
void csv_number(FILE *file, double value, CsvEnd end);

/** Writes a line of texts, up to a NULL. */
void csv_line(FILE *file, ...) __attribute__((sentinel));

/** Writes a text without an end, for a table with a delimiter of its own. */
void csv_put(FILE *file, const char *text, char delimiter);

#endif
