/**
 * @file tables.h
 * Tables.
 */
#ifndef EXPERIMENT_06_TABLES_H
#define EXPERIMENT_06_TABLES_H

#include "csv.h"
#include "runs.h"
#include "session.h"
#include "training.h"

/** Opens a table and writes its header; false when it cannot be written. */
bool start_table(const Session *s, const char *name, const char *header,
                 Csv *csv);

/** What the data set is: `data.csv`. */
void write_data(const Session *s);

/* Settings and results of every run, a line each. */
extern Csv settings;

/** A line of `settings`. */
void write_settings(const Run *run, const Outcome *o);

/** A line for each epoch of a run. */
void write_curve(const Session *s, const char *name, const Outcome *o);

#endif
