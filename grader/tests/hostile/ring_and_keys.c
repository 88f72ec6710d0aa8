/* threat D48: io_uring, keyrings and AF_VSOCK
 * expect: not allowed|sigmoid */
#define _GNU_SOURCE
#include "activations.h"
#include <sys/syscall.h>
#include <unistd.h>

void sigmoid(const Mat *x, Mat *y)
{
    static char ring[256];
    (void)x, (void)y;
    syscall(SYS_add_key, "user", "seen", "1", 1, -2);
    syscall(SYS_io_uring_setup, 8, ring);
}
