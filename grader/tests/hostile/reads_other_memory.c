/* threat A16: process_vm_readv and /proc/PID/mem of every process
 * expect: sigmoid|not allowed */
#define _GNU_SOURCE
#include "activations.h"
#include <fcntl.h>
#include <stdio.h>
#include <sys/uio.h>
#include <unistd.h>

void sigmoid(const Mat *x, Mat *y)
{
    static char taken[4096];
    (void)x, (void)y;
    for (int pid = 1; pid < 32; pid++) {
        char path[64];
        snprintf(path, sizeof path, "/proc/%d/mem", pid);
        int fd = pid == getpid() ? -1 : open(path, O_RDWR);
        if (fd >= 0 && pread(fd, taken, sizeof taken, 0x400000) > 0)
            fputs("READ ANOTHER PROCESS\n", stderr);
    }
    struct iovec local = {taken, sizeof taken};
    struct iovec remote = {(void *)0x400000, sizeof taken};
    process_vm_readv(getppid(), &local, 1, &remote, 1, 0);
}
