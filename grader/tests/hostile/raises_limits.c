/* threat D47: raises its own limits
 * expect: limit|not allowed */
#define _GNU_SOURCE
#include "activations.h"
#include <sys/resource.h>

void sigmoid(const Mat *x, Mat *y)
{
    (void)x, (void)y;
    struct rlimit all = {RLIM_INFINITY, RLIM_INFINITY};
    setrlimit(RLIMIT_CPU, &all);
    setrlimit(RLIMIT_AS, &all);
}
