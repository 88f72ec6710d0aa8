/**
 * @file activations_judged.h
 * @ingroup ch02
 * What only the grader's runs have: the formulas of the four curves, to hold
 * those of the code under test against. In practice curves_error is NULL.
 */
#ifndef ACTIVATIONS_JUDGED_H
#define ACTIVATIONS_JUDGED_H

#include "activations.h"

/** @addtogroup ch02
 * @{ */

/**
 * How far the four curves are from their formulas at one point.
 * @param x the point
 * @param s the sigmoid there, by the code under test
 * @param ds its slope
 * @param r ReLU
 * @param dr its slope
 * @return the largest distance; infinite when one is not a number
 */
__attribute__((weak)) double curves_error(double x, double s, double ds,
                                          double r, double dr);

/** @} */

#endif
