/* threat A1: exit(0) in a tested function
 * expect: ended the process */
#define _GNU_SOURCE
#include "activations.h"
#include <stdlib.h>

void sigmoid(const Mat *x, Mat *y)
{
    (void)x, (void)y;
    exit(0);
}
