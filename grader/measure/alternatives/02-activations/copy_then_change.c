/* Copies the input and changes the copy in place. */
#include "activations.h"

#include <stdlib.h>
#include <string.h>

void sigmoid(const Mat *x, Mat *y)
{
    if (!mat_same("sigmoid", x, y))
        return;
    mat_assign(x, y);
    for (size_t i = 0; i < mat_size(y); ++i) {
        real *p = y->data + i;
        *p = -*p;
        *p = (real)exp(*p);
        *p += 1;
        *p = 1 / *p;
    }
}

void sigmoid_gradient(const Mat *x, Mat *dydx)
{
    if (!mat_same("sigmoid_gradient", x, dydx))
        return;
    sigmoid(x, dydx);
    Mat square = mat_copy(dydx);
    for (size_t i = 0; i < mat_size(dydx); i++)
        square.data[i] *= dydx->data[i];
    mat_add_scaled(-1, &square, dydx);
    mat_free(&square);
}

void relu(const Mat *x, Mat *y)
{
    if (!mat_same("relu", x, y))
        return;
    Mat kept = mat_copy(x);
    for (size_t i = 0; i < mat_size(&kept); i++)
        if (!(kept.data[i] > 0))
            kept.data[i] = 0;
    mat_assign(&kept, y);
    mat_free(&kept);
}

void relu_gradient(const Mat *x, Mat *dydx)
{
    if (!mat_same("relu_gradient", x, dydx))
        return;
    bool *on = malloc(mat_size(x) + 1);
    for (size_t i = 0; i < mat_size(x); i++)
        on[i] = !(x->data[i] <= 0);
    mat_fill(dydx, 0);
    for (size_t i = 0; i < mat_size(x); i++)
        if (on[i])
            dydx->data[i]++;
    free(on);
}

double central_difference(NumberFn f, void *context, double x, double eps)
{
    double at[2] = {x - eps, x + eps}, value[2];
    for (int side = 0; side < 2; side++)
        value[side] = (*f)(at[side], context);
    return (value[1] - value[0]) * (0.5 / eps);
}

static void slopes(NumberFn f, void *context, double eps, size_t n,
                   double value[n])
{
    if (n == 0)
        return;
    slopes(f, context, eps, n - 1, value);
    value[n - 1] = central_difference(f, context, value[n - 1], eps);
}

void central_differences(NumberFn f, void *context, const Mat *x, double eps,
                         Mat *dydx)
{
    if (!mat_same("central_differences", x, dydx))
        return;
    size_t n = mat_size(x);
    double value[n + 1];
    for (size_t i = 0; i < n; i++)
        value[i] = x->data[i];
    slopes(f, context, eps, n, value);
    for (size_t i = 0; i < n; i++)
        dydx->data[i] = (real)value[i];
}

double relative_error(double a, double b)
{
    double difference = a - b, size = fabs(a);
    if (fabs(b) > size)
        size = fabs(b);
    if (difference == 0)
        return 0;
    return (difference < 0 ? -difference : difference) / size;
}
