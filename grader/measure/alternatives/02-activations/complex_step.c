/* The slope of the sigmoid by a complex step, of analytic pieces. */
#include <complex.h>
#undef I

#include "activations.h"

/* The real part alone decides which form is taken. */
static double complex squash(double complex z)
{
    bool left = creal(z) < 0;
    double complex e = cexp(left ? z : -z);
    return left ? e / (1 + e) : 1 / (1 + e);
}

void sigmoid(const Mat *x, Mat *y)
{
    if (!mat_same("sigmoid", x, y))
        return;
    for (size_t i = 0; i < mat_size(x); i++)
        y->data[i] = (real)creal(squash(x->data[i]));
}

void sigmoid_gradient(const Mat *x, Mat *dydx)
{
    const double h = 1e-20;
    if (!mat_same("sigmoid_gradient", x, dydx))
        return;
    for (size_t i = 0; i < mat_size(x); i++)
        dydx->data[i] =
            (real)(cimag(squash(CMPLX((double)x->data[i], h))) / h);
}

void relu(const Mat *x, Mat *y)
{
    if (!mat_same("relu", x, y))
        return;
    for (size_t i = 0; i < mat_size(x); i++)
        y->data[i] = x->data[i] > 0 ? x->data[i] : 0;
}

void relu_gradient(const Mat *x, Mat *dydx)
{
    const double h = 1e-20;
    if (!mat_same("relu_gradient", x, dydx))
        return;
    for (size_t i = 0; i < mat_size(x); i++) {
        double complex z = CMPLX((double)x->data[i], h);
        dydx->data[i] = (real)(cimag(creal(z) > 0 ? z : 0) / h);
    }
}

double central_difference(NumberFn f, void *context, double x, double eps)
{
    return f(x + eps, context) / (2 * eps) - f(x - eps, context) / (2 * eps);
}

void central_differences(NumberFn f, void *context, const Mat *x, double eps,
                         Mat *dydx)
{
    if (!mat_same("central_differences", x, dydx))
        return;
    for (size_t i = 0; i < mat_size(x); i++)
        dydx->data[i] = (real)central_difference(f, context, x->data[i], eps);
}

double relative_error(double a, double b)
{
    double most = fmax(fabs(a), fabs(b));
    return isnan(a) || isnan(b) ? NAN : most == 0 ? 0 : fabs(a - b) / most;
}
