/**
 * @file samples.h
 * @ingroup ch05
 * What training functions train on: samples by number, kept as bytes and
 * turned into matrices a batch at a time. The one form in which data reach
 * the code of chapters 5 to 7; test samples never do.
 */
#ifndef SAMPLES_H
#define SAMPLES_H

#include "data.h"
#include "mat.h"

#include <stdint.h>

/** @addtogroup ch05
 * @{ */

/** Training samples, with the scaling that makes numbers of their bytes. */
typedef struct {
    Data data;
    Scale scale;
} Samples;

/**
 * Samples with a copy of the bytes.
 * @param bytes sample i starts at bytes[i * features], where features is
 *   size / count; each is `channels` planes of equal size
 * @param size how many bytes, a multiple of `count`
 * @param labels one for each sample
 * @param count how many samples, at least 1
 * @param scale 2 x channels: means in row 0, standard deviations in row 1
 * @return the samples; NULL, with a shape error, when the numbers do not fit
 *   together. The caller releases them with samples_free().
 */
Samples *samples_new(const uint8_t *bytes, size_t size, const uint8_t *labels,
                     size_t count, const Mat *scale);

/**
 * Releases the samples. NULL is harmless.
 * @param s the samples
 */
void samples_free(Samples *s);

/**
 * How many samples there are.
 * @param s the samples
 * @return how many
 */
size_t samples_count(const Samples *s);

/**
 * How many numbers one sample has.
 * @param s the samples
 * @return how many
 */
size_t samples_features(const Samples *s);

/**
 * Copies a batch out.
 * @param s the samples
 * @param index which sample goes into each row, each below samples_count()
 * @param x receives the scaled inputs, n x features; n is its row count
 * @param labels receives the labels as numbers, n x 1
 */
void samples_batch(const Samples *s, const size_t *index, Mat *x,
                   Mat *labels);

/**
 * The order in which an epoch visits its samples: 0 .. n - 1, shuffled.
 * @param seed another for each epoch
 * @param order receives `n` indices
 * @param n how many
 */
void epoch_order(uint64_t seed, size_t *order, size_t n);

/** @} */

#endif
