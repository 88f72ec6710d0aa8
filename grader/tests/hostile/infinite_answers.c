/* threat A19: infinities of both signs
 * expect: y: .*wrong */
#define _GNU_SOURCE
#include "activations.h"

void sigmoid(const Mat *x, Mat *y)
{
    for (size_t i = 0; i < mat_size(x); i++)
        y->data[i] = i % 2 ? INFINITY : -INFINITY;
}
