/**
 * @file starts.h
 * Starting weights, and how far a step moves them.
 */
#ifndef EXPERIMENT_05_STARTS_H
#define EXPERIMENT_05_STARTS_H

#include "task.h"

/** What each rule of starting weights leads to: `starts.csv`, `inside.csv`.
 */
void run_starts(const char *dir, const Task *task);

/** How far a step moves the weights, for their size: `ratio.csv`. */
void run_ratio(const char *dir, const Task *task);

#endif
