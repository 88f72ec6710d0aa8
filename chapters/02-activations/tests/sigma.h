/* sigma.h - the sigmoid and its slope, written out. */
#ifndef TESTS_02_SIGMA_H
#define TESTS_02_SIGMA_H

#include "check.h"
#include "elementwise.h"

#include <float.h>

static inline double sigma(double x)
{
    return (double)(1 / (1 + expl(-(long double)x)));
}

static inline double sigma_slope(double x)
{
    long double e = expl(-fabsl((long double)x));
    return (double)(e / ((1 + e) * (1 + e)));
}

static const char overflow_cause[] =
    "far from 0 exp() becomes infinite, and infinity over infinity is not a "
    "number";

/* Far out on both sides, where exp() overflows. */
static inline Mat far_out(void)
{
    double far = check_uniform(800, 1e4);
    const double points[] = {-far, far,      -1e4,    1e4,       -745,
                             745,  -DBL_MAX, DBL_MAX, -INFINITY, INFINITY};
    return mat_of(2, 5, points);
}

/* NaN for NaN, and the neighbours untouched by it. */
static inline void keeps_nan(MatFn f)
{
    Mat x = mat_of(1, 3, (double[]){1, NAN, -1}), y = check_junk(1, 3);
    f(&x, &y);
    check_that(isnan(y.data[1]),
               "an input that is not a number comes out as a number: a "
               "mistake further up would be hidden",
               "came %.9g for NaN", y.data[1]);
    check_that(!isnan(y.data[0]) && !isnan(y.data[2]),
               "one input that is not a number spoils its neighbours",
               "came %.9g and %.9g beside it", y.data[0], y.data[2]);
}

#endif
