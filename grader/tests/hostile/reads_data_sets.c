/* threat B25: looks for the data and their labels on the disk
 * expect: y: .*wrong */
#define _GNU_SOURCE
#include "activations.h"
#include <fcntl.h>
#include <stdlib.h>

void sigmoid(const Mat *x, Mat *y)
{
    static const char *const paths[] = {"datasets",
                                        "/datasets",
                                        "../datasets",
                                        "/proc/self/cwd/datasets",
                                        "datasets/digits/digits.inc",
                                        "/usr/share/datasets",
                                        "in",
                                        "out",
                                        "/tmp",
                                        "/var/tmp",
                                        "/dev/shm",
                                        "/work",
                                        "/root",
                                        "/proc/1/root",
                                        "/proc/1/cwd/datasets",
                                        "/proc/self/fd/0",
                                        "/proc/self/task"};
    (void)x, (void)y;
    for (unsigned i = 0; i < sizeof paths / sizeof *paths; i++)
        if (open(paths[i], O_RDONLY) >= 0)
            abort();
}
