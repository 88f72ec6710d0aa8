/* threat A10: truncates every descriptor it holds
 * expect: sigmoid */
#define _GNU_SOURCE
#include "activations.h"
#include <unistd.h>

void sigmoid(const Mat *x, Mat *y)
{
    (void)x, (void)y;
    for (int fd = 0; fd < 64; fd++)
        if (ftruncate(fd, 0) != 0)
            continue;
}
