/* threat own: reads one number before its input
 * expect: not a number */
#define _GNU_SOURCE
#include "activations.h"
#include <stddef.h>

void sigmoid(const Mat *x, Mat *y)
{
    if (!mat_same("sigmoid", x, y))
        return;
    for (size_t i = 0; i < mat_size(x); i++)
        y->data[i] =
            1 / (1 + exp(-x->data[i])) + 0 * x->data[(ptrdiff_t)i - 1];
}
