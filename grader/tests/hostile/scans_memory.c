/* threat A11: copies likely expected values out of its own memory
 * expect: sigmoid|crash */
#define _GNU_SOURCE
#include "activations.h"
#include <stdio.h>
#include <string.h>

void sigmoid(const Mat *x, Mat *y)
{
    FILE *maps = fopen("/proc/self/maps", "r");
    char line[512];
    double first = x->rows > 0 && x->cols > 0 ? x->data[0] : 0;
    while (maps && fgets(line, sizeof line, maps)) {
        unsigned long from, to;
        char mode[8];
        if (sscanf(line, "%lx-%lx %7s", &from, &to, mode) != 3 ||
            strncmp(mode, "rw", 2) != 0 || to - from > 1 << 24)
            continue;
        for (double *p = (double *)from; p < (double *)to - 1; p++)
            if (*p > 0 && *p < 1 && (first > 0) == (*p > .5) && y->data != p)
                y->data[0] = *p;
    }
}
