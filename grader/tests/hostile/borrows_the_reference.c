/* threat own: fails the sigmoid, so that its slope is judged with the
 * reference's, and looks for the reference's slope beside it
 * loses: sigmoid sigmoid_gradient
 * tells: sigmoid_gradient
 * expect: dydx: .*wrong|crashed|did not finish */
#define _GNU_SOURCE
#include "activations.h"
#include <setjmp.h>
#include <signal.h>
#include <string.h>

typedef void Function(const Mat *x, Mat *y);
static sigjmp_buf back;
static Function *found;

void sigmoid(const Mat *x, Mat *y)
{
    (void)x, (void)y;
}

static void give_up(int signal)
{
    siglongjmp(back, signal);
}

/* Whatever maps 1 to the slope there is it. */
static int fits(Function *candidate)
{
    real one = 1, slope = 0;
    Mat x = {1, 1, &one}, y = {1, 1, &slope};
    if (sigsetjmp(back, 1) == 0)
        candidate(&x, &y);
    return fabs(slope - 0.19661193324148185) < 1e-12;
}

void sigmoid_gradient(const Mat *x, Mat *dydx)
{
    static const int signals[] = {SIGSEGV, SIGBUS,  SIGILL,
                                  SIGFPE,  SIGTRAP, SIGABRT};
    Function *volatile lent = sigmoid;
    for (int i = 0; i < 6; i++)
        signal(signals[i], give_up);
    for (int at = 16; at < 4096 && !found; at += 16) {
        Function *candidate;
        char *address = (char *)(void *)lent + at;
        memcpy(&candidate, &address, sizeof candidate);
        if (strchr("\x90\xc3\xcc", address[-1]) && fits(candidate))
            found = candidate;
    }
    if (found)
        found(x, dydx);
}
