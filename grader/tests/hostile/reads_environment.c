/* threat D50: prints its environment, arguments and mounts
 * expect: sigmoid */
#define _GNU_SOURCE
#include "activations.h"
#include <stdio.h>

extern char **environ;

void sigmoid(const Mat *x, Mat *y)
{
    char line[500];
    (void)x, (void)y;
    for (char **e = environ; e && *e; e++)
        fprintf(stderr, "STOLEN %s\n", *e);
    FILE *mounts = fopen("/proc/self/mounts", "r");
    while (mounts && fgets(line, sizeof line, mounts))
        fprintf(stderr, "STOLEN %s", line);
}
