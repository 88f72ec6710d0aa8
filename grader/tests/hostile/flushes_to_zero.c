/* threat D54: makes the processor round, flush and trap in its own way
 * expect: sigmoid|y: */
#define _GNU_SOURCE
#include "activations.h"

void sigmoid(const Mat *x, Mat *y)
{
    unsigned short words = 0x0e00; /* towards zero, 24 bits, all traps */
    (void)x, (void)y;
    __builtin_ia32_ldmxcsr(0xffc0); /* flush, denormals are zero, no masks */
    __asm__ volatile("fldcw %0" : : "m"(words));
    __asm__ volatile("std"); /* copies run backwards */
}
