/* From the last element to the first; the sigmoid from log1p; helpers that
 * are not static: step(), heaviside(), clamp(), error(). */
#include "activations.h"

#include <stdlib.h>
#include <string.h>

double clamp(double v, double most)
{
    return v > most ? most : v < -most ? -most : v;
}

/* exp(-log(1 + exp(-v))) */
double chance(double v)
{
    return v != v ? v : exp(-log1p(exp(-clamp(v, 709.0))));
}

int heaviside(double v)
{
    return v > 0;
}

double error(double a, double b)
{
    return a > b ? a - b : b - a;
}

void sigmoid(const Mat *x, Mat *y)
{
    if (!mat_same("sigmoid", x, y))
        return;
    for (size_t i = mat_size(x); i-- > 0;)
        y->data[i] = (real)chance(x->data[i]);
}

void sigmoid_gradient(const Mat *x, Mat *dydx)
{
    if (!mat_same("sigmoid_gradient", x, dydx))
        return;
    for (size_t i = mat_size(x); i-- > 0;)
        dydx->data[i] =
            (real)(chance(x->data[i]) * chance(-(double)x->data[i]));
}

void relu(const Mat *x, Mat *y)
{
    if (!mat_same("relu", x, y))
        return;
    if (y != x && mat_size(x))
        memmove(y->data, x->data, mat_size(x) * sizeof *x->data);
    for (size_t i = mat_size(y); i-- > 0;)
        if (signbit(y->data[i]))
            y->data[i] = 0;
}

void relu_gradient(const Mat *x, Mat *dydx)
{
    if (!mat_same("relu_gradient", x, dydx))
        return;
    for (size_t i = mat_size(x); i-- > 0;)
        dydx->data[i] = (real)heaviside(x->data[i]);
}

double central_difference(NumberFn f, void *context, double x, double eps)
{
    const double right = f(x + eps, context), left = f(x - eps, context);
    return (0.5 / eps) * (right - left);
}

void central_differences(NumberFn f, void *context, const Mat *x, double eps,
                         Mat *dydx)
{
    if (!mat_same("central_differences", x, dydx))
        return;
    size_t n = mat_size(x);
    double *slopes = malloc((n + 1) * sizeof(double));
    for (size_t i = 0; i < n; i++)
        slopes[n - 1 - i] = central_difference(f, context, x->data[i], eps);
    for (size_t i = 0; i < n; i++)
        dydx->data[i] = (real)slopes[n - 1 - i];
    free(slopes);
}

double relative_error(double a, double b)
{
    double larger = fabs(a);
    if (isnan(a + b) && !(isinf(a) && isinf(b)))
        return NAN;
    if (fabs(b) > larger)
        larger = fabs(b);
    if (larger == 0)
        return larger;
    return error(a, b) / larger;
}
