/**
 * @file score.h
 * What a neuron is worth, by this program's own forward pass.
 */
#ifndef EXPERIMENT_03_SCORE_H
#define EXPERIMENT_03_SCORE_H

#include "mat.h"
#include "neuron_judged.h"

typedef struct {
    double loss, accuracy, recall, balanced;
} Score;

/** The logit of a row of x. */
double logit(const Mat *x, size_t row, const Neuron *neuron);

/** Over all rows of x, whose labels are y. */
Score score(const Mat *x, const Mat *y, const Neuron *neuron);

/** Of SEEDS scores, each number by itself. */
Score median_score(const Score *scores);

#endif
