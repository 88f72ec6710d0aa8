/* threat D43: stops its own process, which no limit of time ends
 * expect: did not finish */
#define _GNU_SOURCE
#include "activations.h"
#include <signal.h>

void sigmoid(const Mat *x, Mat *y)
{
    (void)x, (void)y;
    raise(SIGSTOP);
}
