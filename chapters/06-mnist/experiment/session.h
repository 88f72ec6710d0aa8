/**
 * @file session.h
 * What all runs share.
 */
#ifndef EXPERIMENT_06_SESSION_H
#define EXPERIMENT_06_SESSION_H

#include "data.h"
#include "progress.h"

/* A net of mlp_new(): its widths, and the layers that it has to have. */
typedef struct {
    size_t count, widths[4];
    const char *plan;
} Layers;

/* [region settings] */
enum { SEEDS = 3, EPOCHS = 30, LONG_EPOCHS = 100, BATCH = 64 };
static const double RATE = 0.1;
static const double RATES[] = {1, 0.3, 0.1, 0.03, 0.01, 0.001};
static const Layers DEFAULT_NET = {
    .count = 4,
    .widths = {784, 128, 64, 10},
    .plan =
        "linear 784 128\nsigmoid\nlinear 128 64\nsigmoid\nlinear 64 10\n"};
/* [end] */
enum {
    RATE_COUNT = sizeof RATES / sizeof *RATES,
    DIGIT_EPOCHS = 5,
    CONTROL_EPOCHS = 10,
    CLASSES = 10
};

/* Many runs of the reference, by one measure. */
typedef struct Statistics {
    size_t count;
    double sum, squares, least, most;
    double mean, deviation, digit, threshold;
} Statistics;

typedef struct {
    const char *dir;
    Data train, test;
    Scale scale;
    Progress progress;
    size_t epochs_done;
    bool quiet;                   /* measuring: nothing is kept */
    const Statistics *statistics; /* one for each measure */
} Session;

#endif
