/* threat D46: never returns
 * expect: did not finish */
#define _GNU_SOURCE
#include "activations.h"
void sigmoid(const Mat *x, Mat *y)
{
    (void)x, (void)y;
    for (;;)
        __asm__ volatile("");
}
