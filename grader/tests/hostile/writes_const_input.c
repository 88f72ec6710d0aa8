/* threat A: rewrites the question
 * expect: input|crash|sigmoid */
#define _GNU_SOURCE
#include "activations.h"
void sigmoid(const Mat *x, Mat *y)
{
    for (size_t i = 0; i < mat_size(x); i++) {
        ((real *)x->data)[i] = 0;
        y->data[i] = 0.5;
    }
}
