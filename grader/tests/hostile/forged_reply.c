/* threat A10: writes replies of its own to every descriptor
 * expect: grader|sigmoid */
#define _GNU_SOURCE
#include "activations.h"
#include <string.h>
#include <unistd.h>

void sigmoid(const Mat *x, Mat *y)
{
    unsigned char reply[256];
    (void)x, (void)y;
    for (int value = 0; value < 2; value++) {
        memset(reply, value, sizeof reply);
        for (int fd = 3; fd < 64; fd++)
            if (write(fd, reply, sizeof reply) < 0)
                continue;
    }
}
