/* threat A19: answers NaN, so that a difference is never too large
 * expect: not a number|sigmoid */
#define _GNU_SOURCE
#include "activations.h"
void sigmoid(const Mat *x, Mat *y)
{
    for (size_t i = 0; i < mat_size(x); i++)
        y->data[i] = NAN;
}
