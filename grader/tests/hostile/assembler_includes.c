/* threat C29: the assembler includes a file, and complains about its lines
 * expect: can't open|No such|compile|file not found */
#define _GNU_SOURCE
#include "activations.h"

__asm__(".include \"/etc/passwd\"\n"
        ".include \"/proc/self/cmdline\"\n"
        ".include \"/srv/solutions/02-activations/activations.c\"\n");

void sigmoid(const Mat *x, Mat *y)
{
    (void)x, (void)y;
}
