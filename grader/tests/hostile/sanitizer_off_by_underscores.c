/* threat C36: the attribute with underscores
 * loses: none
 * expect: no_sanitize.*look at it */
#define _GNU_SOURCE
#include "activations.h"

__attribute__((__no_sanitize__("address", "undefined"))) void
sigmoid(const Mat *x, Mat *y)
{
    if (!mat_same("sigmoid", x, y))
        return;
    for (size_t i = 0; i < mat_size(x); i++)
        y->data[i] = 1 / (1 + exp(-x->data[i]));
}
