/**
 * @file descent.h
 * @ingroup ch01
 * Chapter 1, gradient descent: downhill, one step at a time, on a surface
 * with five stationary points.
 */
#ifndef DESCENT_H
#define DESCENT_H

#include "mat.h"

/** @addtogroup ch01
 * @{ */

/**
 * f(x, y) = x^2 + y^2 + x (y + 2) + cos 3x, the height of the surface. Given.
 * @param x anywhere; the book looks at [-5, 5]
 * @param y the same
 * @return the height
 */
double surface(double x, double y);

/**
 * The gradient of surface() at (x, y): how fast the height grows along x and
 * along y.
 * @param x first coordinate
 * @param y second coordinate
 * @param g 1 x 2, receives df/dx and df/dy; left alone on a shape error (ask
 *   mat_shape())
 */
void surface_gradient(double x, double y, Mat *g);

/**
 * Gradient descent with a constant step. Row t of `path` is the point after
 * t steps and its height: x, y, f. So row 0 is the start and the last row is
 * the end.
 * @param x where to start
 * @param y where to start
 * @param step the step size: what the gradient is multiplied with, eta in the
 *   book
 * @param steps how many steps to take, 0 or more
 * @param path (steps + 1) x 3, receives the history; left alone on a shape
 *   error (ask mat_shape())
 */
void optimise(double x, double y, double step, size_t steps, Mat *path);

/**
 * Gradient descent whose step shrinks: step t, counted from 0, is
 * step * decay^t, so that the first one has the full length.
 * @param x where to start
 * @param y where to start
 * @param step the first step size, eta_0 in the book
 * @param steps how many steps to take, 0 or more
 * @param decay what the factor is multiplied with from step to step, in
 *   (0, 1]; 1 gives a constant step
 * @param path as for optimise()
 */
void optimise_decay(double x, double y, double step, size_t steps,
                    double decay, Mat *path);

/**
 * Your settings for a constant step: optimise() with them has to get from
 * (3, 2) to a height below -2.
 * @param settings 1 x 2, receives the step (above 0) and the number of steps
 *   (a whole number, 1 to 100)
 */
void tuned_constant(Mat *settings);

/**
 * Your settings for a step that shrinks: optimise_decay() with them has to
 * get from (3, 2) to a height below -2.
 * @param settings 1 x 3, receives the first step (above 0), the number of
 *   steps (a whole number, 1 to 100) and the decay (above 0 and below 1)
 */
void tuned_decay(Mat *settings);

/** @} */

#endif
