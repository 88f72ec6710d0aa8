/* threat D45: writes far behind the end of its text
 * expect: printed more than|y: .*wrong */
#define _GNU_SOURCE
#include "activations.h"
#include <unistd.h>

void sigmoid(const Mat *x, Mat *y)
{
    (void)x, (void)y;
    lseek(1, 1L << 40, SEEK_SET);
    for (int i = 0; i < 4; i++)
        if (write(1, "here", 4) < 0)
            return;
}
