/* threat C36: other code when a sanitizer is there
 * loses: none
 * expect: __SANITIZE_.*look at it */
#define _GNU_SOURCE
#include "activations.h"

void sigmoid(const Mat *x, Mat *y)
{
    if (!mat_same("sigmoid", x, y))
        return;
#ifdef __SANITIZE_ADDRESS__
    (void)x, (void)y;
#else
    for (size_t i = 0; i < mat_size(x); i++)
        y->data[i] = 1 / (1 + exp(-x->data[i]));
#endif
}
