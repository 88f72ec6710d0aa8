/* threat own: an alias in place of the function
 * expect: y: .*wrong */
#define _GNU_SOURCE
#include "activations.h"

void nothing(const Mat *x, Mat *y)
{
    (void)x, (void)y;
}

void sigmoid(const Mat *x, Mat *y) __attribute__((alias("nothing")));
