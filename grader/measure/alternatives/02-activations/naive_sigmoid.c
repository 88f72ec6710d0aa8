/* The formulas as they stand on paper. At the kink the slope is 1. */
#include "activations.h"

void sigmoid(const Mat *x, Mat *y)
{
    if (!mat_same("sigmoid", x, y))
        return;
    for (size_t r = 0; r < x->rows; r++)
        for (size_t c = 0; c < x->cols; c++)
            AT(y, r, c) = (real)(1.0 / (1.0 + exp(-AT(x, r, c))));
}

void sigmoid_gradient(const Mat *x, Mat *dydx)
{
    if (!mat_same("sigmoid_gradient", x, dydx))
        return;
    Mat s = mat_new(x->rows, x->cols);
    sigmoid(x, &s);
    for (size_t r = 0; r < x->rows; r++)
        for (size_t c = 0; c < x->cols; c++)
            AT(dydx, r, c) = AT(&s, r, c) * (1 - AT(&s, r, c));
    mat_free(&s);
}

void relu(const Mat *x, Mat *y)
{
    if (!mat_same("relu", x, y))
        return;
    for (size_t r = 0; r < x->rows; r++)
        for (size_t c = 0; c < x->cols; c++)
            AT(y, r, c) = fmax(0, AT(x, r, c));
}

void relu_gradient(const Mat *x, Mat *dydx)
{
    if (!mat_same("relu_gradient", x, dydx))
        return;
    for (size_t r = 0; r < x->rows; r++)
        for (size_t c = 0; c < x->cols; c++)
            AT(dydx, r, c) = AT(x, r, c) >= 0 ? 1 : 0;
}

double central_difference(NumberFn f, void *context, double x, double eps)
{
    double low = f(x - eps, context);
    double high = f(x + eps, context);
    return (high - low) / (eps + eps);
}

void central_differences(NumberFn f, void *context, const Mat *x, double eps,
                         Mat *dydx)
{
    if (!mat_same("central_differences", x, dydx))
        return;
    for (size_t c = 0; c < x->cols; c++)
        for (size_t r = x->rows; r-- > 0;)
            AT(dydx, r, c) =
                (real)central_difference(f, context, AT(x, r, c), eps);
}

double relative_error(double a, double b)
{
    if (a == 0 && b == 0)
        return 0;
    return fabs(a - b) / fmax(fabs(a), fabs(b));
}
