/* threat D46: recurses until the stack is gone
 * expect: stack */
#define _GNU_SOURCE
#include "activations.h"
static int deeper(int n)
{
    volatile char room[4096];
    room[0] = (char)n;
    return n < 0 ? 0 : deeper(n + 1) + room[0];
}

void sigmoid(const Mat *x, Mat *y)
{
    y->data[0] = deeper((int)x->rows);
}
