/* threat C35: sections that tell a linker or a loader to do more
 * expect: y: .*wrong|undefined|error|compile|crashed|loaded */
#define _GNU_SOURCE
#include "activations.h"

__asm__(".section .gnu.lto_.opts,\"e\"\n.ascii \"-fplugin=/tmp/x.so\"\n"
        ".section .gnu.warning.exp,\"\"\n.ascii \"STO\"\n"
        ".section .deplibs,\"MS\",@progbits,1\n.asciz \"crypto\"\n"
        ".section .interp,\"a\"\n.asciz \"/bin/sh\"\n"
        ".section .note.GNU-stack,\"x\"\n"
        ".section .gnu.linkonce.t.judge_stubs,\"ax\"\nret\n"
        ".section .preinit_array,\"aw\"\n.quad 0\n"
        ".previous\n");

void sigmoid(const Mat *x, Mat *y)
{
    (void)x, (void)y;
}
