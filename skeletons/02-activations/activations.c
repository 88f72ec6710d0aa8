/* activations.c - chapter 2: the sigmoid, ReLU, and central differences. */
#include "activations.h"

void sigmoid(const Mat *x, Mat *y)
{
    /* TODO sigmoid */
}

void sigmoid_gradient(const Mat *x, Mat *dydx)
{
    /* TODO sigmoid_gradient */
}

void relu(const Mat *x, Mat *y)
{
    /* TODO relu */
}

void relu_gradient(const Mat *x, Mat *dydx)
{
    /* TODO relu_gradient */
}

double central_difference(NumberFn f, void *context, double x, double eps)
{
    /* TODO central_difference */
    return NAN;
}

void central_differences(NumberFn f, void *context, const Mat *x, double eps,
                         Mat *dydx)
{
    /* TODO central_differences */
}

double relative_error(double a, double b)
{
    /* TODO relative_error */
    return NAN;
}
