/**
 * @file training.h
 * One training run.
 */
#ifndef EXPERIMENT_05_TRAINING_H
#define EXPERIMENT_05_TRAINING_H

#include "evaluate.h"
#include "net.h"
#include "progress.h"
#include "samples.h"
#include "settings.h"
#include "task.h"

typedef struct {
    const Task *task;
    const char *plan, *rule;
    double rate;
    size_t batch, epochs;
    uint64_t seed;
    size_t *strange; /* counts epochs that did something else; NULL: nobody
                        looks */
} Setting;

typedef struct {
    FitRow rows[MOST_EPOCHS + 1];
    FitRow last;
    size_t plateau; /* epochs after which the loss is still above .65 */
    bool failed;    /* it is so at the end */
    Model model;    /* of the last run that was not thrown away */
} Outcome;

extern Progress progress;

/** The epoch of a Fit whose context is a Setting. */
double one_epoch(Net *net, const Samples *train, size_t epoch, void *context);

/** Trains by a setting, in a fresh process of the code under test. */
Outcome run(Setting s);

/** Run number i of a net of the chapter. */
Setting setting_of(const Task *task, size_t net, size_t i);

#endif
