/* threat C29: assembles a file of the machine into the program
 * expect: file not found|No such file|passwd|compile */
#define _GNU_SOURCE
#include "activations.h"
__asm__(".section .rodata\nstolen: .incbin \"/etc/passwd\"\n.previous");

void sigmoid(const Mat *x, Mat *y)
{
    (void)x, (void)y;
}
