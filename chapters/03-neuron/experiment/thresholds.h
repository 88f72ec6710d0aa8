/**
 * @file thresholds.h
 * Thresholds: measured once with the reference, then kept.
 */
#ifndef EXPERIMENT_03_THRESHOLDS_H
#define EXPERIMENT_03_THRESHOLDS_H

#include <stddef.h>

/** Trains from so many seeds and writes the table that is kept. */
void measure(const char *dir, size_t seeds);

/** The threshold of one measure. */
double threshold(const char *name);

/** The table goes to `dir` as well, so that the book can show it. */
void copy_thresholds(const char *dir);

#endif
