/* threat D48: every system call there is, one after another
 * expect: y: .*wrong */
#define _GNU_SOURCE
#include "activations.h"
#include <signal.h>
#include <stdlib.h>
#include <sys/syscall.h>
#include <unistd.h>

static const short may[] = {
    0,   1,   3,   5,   8,   9,   10,  11,  12,  13,  14,  15,  17,  19,
    20,  24,  25,  28,  35,  39,  56,  60,  63,  89,  96,  98,  99,  102,
    104, 107, 108, 131, 157, 186, 201, 202, 204, 219, 228, 229, 230, 231,
    234, 257, 262, 267, 273, 302, 309, 318, 324, 334, 335, 336, 435};

static void go_on(int signal)
{
    (void)signal;
}

void sigmoid(const Mat *x, Mat *y)
{
    static char room[4096];
    (void)x, (void)y;
    signal(SIGSYS, go_on);
    for (short n = 0, k = 0; n < 480; n++) {
        if (k < (short)(sizeof may / sizeof *may) && n == may[k]) {
            k++;
            continue;
        }
        long came = syscall(n, 0, room, 0, 0, 0, 0);
        if (came >= 0 && came != n) /* n: the handler has been here */
            abort();                /* it let us in */
    }
}
