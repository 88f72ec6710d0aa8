/* threat own: an alignment of a gigabyte
 * expect: loaded|compile|error|alignment */
#define _GNU_SOURCE
#include "activations.h"

static _Alignas(1 << 28) char odd[1] = {1};

void sigmoid(const Mat *x, Mat *y)
{
    (void)x;
    y->data[0] = odd[0];
}
