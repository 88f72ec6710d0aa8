/* threat own: writes to its input, and takes it back
 * expect: wrote to its const input x */
#define _GNU_SOURCE
#include "activations.h"

void sigmoid(const Mat *x, Mat *y)
{
    for (size_t i = 0; i < mat_size(x); i++) {
        volatile real *mine = &x->data[i];
        *mine = -*mine;
        y->data[i] = 1 / (1 + exp(*mine));
        *mine = -*mine;
    }
}
