/* threat C29: assembles what /proc says into the program
 * expect: file not found|No such|compile */
#define _GNU_SOURCE
#include "activations.h"

__asm__(".section .rodata\nstolen: .incbin \"/proc/self/environ\"\n"
        ".incbin \"/proc/1/cmdline\"\n.previous");

void sigmoid(const Mat *x, Mat *y)
{
    (void)x, (void)y;
}
