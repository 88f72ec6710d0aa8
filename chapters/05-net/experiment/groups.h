/**
 * @file groups.h
 * What several runs have in common.
 */
#ifndef EXPERIMENT_05_GROUPS_H
#define EXPERIMENT_05_GROUPS_H

#include "evaluate.h"
#include "mat.h"
#include "settings.h"
#include "task.h"
#include "training.h"

typedef struct {
    size_t count, failed;
    double test[SEEDS], train[SEEDS], plateau[SEEDS];
    double silent; /* hidden units that are 0 for every digit, mean share */
} Group;

/** The median of `count` values, which stay in their order. */
double median(const double *values, size_t count);

/** The least for side = -1, the largest for side = 1. */
double extreme(const double *values, size_t count, double side);

/** Counts a run. */
void add(Group *g, const Outcome *out);

/** The outputs of the first `layers` layers for all training digits. */
Mat outputs(const Model *model, size_t layers, const Task *task);

/** The share of columns without a number above 0. */
double silent_share(const Mat *z);

/** Runs from so many seeds. */
Group run_group(Setting s, size_t seeds);

#endif
