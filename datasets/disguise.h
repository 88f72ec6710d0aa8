/**
 * @file disguise.h
 * @ingroup datasets
 * Features in another order, fresh for each graded run: code that has seen
 * a public data set before does not recognise it, and code that learns does
 * not notice, because a fully connected net knows no neighbours.
 */
#ifndef DISGUISE_H
#define DISGUISE_H

#include "data.h"
#include "mat.h"

/** @addtogroup datasets
 * @{ */

/** An order of features: feature j of the disguised data is feature from[j]
 *  of the plain. Release it with disguise_free(). */
typedef struct {
    size_t count;
    size_t *from;
} Disguise;

/**
 * The disguise of one run. In grading, where CHECK_SEED is set, a random
 * order; in practice the features stay where they are, so that what a
 * student's program sees can be looked at.
 * @param count how many features
 * @param run which run: each has an order of its own
 * @return the disguise, to be released with disguise_free()
 */
Disguise disguise_new(size_t count, uint64_t run);

/**
 * Gives the memory back and leaves an empty disguise.
 * @param d the disguise
 */
void disguise_free(Disguise *d);

/**
 * Puts samples into disguise.
 * @param d the disguise
 * @param plain n x count
 * @param hidden receives n x count; not `plain` itself
 */
void disguise_samples(const Disguise *d, const Mat *plain, Mat *hidden);

/**
 * Puts a set of pictures into disguise: in each channel its pixels move.
 * @param d the disguise, for as many features as one channel has pixels
 * @param plain the set
 * @param hidden receives it, with memory of its own
 */
void disguise_data(const Disguise *d, const Data *plain, Data *hidden);

/**
 * Takes the weights of a first layer out of disguise, so that they belong to
 * the plain features again.
 * @param d the disguise
 * @param hidden count x m, row j for feature j of the disguised data
 * @param plain receives count x m; not `hidden` itself
 */
void disguise_undo(const Disguise *d, const Mat *hidden, Mat *plain);

/** @} */

#endif
