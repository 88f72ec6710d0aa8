/* threat A10: closes the line to the grader
 * expect: broke off */
#define _GNU_SOURCE
#include "activations.h"
#include <unistd.h>

void sigmoid(const Mat *x, Mat *y)
{
    (void)x, (void)y;
    for (int fd = 0; fd < 64; fd++)
        close(fd);
}
