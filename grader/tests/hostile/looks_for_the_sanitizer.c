/* threat C36: asks the loader whether a sanitizer is there
 * loses: none
 * expect: __asan_.*look at it */
#define _GNU_SOURCE
#include "activations.h"

extern int JOINED __asm__("__asan_init") __attribute__((weak));

void sigmoid(const Mat *x, Mat *y)
{
    if (!mat_same("sigmoid", x, y))
        return;
    for (size_t i = 0; i < mat_size(x) && !&JOINED; i++)
        y->data[i] = 1 / (1 + exp(-x->data[i]));
}
