/* gradcheck.c - central differences against a gradient. */
#include "gradcheck.h"

#include <assert.h>

double gradcheck_error(double a, double b)
{
    if (isnan(a) || isnan(b))
        return NAN;
    return fabs(a - b) / fmax(1e-8, fabs(a) + fabs(b));
}

static double central(ScalarFn f, void *context, real *x, double eps)
{
    real before = *x;
    *x = (real)(before + eps);
    double above = f(context);
    *x = (real)(before - eps);
    double below = f(context);
    *x = before;
    return (above - below) / (2 * eps);
}

/* Tries one entry and keeps it when it is the worst so far; NaN is worst. */
static void try_entry(ScalarFn f, void *context, Mat *x, const Mat *dx,
                      double eps, size_t at, GradCheck *worst)
{
    double numeric = central(f, context, &x->data[at], eps);
    double error = gradcheck_error(numeric, (double)dx->data[at]);
    if (isnan(worst->error) || error <= worst->error)
        return;
    *worst = (GradCheck){error, numeric, (double)dx->data[at], at / x->cols,
                         at % x->cols};
}

GradCheck gradcheck_all(ScalarFn f, void *context, Mat *x, const Mat *dx,
                        double eps)
{
    assert(x->rows == dx->rows && x->cols == dx->cols);
    GradCheck worst = {.error = -1};
    for (size_t at = 0; at < mat_size(x); at++)
        try_entry(f, context, x, dx, eps, at, &worst);
    return worst;
}

GradCheck gradcheck_sampled(ScalarFn f, void *context, Mat *x, const Mat *dx,
                            double eps, size_t count, Rng *rng)
{
    assert(x->rows == dx->rows && x->cols == dx->cols && mat_size(x) > 0);
    GradCheck worst = {.error = -1};
    for (size_t i = 0; i < count; i++)
        try_entry(f, context, x, dx, eps, (size_t)rng_below(rng, mat_size(x)),
                  &worst);
    return worst;
}
