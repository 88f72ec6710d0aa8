/* threat B: right or wrong by the clock
 * expect: sigmoid|y: */
#define _GNU_SOURCE
#include "activations.h"
#include <time.h>

void sigmoid(const Mat *x, Mat *y)
{
    if (!mat_same("sigmoid", x, y))
        return;
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    bool wrong = now.tv_nsec / 1000 % 2;
    for (size_t i = 0; i < mat_size(x); i++)
        y->data[i] = wrong ? 0.5 : 1 / (1 + exp(-x->data[i]));
}
