/**
 * @file pictures.h
 * Digits and weights as pictures.
 */
#ifndef EXPERIMENT_03_PICTURES_H
#define EXPERIMENT_03_PICTURES_H

#include "neuron_judged.h"
#include "task.h"

/** The first digit of each class in the training half. */
void write_strip(const char *dir, const Task *task);

/** The ten test digits that cost most, the dearest first. */
void write_mistakes(const char *dir, const Task *task, const Neuron *neuron);

/** The weights as a picture of 8 x 8: `weights.csv`. */
void write_weights(const char *dir, const Neuron *neuron);

#endif
