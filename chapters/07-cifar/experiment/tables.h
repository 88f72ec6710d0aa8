/**
 * @file tables.h
 * Tables.
 */
#ifndef EXPERIMENT_07_TABLES_H
#define EXPERIMENT_07_TABLES_H

#include "cifar.h"
#include "csv.h"
#include "evaluate.h"
#include "session.h"
#include "training.h"

/** Opens a table and writes its header; false when it cannot be written. */
bool start_table(const Session *s, const char *name, const char *header,
                 Csv *csv);

/** What the data set is: `data.csv`. */
void write_data(const Session *s);

/** A line of settings and results. */
void write_result(Session *s, const char *what, const Settings *set,
                  size_t seeds, Score train_score, const char *judged,
                  Score score);

/** A line for each epoch of a run. */
void write_curve(const Session *s, const char *name, const Outcome *o);

/** Two pictures of each class: `strip.csv`. */
void write_strip(const Session *s);

#endif
