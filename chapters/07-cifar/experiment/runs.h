/**
 * @file runs.h
 * One run.
 */
#ifndef EXPERIMENT_07_RUNS_H
#define EXPERIMENT_07_RUNS_H

#include "cifar.h"
#include "data.h"
#include "mat.h"
#include "net.h"
#include "samples.h"
#include "session.h"
#include "training.h"

/* One run; the context of its training. */
typedef struct {
    Session *session;
    char name[NAME];
    Settings settings;
    uint64_t seed;
    const Data *train, *test;
    bool brief;
    Scale scale;
    char plan[1000];
    Settings *told; /* the same settings, where the code under test is */
    Optimiser *optimiser;
    Mat memory[4 * NET_MOST]; /* the optimiser's, when a run is kept */
    Mat *extra[4 * NET_MOST];
    size_t memories;
    Training training;
} Run;

/** A settings handle for the code under test. */
Settings *tell(const Settings *s);

/** The net of a run, its context. */
Net *make_net(void *context);

/** A run that has not begun. */
Run run_of(Session *s, const char *name, const Settings *settings,
           uint64_t seed);

/** Trains as the settings say. */
Outcome carry_out(Run *run);

#endif
