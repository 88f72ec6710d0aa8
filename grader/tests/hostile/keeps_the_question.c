/* threat A10: asks for a function after its call is over
 * loses: central_difference
 * expect: slope */
#define _GNU_SOURCE
#include "activations.h"

double central_difference(double (*f)(double x, void *context), void *context,
                          double x, double eps)
{
    static double (*kept)(double x, void *context);
    static void *with;
    double slope = kept ? kept(x, with) : 0;
    kept = f;
    with = context;
    return slope + eps;
}
