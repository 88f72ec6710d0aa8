/**
 * @file variants.h
 * Other settings of the two-layer net.
 */
#ifndef EXPERIMENT_05_VARIANTS_H
#define EXPERIMENT_05_VARIANTS_H

#include "task.h"

/** The two-layer net with other settings: `settings.csv`. */
void run_settings(const char *dir, const Task *task);

/* [region rates] */
static const double rates[] = {.05, .15, .45, .75};
static const size_t rated_nets[] = {0, 1, 2};
enum { RATES = 4, RATED = 3, RATE_EPOCHS = 30, RATE_SEEDS = 10 };
/* [end] */

/** Three nets at four rates. */
void run_rates(const char *dir, const Task *task);

/** Digits in the order of the file instead. */
void run_order(const char *dir, const Task *shuffled);

/** Batches of other sizes, with the rate for the sum or for the mean. */
void run_trap(const char *dir, const Task *task);

#endif
