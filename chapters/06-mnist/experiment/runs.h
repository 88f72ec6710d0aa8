/**
 * @file runs.h
 * One run.
 */
#ifndef EXPERIMENT_06_RUNS_H
#define EXPERIMENT_06_RUNS_H

#include "data.h"
#include "labels.h"
#include "session.h"
#include "training.h"

/* One run's settings; the context of its training. */
typedef struct {
    Session *session;
    const char *name;
    Layers layers;
    double rate;
    size_t epochs;
    uint64_t seed;
    bool standardised; /* else x / 255 */
    bool brief;
    const Data *train, *test; /* NULL: the session's */
    Scale scale;
    Training training;
} Run;

/** Trains as the settings say. */
Outcome carry_out(Run *run);

/** The settings of the chapter's net. */
Run default_run(Session *s, const char *name, uint64_t seed);

/** The same for another net. */
Run other_run(Session *s, const char *name, const Layers *layers,
              size_t epochs, uint64_t seed);

/** What a net of one output says of its test data. */
Recall recall_of_run(const Run *run, const Outcome *o);

#endif
