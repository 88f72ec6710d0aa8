/* threat A17: kills its parent
 * expect: kill|not allowed */
#define _GNU_SOURCE
#include "activations.h"
#include <signal.h>
#include <unistd.h>

void sigmoid(const Mat *x, Mat *y)
{
    (void)x, (void)y;
    kill(getppid(), SIGKILL);
}
