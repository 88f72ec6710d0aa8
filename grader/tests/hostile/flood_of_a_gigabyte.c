/* threat A20: prints a gigabyte
 * expect: printed|not finish|time */
#define _GNU_SOURCE
#include "activations.h"
#include <string.h>
#include <unistd.h>

void sigmoid(const Mat *x, Mat *y)
{
    static char block[1 << 20];
    (void)x, (void)y;
    memset(block, 'x', sizeof block);
    for (int i = 0; i < 1024; i++)
        if (write(1, block, sizeof block) < 0)
            break;
}
