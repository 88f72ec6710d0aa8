/* One loop for all, a macro makes the functions; formulas with tanh and cosh;
 * the slope at the kink is one half. */
#include "activations.h"

#include <float.h>
#include <stdio.h>

typedef double (*Scalar)(double);

static void map(Scalar f, const Mat *x, Mat *y)
{
    const real *from = x->data, *end = from + x->rows * x->cols;
    for (real *to = y->data; from < end; from++, to++)
        *to = (real)f((double)*from);
}

#define ELEMENTWISE(name, variable, expression)                              \
    static double name##_of(double variable)                                 \
    {                                                                        \
        return expression;                                                   \
    }                                                                        \
    void name(const Mat *a, Mat *b)                                          \
    {                                                                        \
        if (mat_same(#name, a, b))                                           \
            map(name##_of, a, b);                                            \
    }

ELEMENTWISE(sigmoid, v,
            v < -30 ? exp(v) / (1 + exp(v)) : .5 + .5 * tanh(v / 2))
ELEMENTWISE(sigmoid_gradient, v,
            fabs(v) > 700 ? v * 0 == 0 || isinf(v) ? 0 : v
                          : .25 / (cosh(v / 2) * cosh(v / 2)))
ELEMENTWISE(relu, v, fmax(v, 0))
ELEMENTWISE(relu_gradient, v, v == 0 ? .5 : v > 0)

double central_difference(NumberFn f, void *context, double x, double eps)
{
    double at[2], values[2];
    for (int side = 0; side < 2; side++) {
        at[side] = side ? x + eps : x - eps;
        values[side] = f(at[side], context);
    }
    return (values[1] - values[0]) / eps / 2;
}

void central_differences(NumberFn f, void *context, const Mat *x, double eps,
                         Mat *dydx)
{
    if (!mat_same("central_differences", x, dydx))
        return;
    for (size_t i = 0; i < x->rows; i++)
        for (size_t j = 0; j < x->cols; j++)
            AT(dydx, i, j) =
                (real)central_difference(f, context, AT(x, i, j), eps);
}

double relative_error(double a, double b)
{
    double size = fmax(fabs(a), fabs(b));
    if (isnan(a) || isnan(b))
        return NAN;
    return size == 0 ? 0 : fabs(a / size - b / size);
}
