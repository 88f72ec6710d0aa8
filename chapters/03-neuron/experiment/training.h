/**
 * @file training.h
 * One training run.
 */
#ifndef EXPERIMENT_03_TRAINING_H
#define EXPERIMENT_03_TRAINING_H

#include "csv.h"
#include "mat.h"
#include "neuron_judged.h"
#include "progress.h"
#include "score.h"
#include "task.h"

typedef struct {
    const Task *task;
    const Mat *labels; /* of the training half: true ones, or mixed up */
    uint64_t seed;
    Csv *curve;    /* receives a line for each epoch; NULL: none */
    Neuron neuron; /* as it is left, for the features in their own order */
    Score train, test;
    bool agrees;
    size_t strange; /* epochs that did something else */
    Progress *progress;
    size_t *epochs_done;
} Run;

/** 0 .. n-1, to be freed. */
size_t *count_up(size_t n);

/** EPOCHS epochs; fills in what `run` is left with. */
void train(Run *run);

/** A run that has not begun. */
Run start(const Task *task, const Mat *labels, uint64_t seed);

/** Frees what start() took. */
void finish(Run *run);

#endif
