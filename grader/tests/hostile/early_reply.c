/* threat A10: answers before it is asked, from a constructor
 * expect: load|grader|sigmoid */
#define _GNU_SOURCE
#include "activations.h"
#include <unistd.h>

__attribute__((constructor)) static void answer(void)
{
    static const char flood[65536] = "LLLLRRRRLLLL";
    for (int fd = 3; fd < 16; fd++)
        if (write(fd, flood, sizeof flood) < 0)
            continue;
}

void sigmoid(const Mat *x, Mat *y)
{
    (void)x, (void)y;
}
