/**
 * @file graded.h
 * Runs that are graded.
 */
#ifndef EXPERIMENT_07_GRADED_H
#define EXPERIMENT_07_GRADED_H

#include "cifar.h"
#include "session.h"

/** Trains from several starts; draws the first; returns the median of the
 * test accuracy after the last epoch. `agrees` may be NULL. */
double run_seeds(Session *s, const char *name, const Settings *settings,
                 size_t seeds, bool brief, bool *agrees);

/** The verdict on a median, by the threshold of its measure. */
void judge(const Session *s, const char *exercise, Measure measure,
           double accuracy);

/** The basic net, taught labels without sense. */
void run_control(Session *s);

/** The basic net: judged, and drawn. */
void run_basic(Session *s);

/** Those of the base net, for this data set. */
Settings base_settings(const Session *s);

#endif
