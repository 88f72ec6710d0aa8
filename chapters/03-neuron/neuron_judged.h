/**
 * @file neuron_judged.h
 * @ingroup ch03
 * What only the grader's runs have: gradient descent by loops of ours, to
 * hold an epoch of the code under test against. In practice neuron_went is
 * NULL.
 */
#ifndef NEURON_JUDGED_H
#define NEURON_JUDGED_H

#include "neuron.h"

/** @addtogroup ch03
 * @{ */

/** A neuron's parameters. */
typedef struct {
    Mat w; /**< D x 1 */
    Mat b; /**< 1 x 1 */
} Neuron;

/**
 * Is what came out of an epoch what gradient descent makes of its start?
 * @param x inputs, N x as many as a digit has pixels
 * @param y labels, N x 1
 * @param order of the samples
 * @param batch samples a step; the last step may have fewer
 * @param rate the learning rate
 * @param start the neuron before the epoch
 * @param end the neuron after it, by the code under test
 * @return true when it is off by less than a hundredth of the way; rounding
 *   does far less
 */
__attribute__((weak)) bool neuron_went(const Mat *x, const Mat *y,
                                       const size_t *order, size_t batch,
                                       double rate, const Neuron *start,
                                       const Neuron *end);

/** @} */

#endif
