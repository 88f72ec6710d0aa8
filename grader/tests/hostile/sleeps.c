/* threat D46: sleeps, which takes no processor time
 * expect: did not finish */
#define _GNU_SOURCE
#include "activations.h"
#include <unistd.h>

void sigmoid(const Mat *x, Mat *y)
{
    (void)x, (void)y;
    for (;;)
        sleep(1000);
}
