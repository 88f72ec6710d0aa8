/* kink.h - the ReLU and its slope, written out. */
#ifndef TESTS_02_KINK_H
#define TESTS_02_KINK_H

#include "check.h"

static inline double positive_part(double x)
{
    return x > 0 ? x : 0;
}

static inline double step(double x)
{
    return x > 0;
}

/* Right for positive x, and for all negative x the same small multiple of
 * `leaked`, which is x for ReLU and 1 for its slope? Then that is what came.
 */
static inline void suspect_leak(const Mat *x, const Mat *due, const Mat *came,
                                double (*leaked)(double))
{
    Mat leaky = mat_copy(due);
    double leak = NAN;
    for (size_t i = 0; i < mat_size(x); i++) {
        if (x->data[i] >= 0)
            continue;
        if (isnan(leak))
            leak = came->data[i] / leaked(x->data[i]);
        leaky.data[i] = (real)(leak * leaked(x->data[i]));
    }
    if (0 < leak && leak < 1)
        check_suspect(&leaky, "negative x are let through in part: that is "
                              "a leaky ReLU");
    mat_free(&leaky);
}

static inline Mat sheet_points(void)
{
    return mat_of(
        1, 5, (double[]){-5.45328, -3.664833, 5.947309, 3.525093, -2.177809});
}

#endif
