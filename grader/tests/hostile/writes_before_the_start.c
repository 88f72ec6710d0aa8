/* threat own: writes one number before its output
 * expect: wrote before the start of y */
#define _GNU_SOURCE
#include "activations.h"

void sigmoid(const Mat *x, Mat *y)
{
    if (!mat_same("sigmoid", x, y))
        return;
    for (size_t i = 0; i < mat_size(x); i++)
        y->data[i] = 1 / (1 + exp(-x->data[i]));
    y->data[-1] = 0.5;
}
