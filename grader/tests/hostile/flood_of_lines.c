/* threat A20: prints without end
 * expect: printed|not finish|time */
#define _GNU_SOURCE
#include "activations.h"
#include <stdio.h>

void sigmoid(const Mat *x, Mat *y)
{
    (void)x, (void)y;
    for (;;)
        puts("");
}
