/* threat A10: says from a constructor that its numbers have four bytes, so
 * that the grader takes the blame
 * expect: reply it did not ask for */
#define _GNU_SOURCE
#include "activations.h"
#include <stdint.h>
#include <unistd.h>

__attribute__((constructor)) static void greet(void)
{
    static const uint32_t loaded[] = {0x4e4e4f31 + 4, 4, 7};
    if (write(3, loaded, sizeof loaded) < 0)
        _exit(0);
}

void sigmoid(const Mat *x, Mat *y)
{
    (void)x, (void)y;
}
