/**
 * @file tables.h
 * Tables.
 */
#ifndef EXPERIMENT_05_TABLES_H
#define EXPERIMENT_05_TABLES_H

#include "csv.h"
#include "task.h"
#include "training.h"

/** Opens DIR/NAME and writes its header. */
Csv table(const char *dir, const char *name, const char *header);

/** A line for each epoch of a run. */
void write_curve(const char *dir, const char *id, const Outcome *out,
                 size_t epochs);

/** How many digits each half has: `counts.csv`. */
void write_counts(const char *dir, const Task *task);

#endif
