/* threat D54: changes rounding and traps for whoever comes next
 * expect: sigmoid */
#define _GNU_SOURCE
#include "activations.h"
#include <fenv.h>

void sigmoid(const Mat *x, Mat *y)
{
    (void)x, (void)y;
    fesetround(FE_UPWARD);
    feenableexcept(FE_INVALID | FE_DIVBYZERO | FE_OVERFLOW);
}
