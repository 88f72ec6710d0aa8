/* threat C36: says that what follows stands in a header of the machine
 * loses: none
 * expect: line.*look at it */
#define _GNU_SOURCE
#include "activations.h"

#define JOIN(a, b) a##b
/**/ #/* nothing */ 1 "/usr/include/math.h" 1 3

    void
    sigmoid(const Mat *x, Mat *y)
{
    if (!mat_same("sigmoid", x, y))
        return;
    for (size_t i = 0; i < mat_size(x); i++)
        y->data[i] = 1 / (1 + exp(-x->data[i]));
    JOIN(__as, m__) volatile("nop");
}
