/**
 * @file net_judged.h
 * @ingroup ch05
 * What only the grader's runs have: gradient descent by passes of ours, to
 * hold an epoch of the code under test against. In practice
 * model_descended is NULL.
 */
#ifndef NET_JUDGED_H
#define NET_JUDGED_H

#include "evaluate.h"

/** @addtogroup ch05
 * @{ */

/**
 * Did an epoch go where mini-batch gradient descent goes, as the contracts of
 * chapters 5 and 6 describe it: samples in the order of epoch_order(), the
 * loss of model_score(), one step a batch?
 * @param start the parameters before it
 * @param came after it, by the code under test
 * @param data samples with labels
 * @param scale how bytes become numbers
 * @param batch samples a step
 * @param rate the learning rate
 * @param seed of the order
 * @return true when `came` is off by less than a hundredth of the way, or by
 *   what rounding alone can do there
 */
__attribute__((weak)) bool
model_descended(const Model *start, const Model *came, const Data *data,
                const Scale *scale, size_t batch, double rate, uint64_t seed);

/** @} */

#endif
