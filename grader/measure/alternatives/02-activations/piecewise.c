/* Cases instead of formulas: saturated, positive, negative; switch and goto.
 */
#include "activations.h"

static double s_of(double x)
{
    if (x > 709)
        return 1;
    if (x < -709)
        return 0;
    return x > 0 ? 1 / (1 + exp(-x)) : exp(x) / (1 + exp(x));
}

void sigmoid(const Mat *x, Mat *y)
{
    size_t i = 0;
    if (!mat_same("sigmoid", x, y))
        return;
next:
    if (i < mat_size(x)) {
        y->data[i] = (real)s_of(x->data[i]);
        i++;
        goto next;
    }
}

void sigmoid_gradient(const Mat *x, Mat *dydx)
{
    if (!mat_same("sigmoid_gradient", x, dydx))
        return;
    for (size_t i = 0; i < mat_size(x); i++) {
        double e = exp(-fabs(x->data[i]));
        dydx->data[i] = (real)(e / ((1 + e) * (1 + e)));
    }
}

void relu(const Mat *x, Mat *y)
{
    if (!mat_same("relu", x, y))
        return;
    for (size_t i = 0; i < mat_size(x); i++)
        switch ((int)(x->data[i] > 0)) {
        case 0:
            y->data[i] = 0;
            break;
        default:
            y->data[i] = x->data[i];
        }
}

void relu_gradient(const Mat *x, Mat *dydx)
{
    if (!mat_same("relu_gradient", x, dydx))
        return;
    for (size_t i = 0; i < mat_size(x); i++)
        if (x->data[i] > 0)
            dydx->data[i] = 1;
        else
            dydx->data[i] = 0;
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
    Mat up = mat_new(x->rows, x->cols), down = mat_new(x->rows, x->cols);
    for (size_t i = 0; i < mat_size(x); i++)
        up.data[i] = (real)f(x->data[i] + eps, context);
    for (size_t i = 0; i < mat_size(x); i++)
        down.data[i] = (real)f(x->data[i] - eps, context);
    mat_fill(dydx, 0);
    mat_add_scaled(1 / (2 * eps), &up, dydx);
    mat_add_scaled(-1 / (2 * eps), &down, dydx);
    mat_free(&up);
    mat_free(&down);
}

double relative_error(double a, double b)
{
    double x = fabs(a), y = fabs(b);
    if (x < y)
        return fabs(1 - a / b);
    return a == b ? 0 : fabs(1 - b / a);
}
