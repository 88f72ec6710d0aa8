/* threat D52: the exit status holds a part of the input
 * expect: ended the process \(exit, not 0\) */
#define _GNU_SOURCE
#include "activations.h"
#include <unistd.h>

void sigmoid(const Mat *x, Mat *y)
{
    (void)y;
    _exit(1 + (int)(fabs(x->data[0]) * 100) % 90);
}
