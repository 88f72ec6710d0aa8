/* threat own: sections with the names that others use
 * expect: y: .*wrong|crashed */
#define _GNU_SOURCE
#include "activations.h"

__attribute__((used, section("cr_tst"))) static int test = 1;
__attribute__((used, section(".judge"))) static int judge = 1;
__attribute__((used, section(".interp"))) static char interp[] = "/bin/sh";
__asm__(".section .gnu.warning.sigmoid\n.string \"STO all passed\"\n"
        ".section .note.GNU-stack,\"x\"\n.previous");

void sigmoid(const Mat *x, Mat *y)
{
    (void)x;
    y->data[0] = test + judge + interp[0];
}
