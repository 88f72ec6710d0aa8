/* threat A: writes far past the end of its output
 * expect: past the end|crash */
#define _GNU_SOURCE
#include "activations.h"
void sigmoid(const Mat *x, Mat *y)
{
    for (size_t i = 0; i < mat_size(x) + 4096; i++)
        y->data[i] = 0.5;
}
