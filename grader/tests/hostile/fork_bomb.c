/* threat D41: forks, and its children fork, up to a bound
 * expect: fork|clone|not allowed */
#define _GNU_SOURCE
#include "activations.h"
#include <unistd.h>

void sigmoid(const Mat *x, Mat *y)
{
    (void)x, (void)y;
    for (int i = 0; i < 8; i++)
        fork();
}
