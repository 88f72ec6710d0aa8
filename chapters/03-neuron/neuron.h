/**
 * @file neuron.h
 * @ingroup ch03
 * Chapter 3: binary cross-entropy and the single neuron.
 *
 * A batch has N samples. Predictions, logits and labels are columns, N x 1; a
 * label is 0 or 1. A loss is the *mean* over the batch, so every gradient
 * carries 1/N. An empty batch costs 0.
 */
#ifndef NEURON_H
#define NEURON_H

#include "mat.h"

/** @addtogroup ch03
 * @{ */

/**
 * Binary cross-entropy of probabilities,
 * L = -1/N sum (y log p + (1 - y) log(1 - p)), with the natural logarithm.
 * Never NaN: where p is 0 or 1 and right, the sample costs 0 (to 1e-6); where
 * it is wrong, the cost is infinite, or large when p is clipped (at 1e-7 from
 * 0 and 1, or closer).
 * Nothing is added under the logarithm: that would change every cost.
 * @param p predicted probabilities, N x 1, each in [0, 1]
 * @param y labels, N x 1, each 0 or 1
 * @return the mean loss in nats; 0 when N is 0; NaN, with a shape error, when
 *   `p` and `y` are not N x 1 both
 */
double bce_loss(const Mat *p, const Mat *y);

/**
 * The gradient of bce_loss() with respect to `p`. Never NaN: for p = y = 1 it
 * is -1/N, for p = y = 0 it is 1/N; where p is 0 or 1 and wrong it is
 * infinite or, if bce_loss() clips, as large as the clipped loss says.
 * @param p predicted probabilities, N x 1
 * @param y labels, N x 1
 * @param dp receives dL/dp, N x 1; left alone on a shape error
 */
void bce_grad(const Mat *p, const Mat *y, Mat *dp);

/**
 * Is `dp` the gradient of bce_loss()? Compares every entry with the central
 * difference (L(p + eps) - L(p - eps)) / (2 eps), moving one entry at a time.
 * @param p predicted probabilities, N x 1, further than eps from 0 and 1
 * @param y labels, N x 1
 * @param dp the gradient under test, N x 1
 * @param eps the step, about 1e-5 in double
 * @return the greatest relative error, as gradcheck_error() defines it; NaN
 *   when any entry of `dp` is NaN; 0 when N is 0; NaN, with a shape error,
 *   when the shapes differ
 */
double bce_check(const Mat *p, const Mat *y, const Mat *dp, double eps);

/**
 * Binary cross-entropy of logits: bce_loss() of sigmoid(z), computed without
 * the probability, so that it is finite for every finite z and loses nothing
 * when the sigmoid saturates.
 * @param z logits, N x 1
 * @param y labels, N x 1
 * @return the mean loss in nats; 0 when N is 0; NaN, with a shape error, when
 *   `z` and `y` are not N x 1 both
 */
double logits_loss(const Mat *z, const Mat *y);

/**
 * The gradient of logits_loss() with respect to `z`, finite for every finite
 * z.
 * @param z logits, N x 1
 * @param y labels, N x 1
 * @param dz receives dL/dz, N x 1; left alone on a shape error
 */
void logits_grad(const Mat *z, const Mat *y, Mat *dz);

/**
 * The loss of a model of one layer, the single neuron: logits_loss() of
 * z = x w + b.
 * @param x samples, N x D, one a row
 * @param y labels, N x 1
 * @param w weights, D x 1
 * @param b bias, 1 x 1
 * @return the mean loss in nats, finite for every finite logit; 0 when N is
 *   0; NaN, with a shape error, when the shapes do not fit
 */
double neuron_loss(const Mat *x, const Mat *y, const Mat *w, const Mat *b);

/**
 * The gradients of neuron_loss(). Each is overwritten, not added to.
 * @param x samples, N x D
 * @param y labels, N x 1
 * @param w weights, D x 1
 * @param b bias, 1 x 1
 * @param dx receives dL/dx, N x D
 * @param dw receives dL/dw, D x 1; zeros when N is 0
 * @param db receives dL/db, 1 x 1; zero when N is 0
 *
 * A shape error leaves all three alone.
 */
void neuron_grad(const Mat *x, const Mat *y, const Mat *w, const Mat *b,
                 Mat *dx, Mat *dw, Mat *db);

/**
 * Is `dx` the gradient of neuron_loss() with respect to `x`? As bce_check(),
 * for every entry of `x`.
 * @param x samples, N x D
 * @param y labels, N x 1
 * @param w weights, D x 1
 * @param b bias, 1 x 1
 * @param dx the gradient under test, N x D
 * @param eps the step, about 1e-5 in double
 * @return the greatest relative error, as gradcheck_error() defines it; NaN
 *   when any entry of `dx` is NaN; 0 when N is 0; NaN, with a shape error,
 *   when the shapes do not fit
 */
double neuron_check(const Mat *x, const Mat *y, const Mat *w, const Mat *b,
                    const Mat *dx, double eps);

/**
 * What the neuron says: a probability for each sample, and the decision,
 * which is 1 where the probability is above one half and 0 where it is below.
 * @param x samples, N x D
 * @param w weights, D x 1
 * @param b bias, 1 x 1
 * @param p receives the probability that the label is 1, N x 1
 * @param decision receives 0 or 1, N x 1; both are left alone on a shape
 *   error
 */
void neuron_predict(const Mat *x, const Mat *w, const Mat *b, Mat *p,
                    Mat *decision);

/**
 * One epoch of mini-batch gradient descent on neuron_loss(). Samples are
 * visited in the given order, `batch` at a time; each batch makes one step,
 * w -= rate * dL/dw and b -= rate * dL/db, where L is the mean over that
 * batch. If the last batch is smaller, it is used as it is.
 * @param x samples, N x D
 * @param y labels, N x 1
 * @param order rows of `x` and `y`, each below N: the caller shuffles them
 *   afresh for each epoch
 * @param n how many entries `order` has
 * @param batch samples a step, at least 1
 * @param rate the learning rate
 * @param w weights, D x 1, changed
 * @param b bias, 1 x 1, changed
 *
 * A shape error leaves `w` and `b` alone.
 */
void neuron_epoch(const Mat *x, const Mat *y, const size_t *order, size_t n,
                  size_t batch, double rate, Mat *w, Mat *b);

/** @} */

#endif
