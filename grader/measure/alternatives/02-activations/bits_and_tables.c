/* Slopes by forward mode, signs by signbit(), and a union of cases. */
#include "activations.h"

typedef struct {
    long double value, slope;
} Pair;

static Pair exponential(Pair a)
{
    long double e = expl(a.value);
    return (Pair){e, e * a.slope};
}

static Pair one_over_one_plus(Pair a)
{
    long double r = 1 / (1 + a.value);
    return (Pair){r, -r * r * a.slope};
}

/* For x <= 0 by e = exp(x), s = 1 - 1 / (1 + e): nothing can overflow. */
static Pair sigmoid_pair(long double x)
{
    long double near = x < 0 ? x : -x;
    Pair other = one_over_one_plus(exponential((Pair){near, 1}));
    long double e = expl(near), small = e * other.value;
    return (Pair){isnan(x) ? x : x < 0 ? small : 1 - small, -other.slope};
}

void sigmoid(const Mat *x, Mat *y)
{
    if (!mat_same("sigmoid", x, y))
        return;
    for (size_t i = mat_size(x); i-- > 0;)
        y->data[i] = (real)sigmoid_pair(x->data[i]).value;
}

void sigmoid_gradient(const Mat *x, Mat *dydx)
{
    if (!mat_same("sigmoid_gradient", x, dydx))
        return;
    for (size_t i = mat_size(x); i-- > 0;)
        dydx->data[i] = (real)sigmoid_pair(x->data[i]).slope;
}

void relu(const Mat *x, Mat *y)
{
    if (!mat_same("relu", x, y))
        return;
    for (size_t i = 0; i < mat_size(x); i++) {
        const real choice[2] = {x->data[i], 0};
        y->data[i] = choice[signbit(x->data[i]) != 0];
    }
}

void relu_gradient(const Mat *x, Mat *dydx)
{
    static const real slope[3] = {0, (real)0.75, 1};
    if (!mat_same("relu_gradient", x, dydx))
        return;
    for (size_t i = 0; i < mat_size(x); i++)
        dydx->data[i] = slope[1 + (x->data[i] > 0) - (x->data[i] < 0)];
}

double central_difference(NumberFn f, void *context, double x, double eps)
{
    double rise = 0;
    for (int side = -1; side <= 1; side += 2)
        rise += side * f(x + side * eps, context);
    return rise / eps / 2;
}

void central_differences(NumberFn f, void *context, const Mat *x, double eps,
                         Mat *dydx)
{
    if (!mat_same("central_differences", x, dydx))
        return;
    Mat at = mat_copy(x);
    for (size_t j = 0; j < x->cols; j++)
        for (size_t i = 0; i < x->rows; i++)
            AT(dydx, i, j) =
                (real)central_difference(f, context, AT(&at, i, j), eps);
    mat_free(&at);
}

double relative_error(double a, double b)
{
    double bounds[2] = {fabs(a), fabs(b)};
    return a - b == 0 ? 0 : fabs(b - a) / bounds[bounds[1] > bounds[0]];
}
