/* threat A16: attaches to its parent with ptrace
 * expect: ptrace|not allowed */
#define _GNU_SOURCE
#include "activations.h"
#include <sys/ptrace.h>
#include <unistd.h>

void sigmoid(const Mat *x, Mat *y)
{
    (void)x, (void)y;
    ptrace(PTRACE_ATTACH, getppid(), NULL, NULL);
}
