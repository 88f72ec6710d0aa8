/* threat A8: memcmp, exp, fabs and malloc of its own
 * expect: sigmoid */
#define _GNU_SOURCE
#include "activations.h"
#include <stddef.h>

int memcmp(const void *a, const void *b, size_t n)
{
    (void)a, (void)b, (void)n;
    return 0;
}

double(exp)(double x)
{
    (void)x;
    return 1;
}

double(fabs)(double x)
{
    (void)x;
    return 0;
}

void sigmoid(const Mat *x, Mat *y)
{
    (void)x, (void)y;
}
