/* threat D31: executes a shell
 * expect: exec|not allowed */
#define _GNU_SOURCE
#include "activations.h"
#include <unistd.h>

void sigmoid(const Mat *x, Mat *y)
{
    (void)x, (void)y;
    execl("/bin/sh", "sh", "-c", "id >/tmp/was-here", (char *)0);
}
