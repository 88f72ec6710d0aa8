/* threat own: right, but an int of its own overflows
 * loses: none
 * tells: sigmoid
 * expect: right, but the sanitizer says.*signed integer.*ions.c:15 */
#define _GNU_SOURCE
#include "activations.h"
#include <limits.h>

void sigmoid(const Mat *x, Mat *y)
{
    volatile int count = INT_MAX;
    if (!mat_same("sigmoid", x, y))
        return;
    for (size_t i = 0; i < mat_size(x); i++) {
        count = count + 1;
        y->data[i] = 1 / (1 + exp(-x->data[i]));
    }
}
