/**
 * @file task.h
 * The digits, as a task: is it a five?
 */
#ifndef EXPERIMENT_03_TASK_H
#define EXPERIMENT_03_TASK_H

#include "data.h"
#include "digits.h"
#include "mat.h"
#include "neuron_judged.h"

typedef struct {
    Data digits;
    Mat x, y;
} Half;

typedef struct {
    Half train, test;
} Task;

/** Both halves, scaled by the training half. Ends the program when there are
 *  no digits. */
Task load(DigitsOrder order);

/** Frees what load() made. */
void unload(Task *task);

/** The training labels in an order that has nothing to do with the digits. */
Mat mixed_labels(const Mat *y, uint64_t seed);

/** A neuron that has seen the shares of the labels and nothing else: its bias
 * is their log odds, so that it always says "not 5". */
Neuron never_five(const Mat *y);

/** How many digits each half has, and how many fives: `counts.csv`. */
void write_counts(const char *dir, const Task *task);

#endif
