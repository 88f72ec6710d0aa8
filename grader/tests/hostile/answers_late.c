/* threat D46: takes nearly all its time, each time
 * seconds: 300
 * expect: did not finish|y: .*wrong */
#define _GNU_SOURCE
#include "activations.h"
#include <unistd.h>

void sigmoid(const Mat *x, Mat *y)
{
    (void)x, (void)y;
    usleep(3900000);
}
