/**
 * @file csv_write.h
 * Writes tables of comma-separated values that a spreadsheet will open.
 */
#ifndef CSV_WRITE_H
#define CSV_WRITE_H

#include <stdio.h>

/** Writes one cell, in quotes where it needs them. A text that a spreadsheet
 *  would take for a formula gets an apostrophe in front. */
void csv_put(FILE *out, const char *text, char delimiter);

/** Writes a row of texts, up to a NULL, with commas between. */
void csv_row(FILE *out, ...) __attribute__((sentinel));

#endif
