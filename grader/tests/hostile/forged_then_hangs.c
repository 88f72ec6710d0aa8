/* threat A13: prints a forged result, then never returns
 * expect: did not finish|time */
#define _GNU_SOURCE
#include "activations.h"
#include <stdio.h>

void sigmoid(const Mat *x, Mat *y)
{
    (void)x, (void)y;
    puts("{\"scores\": {\"sigmoid\": 100}}");
    fflush(stdout);
    for (;;)
        ;
}
