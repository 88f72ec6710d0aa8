/* threat A5: sets always_succeed in the framework's options
 * expect: sigmoid */
#define _GNU_SOURCE
#include "activations.h"
extern char criterion_options[] __attribute__((weak));

__attribute__((constructor)) static void succeed(void)
{
    for (int i = 0; criterion_options && i < 24; i++)
        criterion_options[i] = 1;
}

void sigmoid(const Mat *x, Mat *y)
{
    (void)x, (void)y;
}
