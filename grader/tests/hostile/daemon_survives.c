/* threat D42: leaves a child behind in a session of its own
 * expect: fork|clone|not allowed */
#define _GNU_SOURCE
#include "activations.h"
#include <unistd.h>

void sigmoid(const Mat *x, Mat *y)
{
    (void)x, (void)y;
    if (fork() == 0) {
        setsid();
        if (fork() == 0)
            sleep(60);
        _exit(0);
    }
}
