/* threat own: writes where an earlier call had its output
 * expect: earlier call */
#define _GNU_SOURCE
#include "activations.h"

void sigmoid(const Mat *x, Mat *y)
{
    if (!mat_same("sigmoid", x, y))
        return;
    static real *kept;
    if (kept)
        *kept = 0.5;
    kept = y->data;
    for (size_t i = 0; i < mat_size(x); i++)
        y->data[i] = 1 / (1 + exp(-x->data[i]));
}
