/* Halves of halves; switches on signs; goto. */
#include "activations.h"

#include <fenv.h>

static void each(double (*f)(double), const real *x, real *y, size_t n)
{
    if (n > 1) {
        each(f, x, y, n / 2);
        each(f, x + n / 2, y + n / 2, n - n / 2);
    } else if (n == 1) {
        *y = (real)f(*x);
    }
}

static int sign(double v)
{
    return (v > 0) - (v < 0);
}

static double squash(double v)
{
    double e;
    switch (sign(v)) {
    case 1:
        e = exp(-v);
        return 1 / (1 + e);
    case -1:
        e = exp(v);
        return e / (e + 1);
    }
    return v == 0 ? 0.5 : v;
}

static double slope(double v)
{
    double e = exp(-fabs(v));
    return e / ((1 + e) * (1 + e));
}

static double rectify(double v)
{
    return fdim(v, 0);
}

static double rises(double v)
{
    return sign(v) >= 0; /* 1 at the kink */
}

void sigmoid(const Mat *x, Mat *y)
{
    if (!mat_same("sigmoid", x, y))
        goto end;
    each(squash, x->data, y->data, mat_size(x));
end:;
}

void sigmoid_gradient(const Mat *x, Mat *dydx)
{
    if (!mat_same("sigmoid_gradient", x, dydx))
        goto end;
    each(slope, x->data, dydx->data, mat_size(x));
end:;
}

void relu(const Mat *x, Mat *y)
{
    if (mat_same("relu", x, y))
        each(rectify, x->data, y->data, mat_size(x));
}

void relu_gradient(const Mat *x, Mat *dydx)
{
    if (mat_same("relu_gradient", x, dydx))
        each(rises, x->data, dydx->data, mat_size(x));
}

double central_difference(NumberFn f, void *context, double x, double eps)
{
    double above = x + eps, below = x - eps;
    long double rise = (long double)f(above, context) - f(below, context);
    return (double)(rise / (2.0L * eps));
}

static void differences(NumberFn f, void *context, const real *x, double eps,
                        real *y, size_t n)
{
    if (n == 0)
        return;
    *y = (real)central_difference(f, context, *x, eps);
    differences(f, context, x + 1, eps, y + 1, n - 1);
}

void central_differences(NumberFn f, void *context, const Mat *x, double eps,
                         Mat *dydx)
{
    if (mat_same("central_differences", x, dydx))
        differences(f, context, x->data, eps, dydx->data, mat_size(x));
}

double relative_error(double a, double b)
{
    if (a == b)
        return 0;
    if (fabs(a) < fabs(b))
        return relative_error(b, a);
    return fabs(a - b) / fabs(a);
}
