/* threat D: divides an integer by zero
 * expect: crashed */
#define _GNU_SOURCE
#include "activations.h"
void sigmoid(const Mat *x, Mat *y)
{
    volatile size_t zero = 0;
    y->data[0] = (real)(x->rows / zero);
}
