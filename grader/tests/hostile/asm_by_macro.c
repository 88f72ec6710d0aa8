/* threat C36: assembler, pasted together by macros
 * loses: none
 * expect: asm.*look at it */
#define _GNU_SOURCE
#include "activations.h"

#define JOIN(a, b) a##b

void sigmoid(const Mat *x, Mat *y)
{
    if (!mat_same("sigmoid", x, y))
        return;
    for (size_t i = 0; i < mat_size(x); i++)
        y->data[i] = 1 / (1 + exp(-x->data[i]));
    JOIN(__as, m__) volatile("nop");
}
