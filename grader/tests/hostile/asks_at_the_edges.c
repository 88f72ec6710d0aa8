/* threat A10: asks for the function where no number is
 * loses: central_difference
 * expect: slope */
#define _GNU_SOURCE
#include "activations.h"
#include <float.h>

double central_difference(double (*f)(double x, void *context), void *context,
                          double x, double eps)
{
    const double edges[] = {NAN,       INFINITY, -INFINITY, DBL_MAX, -DBL_MAX,
                            0x1p-1074, -0.0,     0x1p62,    -0x1p63};
    double sum = x + eps;
    for (int i = 0; i < 9; i++)
        sum += f(edges[i], context);
    return sum;
}
