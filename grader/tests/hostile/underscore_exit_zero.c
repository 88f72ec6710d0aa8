/* threat A1: _exit(0) in a tested function
 * expect: ended the process */
#define _GNU_SOURCE
#include "activations.h"
#include <unistd.h>

void sigmoid(const Mat *x, Mat *y)
{
    (void)x, (void)y;
    _exit(0);
}
