/**
 * @file ground.h
 * @ingroup ch00
 * Chapter 0, the warm-up: one line of code, to meet the tools.
 */
#ifndef GROUND_H
#define GROUND_H

#include "mat.h"

/** @addtogroup ch00
 * @{ */

/**
 * y = a * x, element by element.
 * @param a the factor
 * @param x any shape
 * @param y the same shape as `x`, may be `x` itself; left alone on a shape
 *   error (ask mat_same())
 */
void scale(double a, const Mat *x, Mat *y);

/** @} */

#endif
