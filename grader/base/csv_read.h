/**
 * @file csv_read.h
 * Reads tables as spreadsheets save them: RFC 4180's comma-separated values,
 * where fields may stand in quotes and hold commas, line ends and doubled
 * quotes there; the same with semicolons or tabs; in UTF-8 or UTF-16, with a
 * mark or without. Blanks around a field are no part of it.
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
    char separator; /**< what its first line has most of */
} Csv;

/**
 * Reads a table.
 * @param bytes the file's content
 * @param size how many bytes
 * @param table receives the rows; empty lines are left out
 * @return NULL, or what is wrong, to stand behind the file's name: ":LINE:"
 *   and that a quoted field is not ended or is followed by something else
 *   than a separator, or ":" and that it is no text; to be freed
 */
char *csv_parse(const char *bytes, size_t size, Csv *table);

/** The first column with that name, capitals aside; SIZE_MAX for none. */
size_t csv_column(const Csv *table, const char *name);

/** Releases a table. */
void csv_free(Csv *table);

#endif
