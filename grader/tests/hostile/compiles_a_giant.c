/* threat C32: an object of many gigabytes
 * expect: compile|too large|size|limit */
#define _GNU_SOURCE
#include "activations.h"
char giant[1UL << 36] = {1};

void sigmoid(const Mat *x, Mat *y)
{
    (void)x, (void)y;
}
