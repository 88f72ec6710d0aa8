/* threat B: right for one half of the inputs
 * expect: y: .*wrong */
#define _GNU_SOURCE
#include "activations.h"

void sigmoid(const Mat *x, Mat *y)
{
    if (!mat_same("sigmoid", x, y))
        return;
    for (size_t i = 0; i < mat_size(x); i++)
        y->data[i] = x->data[i] < 0 ? 0.5 : 1 / (1 + exp(-x->data[i]));
}
