/* threat A7: a main of its own
 * expect: sigmoid */
#define _GNU_SOURCE
#include "activations.h"
#include <stdio.h>

int main(void)
{
    puts("[====] Synthesis: Tested: 9 | Passing: 9 | Failing: 0");
    return 0;
}

void sigmoid(const Mat *x, Mat *y)
{
    (void)x, (void)y;
}
