/**
 * @file net_judged.h
 * @ingroup ch05
 * What only the grader's runs have: gradient descent by passes of ours, to
 * hold an epoch of the code under test against. In practice model_epoch is
 * NULL.
 */
#ifndef NET_JUDGED_H
#define NET_JUDGED_H

#include "evaluate.h"

/** @addtogroup ch05
 * @{ */

/**
 * One epoch of mini-batch gradient descent on the model, as the contracts of
 * chapters 5 and 6 describe it: samples in the order of epoch_order(), the
 * loss of model_score(), one step a batch.
 * @param model its parameters change
 * @param data samples with labels
 * @param scale how bytes become numbers
 * @param batch samples a step
 * @param rate the learning rate
 * @param seed of the order
 */
__attribute__((weak)) void model_epoch(Model *model, const Data *data,
                                       const Scale *scale, size_t batch,
                                       double rate, uint64_t seed);

/**
 * Did an epoch go where it had to?
 * @param start the parameters before it
 * @param due after it, by model_epoch()
 * @param came after it, by the code under test
 * @return true when `came` is off by less than a twentieth of the way;
 *   rounding does far less, but for one epoch in some ten thousand
 */
__attribute__((weak)) bool model_went(const Model *start, const Model *due,
                                      const Model *came);

/** @} */

#endif
