/* Everything in long double, rounded once at the end. */
#include "activations.h"

typedef long double wide;

#define EACH(where, x, y, expression)                                        \
    do {                                                                     \
        if (!mat_same(where, x, y))                                          \
            return;                                                          \
        for (size_t k = 0, n = (x)->rows * (x)->cols; k < n; ++k) {          \
            wide v = (x)->data[k];                                           \
            (y)->data[k] = (real)(expression);                               \
        }                                                                    \
    } while (0)

static wide s(wide v)
{
    return v >= 0 ? 1 / (1 + expl(-v)) : 1 - 1 / (1 + expl(v));
}

void sigmoid(const Mat *x, Mat *y)
{
    EACH("sigmoid", x, y, s(v));
}

void sigmoid_gradient(const Mat *x, Mat *dydx)
{
    EACH("sigmoid_gradient", x, dydx, s(v) * s(-v));
}

void relu(const Mat *x, Mat *y)
{
    EACH("relu", x, y, v > 0 ? v : 0);
}

void relu_gradient(const Mat *x, Mat *dydx)
{
    EACH("relu_gradient", x, dydx, v > 0 ? 1 : v < 0 ? 0 : 0.25L);
}

double central_difference(NumberFn f, void *context, double x, double eps)
{
    wide rise = f(x + eps, context);
    rise -= f(x - eps, context);
    return (double)(rise / ((wide)eps * 2));
}

static double moved(NumberFn f, void *context, double at, double by)
{
    return f(at + by, context);
}

void central_differences(NumberFn f, void *context, const Mat *x, double eps,
                         Mat *dydx)
{
    EACH("central_differences", x, dydx,
         ((wide)moved(f, context, (double)v, eps) -
          moved(f, context, (double)v, -eps)) /
             (2 * eps));
}

double relative_error(double a, double b)
{
    wide top = fabsl((wide)a - b), bottom = fmaxl(fabsl(a), fabsl(b));
    return top == 0 ? 0 : (double)(top / bottom);
}
