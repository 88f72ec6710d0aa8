/* threat D47: ignores every signal, then never returns
 * expect: did not finish */
#define _GNU_SOURCE
#include "activations.h"
#include <signal.h>

void sigmoid(const Mat *x, Mat *y)
{
    (void)x, (void)y;
    for (int number = 1; number < 65; number++)
        signal(number, SIG_IGN);
    for (;;)
        __asm__ volatile("");
}
