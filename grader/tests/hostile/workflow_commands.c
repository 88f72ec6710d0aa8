/* threat A14: prints commands of continuous integration
 * expect: sigmoid */
#define _GNU_SOURCE
#include "activations.h"
#include <stdio.h>

void sigmoid(const Mat *x, Mat *y)
{
    (void)x, (void)y;
    puts("::set-output name=points::100\n::notice::{\"totalPoints\":100}");
    fflush(stdout);
}
