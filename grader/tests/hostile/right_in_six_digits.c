/* threat B: right to six digits, by a table
 * expect: y: .*wrong */
#define _GNU_SOURCE
#include "activations.h"

void sigmoid(const Mat *x, Mat *y)
{
    if (!mat_same("sigmoid", x, y))
        return;
    for (size_t i = 0; i < mat_size(x); i++)
        y->data[i] = (float)(1 / (1 + exp(-x->data[i])));
}
