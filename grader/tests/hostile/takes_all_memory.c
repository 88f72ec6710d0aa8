/* threat D44: allocates and touches memory without end
 * expect: memory|crash|not finish|sigmoid */
#define _GNU_SOURCE
#include "activations.h"
#include <stdlib.h>
#include <string.h>

void sigmoid(const Mat *x, Mat *y)
{
    (void)x, (void)y;
    for (;;) {
        char *block = malloc(64 << 20);
        if (block)
            memset(block, 1, 64 << 20);
    }
}
