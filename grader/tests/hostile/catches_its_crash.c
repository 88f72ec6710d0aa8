/* threat own: a handler that jumps back from a crash
 * expect: y: .*wrong|given */
#define _GNU_SOURCE
#include "activations.h"
#include <setjmp.h>
#include <signal.h>

static sigjmp_buf place;

static void back(int signal)
{
    (void)signal;
    siglongjmp(place, 1);
}

void sigmoid(const Mat *x, Mat *y)
{
    signal(SIGSEGV, back);
    if (sigsetjmp(place, 1) == 0)
        *(volatile char *)mat_size(x) = 1;
    y->data[0] = 0.5;
}
