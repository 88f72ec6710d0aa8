/* threat A1: longjmps out of the call into a constructor's frame
 * expect: crash|ended|sigmoid|finish */
#define _GNU_SOURCE
#include "activations.h"
#include <setjmp.h>

static jmp_buf place;

__attribute__((constructor)) static void mark(void)
{
    if (setjmp(place))
        return;
}

void sigmoid(const Mat *x, Mat *y)
{
    (void)x, (void)y;
    longjmp(place, 1);
}
