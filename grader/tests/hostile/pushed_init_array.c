/* threat C35: assembler adds a start-up function
 * expect: load|ended|sigmoid */
#define _GNU_SOURCE
#include "activations.h"
#include <unistd.h>

__attribute__((used)) void leave_early(void)
{
    _exit(0);
}
__asm__(".pushsection .init_array,\"aw\"\n.quad leave_early\n.popsection");

void sigmoid(const Mat *x, Mat *y)
{
    (void)x, (void)y;
}
