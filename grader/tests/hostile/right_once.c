/* threat B: right at the first call of a process, wrong afterwards
 * expect: sigmoid|y: */
#define _GNU_SOURCE
#include "activations.h"
void sigmoid(const Mat *x, Mat *y)
{
    if (!mat_same("sigmoid", x, y))
        return;
    static int calls;
    for (size_t i = 0; i < mat_size(x); i++)
        y->data[i] = calls ? 0.5 : 1 / (1 + exp(-x->data[i]));
    calls++;
}
