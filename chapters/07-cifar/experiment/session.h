/**
 * @file session.h
 * The data, and what all runs share.
 */
#ifndef EXPERIMENT_07_SESSION_H
#define EXPERIMENT_07_SESSION_H

#include "cifar.h"
#include "csv.h"
#include "data.h"
#include "progress.h"

/* [region settings] */
static const Settings BASIC = {.layers = "3072-256-128-10",
                               .optimiser = "sgd",
                               .rate = 0.01,
                               .batch = 128,
                               .epochs = 6};
static const Settings BASE = {.layers = "3072-256-128-10",
                              .optimiser = "adam",
                              .rate = 1e-3,
                              .l2 = 1e-4,
                              .decay = 0.1,
                              .batch = 128,
                              .epochs = 10}; /* 20 on the real CIFAR-10 */
/* [end] */
/* [region ablation] */
static const Settings ABLATION = {.layers = "3072-64-10",
                                  .optimiser = "adam",
                                  .rate = 1e-3,
                                  .l2 = 3e-3,
                                  .decay = 0.1,
                                  .batch = 128,
                                  .epochs = 15};
enum { ABLATION_SEEDS = 5, ABLATION_FIT = 8000, ABLATION_HELD = 2000 };
static const double SGD_RATES[] = {0.01, 0.03, 0.1};
/* [end] */
enum {
    SEEDS = 3,
    CLASSES = 10,
    RATES = sizeof SGD_RATES / sizeof *SGD_RATES,
    RUNS_MOST = 64,
    NAME = 40
};

/* What a tuned net may cost: epochs times weights. */
static const double MOST_WORK = 40e6;

typedef enum {
    MEASURE_BASIC,
    MEASURE_BASE,
    MEASURE_TUNED,
    MEASURE_CONTROL,
    MEASURES
} Measure;

static const struct {
    const char *name;
    double stated; /* for the real data */
    double side;   /* -1: at least, 1: at most */
} measures[MEASURES] = {[MEASURE_BASIC] = {"basic", 0.42, -1},
                        [MEASURE_BASE] = {"base", 0.50, -1},
                        [MEASURE_TUNED] = {"tuned", 0.55, -1},
                        [MEASURE_CONTROL] = {"control", 0.20, 1}};

/* Many runs of the reference, by one measure. */
typedef struct {
    size_t count;
    double sum, squares, least, most;
    double mean, deviation, threshold;
} Statistics;

/* What all runs share. */
typedef struct {
    const char *dir, *key;
    Data train, test;
    Data fit, held; /* parts of `train`: to learn from, and to choose by */
    bool real;
    Progress progress;
    size_t epochs_done;
    Csv settings;
    Statistics statistics[MEASURES];
    char names[RUNS_MOST][NAME]; /* of runs whose state is kept */
    size_t runs;
} Session;

/** Reads the data; ends the program when there are none. */
Session session_new(const char *dir);

/** Labels in an order that has nothing to do with the pictures. */
Data mixed(const Data *plain, uint64_t seed);

#endif
