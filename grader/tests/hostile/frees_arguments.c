/* threat own: frees what it was handed
 * expect: heap is damaged|crashed */
#define _GNU_SOURCE
#include "activations.h"

void sigmoid(const Mat *x, Mat *y)
{
    mat_free((Mat *)x);
    mat_free(y);
}
