/**
 * @file mistakes.h
 * Mistakes that the checks of several chapters suspect: what is taken over a
 * batch, and how an epoch goes through its samples. Suspects belong to the
 * next verdict of check.h.
 */
#ifndef MISTAKES_H
#define MISTAKES_H

#include "check.h"

/** `format` with the number `n` in it, up to twice, to be a cause. It is
 *  never freed: the process of a test ends soon. */
__attribute__((format(printf, 1, 0))) const char *
text_with(const char *format, size_t n);

/** As check_suspect_factor(), for logarithms to another base than e. */
void suspect_log_bases(void);

/** @name A mean over a batch of `n`, divided by n never or twice @{ */
void suspect_loss_of(size_t n);
void suspect_gradient_of(size_t n);
/** @} */

/** As check_suspect_num(), for the loss of an epoch over `count` samples
 *  whose last batch is a smaller one: `means` is the mean of the batches'
 *  means, `full` that with each batch counted as a full one. */
void suspect_epoch_loss(double means, double full, size_t batches,
                        size_t count);

/** @name Causes, where an epoch is right but for this @{ */
extern const char epoch_not_shuffled[], epoch_seed_ignored[],
    epoch_labels_stay[], epoch_last_dropped[], epoch_last_scaled[],
    epoch_one_step[], epoch_all_at_once[], epoch_uphill[];
/** @} */

#endif
