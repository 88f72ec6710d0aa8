/**
 * @file csv.h
 * @ingroup ch00
 * Tables that a program writes and gnuplot reads.
 */
#ifndef CSV_H
#define CSV_H

#include <stdbool.h>
#include <stdio.h>

/** @addtogroup ch00
 * @{ */

/** A table being written: to a temporary name until csv_close(). */
typedef struct {
    FILE *file; /**< NULL when it could not be opened */
    char path[4096], part[4096 + 8];
} Csv;

/**
 * Opens DIR/NAME for writing, under the name DIR/NAME.part until csv_close().
 * @param dir the directory, which has to exist
 * @param name the file's name
 * @param key settings and data the table stands for, written as the first
 *   line "# key"; NULL for none
 * @param header the column names, separated by commas
 * @param csv the table
 * @return false, with one line on stderr, when it cannot be written
 */
bool csv_open(const char *dir, const char *name, const char *key,
              const char *header, Csv *csv);

/**
 * Writes one line, formatted as by printf, and adds the line's end.
 * @param csv the table
 * @param format as for printf()
 */
__attribute__((format(printf, 2, 3))) void csv_row(Csv *csv,
                                                   const char *format, ...);

/**
 * Ends the table and gives it its name.
 * @param csv the table
 * @return false, with one line on stderr, when the disk did not take it
 */
bool csv_close(Csv *csv);

/** @} */

#endif
