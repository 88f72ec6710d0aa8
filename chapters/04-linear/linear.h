/**
 * @file linear.h
 * @ingroup ch04
 * Chapter 4: the linear layer, and backward passes for the activations.
 *
 * A batch has N samples, one a row. A backward pass is handed `dy`, the
 * gradient of the loss with respect to the layer's output, and returns the
 * gradient with respect to its input. The loss has divided by N already:
 * layers sum over the batch and divide by nothing.
 */
#ifndef LINEAR_H
#define LINEAR_H

#include "mat.h"

#include <stdint.h>

/** @addtogroup ch04
 * @{ */

/** A linear layer, y = x W + b, with the gradients of the last backward
 *  pass. Made by linear_new(), released by linear_free(). */
typedef struct {
    Mat W;  /**< weights, in x out: W(i, j) leads from input i to output j */
    Mat b;  /**< biases, 1 x out */
    Mat dW; /**< gradient of the loss with respect to W, in x out */
    Mat db; /**< gradient of the loss with respect to b, 1 x out */
} Linear;

/**
 * The bound a of the interval [-a, a) from which starting weights are drawn.
 *
 * | rule | a | source |
 * | --- | --- | --- |
 * | xavier | sqrt(6 / (in + out)) | Glorot and Bengio, 2010 |
 * | he | sqrt(6 / in) | He, Zhang, Ren and Sun, 2015 |
 * | product | sqrt(6 / (in * out)) | a common slip, kept for comparison |
 * | small | 0.001 | |
 * | zero | 0 | |
 *
 * @param rule the rule's name
 * @param in inputs of the layer, at least 1
 * @param out outputs of the layer, at least 1
 * @return a; NaN when there is no such rule
 */
double init_bound(const char *rule, size_t in, size_t out);

/**
 * A linear layer with starting weights.
 * @param in how many inputs, at least 1
 * @param out how many outputs, at least 1
 * @param rule how wide the weights are drawn, see init_bound()
 * @param seed of the generator (rng_new()) that draws them: the same seed,
 *   the same weights
 * @return a layer whose weights are uniform in [-a, a), each drawn on its
 *   own, and whose biases and gradients are zero; NULL when there is no such
 *   rule. The caller releases it with linear_free().
 */
Linear *linear_new(size_t in, size_t out, const char *rule, uint64_t seed);

/**
 * Releases a layer and all it owns. NULL is harmless.
 * @param l the layer
 */
void linear_free(Linear *l);

/**
 * y = x W + b, the same b for every row.
 * @param l the layer, which stays as it is
 * @param x samples, N x in
 * @param y receives N x out; not the data of `x`; left alone on a shape
 *   error
 */
void linear_forward(const Linear *l, const Mat *x, Mat *y);

/**
 * The backward pass. Stores the gradients dW (in x out) and db (1 x out) in
 * the layer, in place of those that were there, and hands on dx. W and b
 * stay as they are.
 * @param l the layer
 * @param x the samples that linear_forward() was given, N x in
 * @param dy gradient of the loss with respect to y, N x out
 * @param dx receives the gradient with respect to `x`, N x in; not the data
 *   of `x` or `dy`; NULL when nobody wants it
 *
 * It does about the work of the two products that it stands for. A shape
 * error leaves the layer and `dx` alone.
 */
void linear_backward(Linear *l, const Mat *x, const Mat *dy, Mat *dx);

/**
 * One step of gradient descent with the stored gradients: W -= rate * dW and
 * b -= rate * db.
 * @param l the layer; its gradients stay as they are
 * @param rate the learning rate
 */
void linear_step(Linear *l, double rate);

/**
 * The backward pass of y = sigmoid(x), from what the forward pass gave.
 * @param y the *output* of the sigmoid, any shape
 * @param dy gradient of the loss with respect to y, the same shape
 * @param dx receives the gradient with respect to the sigmoid's input, the
 *   same shape; may be `dy` itself; left alone on a shape error
 */
void sigmoid_backward(const Mat *y, const Mat *dy, Mat *dx);

/**
 * The backward pass of y = relu(x), from what the forward pass was given.
 * @param x the *input* of the ReLU, any shape; where it is exactly 0, any
 *   slope from 0 to 1 is accepted
 * @param dy gradient of the loss with respect to y, the same shape
 * @param dx receives the gradient with respect to `x`, the same shape; may be
 *   `dy` itself; left alone on a shape error
 */
void relu_backward(const Mat *x, const Mat *dy, Mat *dx);

/**
 * Are these the layer's gradients? For the loss L = sum of up * y, element by
 * element, with y = linear_forward(x), so that dL/dy is `up`: compares each
 * entry of the three gradients with the central difference of L in that entry
 * of x, W or b.
 * @param l the layer, put back as it was
 * @param x samples, N x in
 * @param up the upstream gradient dL/dy, N x out
 * @param dx gradient under test, N x in
 * @param dW gradient under test, in x out
 * @param db gradient under test, 1 x out
 * @param eps the step, about 1e-5 in double
 * @param errors receives, 1 x 3, the greatest relative error (as
 *   gradcheck_error() defines it) in dx, dW and db; NaN where an entry is
 *   NaN; left alone on a shape error
 */
void linear_check(Linear *l, const Mat *x, const Mat *up, const Mat *dx,
                  const Mat *dW, const Mat *db, double eps, Mat *errors);

/** @name Given: a layer's inside, for whoever may not look into the struct
 * @{ */

/**
 * How many inputs the layer has.
 * @param l the layer
 * @return the number of inputs
 */
size_t linear_in(const Linear *l);

/**
 * How many outputs the layer has.
 * @param l the layer
 * @return the number of outputs
 */
size_t linear_out(const Linear *l);

/**
 * Copies the parameters out: W (in x out) and b (1 x out).
 * @param l the layer
 * @param W receives the weights
 * @param b receives the biases
 */
void linear_get(const Linear *l, Mat *W, Mat *b);

/**
 * Copies parameters in: W (in x out) and b (1 x out).
 * @param l the layer
 * @param W the weights
 * @param b the biases
 */
void linear_set(Linear *l, const Mat *W, const Mat *b);

/**
 * Copies the stored gradients out: dW (in x out) and db (1 x out).
 * @param l the layer
 * @param dW receives the gradient of the weights
 * @param db receives that of the biases
 */
void linear_grad(const Linear *l, Mat *dW, Mat *db);

/** @} */

/** @} */

#endif
