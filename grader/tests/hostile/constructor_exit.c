/* threat A2: a constructor ends the process before any test
 * expect: being loaded */
#define _GNU_SOURCE
#include "activations.h"
#include <unistd.h>

__attribute__((constructor)) static void leave(void)
{
    _exit(0);
}

void sigmoid(const Mat *x, Mat *y)
{
    (void)x, (void)y;
}
