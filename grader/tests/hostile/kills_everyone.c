/* threat D40: kills everything it may signal
 * expect: kill|not allowed */
#define _GNU_SOURCE
#include "activations.h"
#include <signal.h>

void sigmoid(const Mat *x, Mat *y)
{
    (void)x, (void)y;
    kill(-1, SIGKILL);
}
