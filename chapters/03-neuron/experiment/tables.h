/**
 * @file tables.h
 * The tables of the runs.
 */
#ifndef EXPERIMENT_03_TABLES_H
#define EXPERIMENT_03_TABLES_H

#include "csv.h"
#include "score.h"

/** Opens DIR/NAME and writes its header; false when it cannot be written. */
bool start_table(const char *dir, const char *name, const char *header,
                 Csv *csv);

/** A line of the results: what was trained, and its two scores. */
void write_result(Csv *csv, const char *what, Score train, Score test);

#endif
