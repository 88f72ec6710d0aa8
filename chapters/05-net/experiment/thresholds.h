/**
 * @file thresholds.h
 * Thresholds: how far the reference stays from them.
 */
#ifndef EXPERIMENT_05_THRESHOLDS_H
#define EXPERIMENT_05_THRESHOLDS_H

#include "task.h"

/** Trains each net from so many seeds and writes the table that is kept. */
void measure(const char *dir, const Task *task, size_t seeds);

/** The table that is kept goes to `dir` as well, so that the book can show
 * it.
 */
void copy_kept(const char *dir);

#endif
