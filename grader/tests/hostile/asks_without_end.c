/* threat A10: asks for the function's value without end
 * loses: central_difference
 * expect: too many values|did not finish */
#define _GNU_SOURCE
#include "activations.h"

double central_difference(double (*f)(double x, void *context), void *context,
                          double x, double eps)
{
    for (;;)
        eps += f(x, context);
}
