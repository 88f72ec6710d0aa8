/**
 * @file activations.h
 * @ingroup ch02
 * Chapter 2, activations: the sigmoid, ReLU, their derivatives, and central
 * differences to check a derivative with.
 */
#ifndef ACTIVATIONS_H
#define ACTIVATIONS_H

#include "mat.h"

/** @addtogroup ch02
 * @{ */

/**
 * y = 1 / (1 + exp(-x)), element by element, for every number x: no element
 * comes out as NaN unless it was one.
 * @param x any shape; infinities are allowed, NaN stays NaN
 * @param y the same shape as `x`, may be `x` itself; left alone on a shape
 *   error (ask mat_same())
 */
void sigmoid(const Mat *x, Mat *y);

/**
 * The slope of the sigmoid at `x`, element by element.
 * @param x where the slope is taken, the sigmoid's input and not its output;
 *   any shape; infinities are allowed, NaN stays NaN
 * @param dydx the same shape as `x`, may be `x` itself; left alone on a
 *   shape error
 */
void sigmoid_gradient(const Mat *x, Mat *dydx);

/**
 * y = max(0, x), element by element.
 * @param x any shape; what becomes of NaN is left open
 * @param y the same shape as `x`, may be `x` itself; left alone on a shape
 *   error
 */
void relu(const Mat *x, Mat *y);

/**
 * The slope of ReLU at `x`, element by element. At the kink, x = 0, any
 * number from 0 to 1 is accepted.
 * @param x where the slope is taken; any shape; what becomes of NaN is left
 *   open
 * @param dydx the same shape as `x`, may be `x` itself; left alone on a
 *   shape error
 */
void relu_gradient(const Mat *x, Mat *dydx);

/** A function of one number. `context` is whatever the function needs to
 *  know besides; it is handed on as it came. */
typedef double (*NumberFn)(double x, void *context);

/**
 * The slope of `f` at `x`, measured by the central difference: the rise of f
 * from x - eps to x + eps over the distance between the two points.
 * @param f called at x - eps and x + eps and nowhere else
 * @param context handed to `f`
 * @param x where the slope is taken
 * @param eps half the distance between the two points, above 0
 * @return the slope
 */
double central_difference(NumberFn f, void *context, double x, double eps);

/**
 * The central difference of `f` at every element of `x`.
 * @param f a function of one number
 * @param context handed to `f`
 * @param x where the slopes are taken; any shape
 * @param eps half the distance between the two points, above 0
 * @param dydx the same shape as `x`, may be `x` itself; left alone on a
 *   shape error
 */
void central_differences(NumberFn f, void *context, const Mat *x, double eps,
                         Mat *dydx);

/**
 * How far apart two numbers are for their size: |a - b| over the larger of
 * |a| and |b|, and 0 when both are 0.
 * Source: the gradient checks of Stanford's course CS231n.
 * @param a one number
 * @param b the other
 * @return 0 for equal numbers, 2 for opposite ones; NaN when either is NaN
 */
double relative_error(double a, double b);

/** @} */

#endif
