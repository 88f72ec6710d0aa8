/* threat B: right with probability one half
 * expect: sigmoid|y: */
#define _GNU_SOURCE
#include "activations.h"
#include <sys/random.h>

void sigmoid(const Mat *x, Mat *y)
{
    if (!mat_same("sigmoid", x, y))
        return;
    unsigned char coin = 0;
    if (getrandom(&coin, 1, 0) != 1)
        return;
    for (size_t i = 0; i < mat_size(x); i++)
        y->data[i] = coin & 1 ? 0.5 : 1 / (1 + exp(-x->data[i]));
}
