/**
 * @file thresholds.h
 * Thresholds, from measurements that were made once with the
 * reference and are kept.
 */
#ifndef EXPERIMENT_07_THRESHOLDS_H
#define EXPERIMENT_07_THRESHOLDS_H

#include "session.h"

/** Counts a value. */
void add(Statistics *s, double value);

/** From the kept measurements of this data set. */
void read_measured(Session *s);

/** What is asked for, and why: `thresholds.csv`. */
void write_thresholds(const Session *s);

#endif
