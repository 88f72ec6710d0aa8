/**
 * @file settings.h
 * What the runs have in common.
 */
#ifndef EXPERIMENT_03_SETTINGS_H
#define EXPERIMENT_03_SETTINGS_H

/* [region settings] */
enum { SEEDS = 5, EPOCHS = 100, BATCH = 15 };
static const double RATE = 0.15;
/* [end] */

#endif
