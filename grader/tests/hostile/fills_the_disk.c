/* threat D45: writes a file without end
 * expect: sigmoid|printed */
#define _GNU_SOURCE
#include "activations.h"
#include <fcntl.h>
#include <unistd.h>

void sigmoid(const Mat *x, Mat *y)
{
    static const char *const paths[] = {"/tmp/full", "full", "/dev/shm/full"};
    static char block[1 << 20];
    (void)x, (void)y;
    for (unsigned i = 0; i < 3; i++) {
        int fd = open(paths[i], O_WRONLY | O_CREAT, 0600);
        for (int n = 0; fd >= 0 && n < 4096; n++)
            if (write(fd, block, sizeof block) < 0)
                break;
    }
}
