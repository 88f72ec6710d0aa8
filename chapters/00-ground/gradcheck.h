/**
 * @file gradcheck.h
 * @ingroup ch00
 * Is a gradient right? Compare it with central differences.
 */
#ifndef GRADCHECK_H
#define GRADCHECK_H

#include "rng.h"

/** @addtogroup ch00
 * @{ */

/** A scalar function of whatever the caller keeps in `context`. */
typedef double (*ScalarFn)(void *context);

/** What a comparison found, at its worst entry. */
typedef struct {
    double error;   /**< relative error, see gradcheck_error() */
    double numeric; /**< (f(x + eps) - f(x - eps)) / (2 eps) there */
    double given;   /**< the gradient under test, there */
    size_t row, col;
} GradCheck;

/**
 * |a - b| / max(1e-8, |a| + |b|), the relative error of CS231n's notes: 0 for
 * equal numbers, 1 for opposite ones. NaN when either is NaN.
 * @param a one number
 * @param b the other
 * @return the relative error
 */
double gradcheck_error(double a, double b);

/**
 * Compares every entry of the gradient `dx` with the central difference of
 * `f` in that entry of `x`. Each entry of `x` is put back afterwards.
 * @param f the loss, which reads `x` through `context`
 * @param context handed to `f`
 * @param x where the gradient is taken; changed and restored
 * @param dx the gradient under test, in the shape of `x`
 * @param eps step, about 1e-5 in double
 * @return the worst entry; its error is NaN if any is
 */
GradCheck gradcheck_all(ScalarFn f, void *context, Mat *x, const Mat *dx,
                        double eps);

/**
 * As gradcheck_all(), for `count` entries drawn at random: enough to find a
 * wrong formula in a matrix too large to check whole.
 * @param f the loss
 * @param context handed to `f`
 * @param x where the gradient is taken; changed and restored
 * @param dx the gradient under test
 * @param eps step
 * @param count entries to try
 * @param rng draws them
 * @return the worst entry tried
 */
GradCheck gradcheck_sampled(ScalarFn f, void *context, Mat *x, const Mat *dx,
                            double eps, size_t count, Rng *rng);

/** @} */

#endif
