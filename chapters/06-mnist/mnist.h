/**
 * @file mnist.h
 * @ingroup ch06
 * Chapter 6: many classes.
 *
 * A batch has N samples and there are C classes, 0 to C - 1. Logits,
 * probabilities and one-hot labels are N x C; labels as numbers are columns,
 * N x 1. A loss is the *mean* over the batch, so every gradient carries 1/N.
 * An empty batch costs 0.
 */
#ifndef MNIST_H
#define MNIST_H

#include "net.h"

/** @addtogroup ch06
 * @{ */

/** @name From logits to a loss
 * @{ */

/**
 * The softmax of each row: p(i, c) = exp(z(i, c)) / sum_k exp(z(i, k)).
 * Finite for all finite logits, however large they or their distances are.
 * @param z logits, N x C
 * @param p receives probabilities, N x C, every row of sum 1; may be `z`
 *   itself; left alone on a shape error
 */
void softmax(const Mat *z, Mat *p);

/**
 * Cross-entropy of probabilities, L = -1/N sum_i sum_c t(i, c) log p(i, c),
 * with the natural logarithm. Never NaN: where t is 0, nothing is added,
 * whatever p is; where t is 1 and p is 0, the cost is infinite, or large when
 * p is clipped (at 1e-7 or closer to 0).
 * @param p predicted probabilities, N x C
 * @param t one-hot labels, N x C
 * @return the mean loss in nats; 0 when N is 0; NaN, with a shape error, when
 *   the shapes differ
 */
double cross_entropy(const Mat *p, const Mat *t);

/**
 * The backward pass of p = softmax(z), for any loss that comes after it:
 * dL/dz(i, c) = sum_k dL/dp(i, k) * dp(i, k)/dz(i, c).
 * @param p the *output* of softmax(), N x C
 * @param dp gradient of the loss with respect to p, N x C
 * @param dz receives the gradient with respect to z, N x C; may be `dp`
 *   itself; left alone on a shape error
 */
void softmax_backward(const Mat *p, const Mat *dp, Mat *dz);

/**
 * Cross-entropy of logits: cross_entropy() of softmax(z), computed without
 * the probabilities, so that it is finite for all finite logits.
 * @param z logits, N x C
 * @param t one-hot labels, N x C
 * @return the mean loss in nats; 0 when N is 0; NaN, with a shape error, when
 *   the shapes differ
 */
double class_loss(const Mat *z, const Mat *t);

/**
 * The gradient of class_loss() with respect to `z`, finite for all finite
 * logits.
 * @param z logits, N x C
 * @param t one-hot labels, N x C
 * @param dz receives dL/dz, N x C; may be `z` itself; left alone on a shape
 *   error
 */
void class_grad(const Mat *z, const Mat *t, Mat *dz);

/** @} */

/** @name From labels to numbers and back
 * @{ */

/**
 * One-hot labels: 1 in the column that the label names, 0 elsewhere.
 * @param labels N x 1, each a whole number
 * @param t receives N x C; a label that is none of 0 .. C - 1 leaves a row
 *   of zeros; left alone on a shape error
 */
void one_hot(const Mat *labels, Mat *t);

/**
 * The column of the greatest entry in each row; the first such column when
 * several are equal. A row that holds a NaN has no greatest entry, and its
 * answer is NaN.
 * @param z scores, N x C, C at least 1
 * @param guess receives N x 1; left alone on a shape error
 */
void argmax(const Mat *z, Mat *guess);

/**
 * The share of the samples whose guess is their label. A guess that is NaN is
 * wrong.
 * @param guess N x 1
 * @param labels N x 1
 * @return 0 to 1; 0 when N is 0; NaN, with a shape error, when the shapes
 *   are not N x 1 both
 */
double accuracy(const Mat *guess, const Mat *labels);

/**
 * The labels of the question "is it this digit?".
 * @param labels N x 1, whole numbers
 * @param digit which
 * @param y receives 1 where the label is `digit`, else 0, N x 1; may be
 *   `labels` itself; left alone on a shape error
 */
void digit_or_not(const Mat *labels, size_t digit, Mat *y);

/** @} */

/** @name A net with classes
 * @{ */

/**
 * A net of linear layers with a sigmoid between each two, and none behind the
 * last one, whose outputs are logits. With the widths 784, 128, 64, 10 there
 * are three linear layers and two sigmoids. Weights by the rule "xavier".
 * @param widths of the input, the hidden layers and the output
 * @param n how many widths, 2 to 17
 * @param seed for the weights: handed to net_build(), or the source of a
 *   seed for each layer
 * @return the net, which the caller releases with net_free(); NULL when `n`
 *   is out of range or a width is 0
 */
Net *mlp_new(const size_t *widths, size_t n, uint64_t seed);

/**
 * The probability of each class.
 * @param net a net whose outputs are logits
 * @param x samples, N x inputs
 * @param p receives the probabilities, N x C; left alone on a shape error
 */
void class_predict(Net *net, const Mat *x, Mat *p);

/**
 * One batch, as far as the gradients: forward, class_loss() of the net's
 * output, and backward through all layers. The net then holds the gradients
 * of that loss; no parameter has changed. Whoever calls decides about the
 * step: net_step() in this chapter, other optimisers in the next.
 * @param net a net whose outputs are the logits of C classes
 * @param x samples, N x inputs
 * @param labels N x 1, each one of 0 .. C - 1
 * @return the mean loss in nats; NaN, with a shape error, when the shapes do
 *   not fit; the gradients are then left alone
 */
double class_batch(Net *net, const Mat *x, const Mat *labels);

/**
 * One epoch of mini-batch gradient descent on class_loss(). The samples are
 * visited in the order of epoch_order(), `batch` at a time; the last batch
 * may be smaller. Each batch makes one step, net_step().
 * @param net a net whose outputs are the logits of C classes
 * @param samples what to train on; labels are 0 .. C - 1
 * @param batch samples a step, at least 1
 * @param rate the learning rate
 * @param seed of the order: another for each epoch
 * @return the mean loss over all samples, each at the time it was visited;
 *   NaN, with a shape error, when the net does not fit the samples
 */
double class_epoch(Net *net, const Samples *samples, size_t batch,
                   double rate, uint64_t seed);

/** @} */

/** @} */

#endif
