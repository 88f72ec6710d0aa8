/* The sigmoid by way of tanh, its slope by way of cosh; slope 1/2 at the
 * kink. */
#include "activations.h"

typedef double Of(double x);

static void each(const Mat *x, Mat *y, Of *of)
{
    const real *from = x->data, *end = from + mat_size(x);
    for (real *to = y->data; from != end;)
        *to++ = (real)of(*from++);
}

static double squash(double x)
{
    return 0.5 + 0.5 * tanh(0.5 * x);
}

static double squash_slope(double x)
{
    double c = cosh(x / 2);
    return 1 / (4 * c * c);
}

static double positive(double x)
{
    return signbit(x) ? 0 : x;
}

static double heaviside(double x)
{
    return (1 + (x > 0) - (x < 0)) / 2.0;
}

void sigmoid(const Mat *x, Mat *y)
{
    if (mat_same("sigmoid", x, y))
        each(x, y, squash);
}

void sigmoid_gradient(const Mat *x, Mat *dydx)
{
    if (mat_same("sigmoid_gradient", x, dydx))
        each(x, dydx, squash_slope);
}

void relu(const Mat *x, Mat *y)
{
    if (mat_same("relu", x, y))
        each(x, y, positive);
}

void relu_gradient(const Mat *x, Mat *dydx)
{
    if (mat_same("relu_gradient", x, dydx))
        each(x, dydx, heaviside);
}

double central_difference(NumberFn f, void *context, double x, double eps)
{
    return 0.5 * (f(x + eps, context) - f(x - eps, context)) / eps;
}

void central_differences(NumberFn f, void *context, const Mat *x, double eps,
                         Mat *dydx)
{
    if (!mat_same("central_differences", x, dydx))
        return;
    for (size_t i = mat_size(x); i-- > 0;) {
        double right = f(x->data[i] + eps, context);
        double left = f(x->data[i] - eps, context);
        dydx->data[i] = (real)((right - left) / (2 * eps));
    }
}

double relative_error(double a, double b)
{
    double larger = fabs(a) < fabs(b) ? fabs(b) : fabs(a);
    return a == b ? 0 : fabs(a - b) / larger;
}
