/* threat own: reads one number past its input
 * expect: read past the end of x */
#define _GNU_SOURCE
#include "activations.h"

void sigmoid(const Mat *x, Mat *y)
{
    if (!mat_same("sigmoid", x, y))
        return;
    for (size_t i = 0; i < mat_size(x); i++)
        y->data[i] = 1 / (1 + exp(-x->data[i])) + 0 * x->data[i + 1];
}
