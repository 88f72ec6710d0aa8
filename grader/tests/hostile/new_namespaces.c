/* threat D48: asks for namespaces of its own
 * expect: unshare|not allowed */
#define _GNU_SOURCE
#include "activations.h"
#include <sched.h>

void sigmoid(const Mat *x, Mat *y)
{
    (void)x, (void)y;
    unshare(CLONE_NEWUSER | CLONE_NEWNS);
}
