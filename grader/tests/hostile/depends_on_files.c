/* threat C30: a pragma that says whether a file is there, and how old
 * expect: y: .*wrong|No such file|denied */
#define _GNU_SOURCE
#include "activations.h"
#pragma GCC dependency "/etc/passwd" FOUND
#pragma GCC dependency "../solutions/02-activations/activations.c" FOUND
#pragma GCC dependency "tests/sigmoid.c" FOUND

void sigmoid(const Mat *x, Mat *y)
{
    (void)x, (void)y;
}
