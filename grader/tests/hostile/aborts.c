/* threat D: aborts
 * expect: crashed */
#define _GNU_SOURCE
#include "activations.h"
#include <stdlib.h>

void sigmoid(const Mat *x, Mat *y)
{
    (void)x, (void)y;
    abort();
}
