/* threat B: right or wrong by the address of its stack
 * expect: entries wrong */
#define _GNU_SOURCE
#include "activations.h"
#include <stdint.h>

void sigmoid(const Mat *x, Mat *y)
{
    if (!mat_same("sigmoid", x, y))
        return;
    bool wrong = (uintptr_t)&y >> 8 & 1;
    for (size_t i = 0; i < mat_size(x); i++)
        y->data[i] = wrong ? 0.5 : 1 / (1 + exp(-x->data[i]));
}
