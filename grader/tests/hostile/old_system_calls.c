/* threat D48: system calls through the 32-bit gate
 * expect: sigmoid|crash|killed|not allowed */
#define _GNU_SOURCE
#include "activations.h"
void sigmoid(const Mat *x, Mat *y)
{
    (void)x, (void)y;
    __asm__ volatile("int $0x80" : : "a"(2) : "memory");
}
