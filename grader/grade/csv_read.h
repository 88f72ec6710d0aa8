/**
 * @file csv_read.h
 * Reads tables of comma-separated values as RFC 4180 describes them: fields
 * may stand in quotes, and hold commas, line ends and doubled quotes there.
 */
#ifndef CSV_READ_H
#define CSV_READ_H

#include "text.h"

/** A row, and the line of the file on which it starts. */
typedef struct {
    Texts field;
    size_t line;
} CsvRow;

typedef struct {
    CsvRow *row;
    size_t count;
} Csv;

/**
 * Reads a table.
 * @param text the file's content
 * @param table receives the rows; empty lines are left out
 * @return 0, or the line where a quoted field is not ended, or is followed
 *   by something else than a comma
 */
size_t csv_parse(const char *text, Csv *table);

/** Releases a table. */
void csv_free(Csv *table);

#endif
