/* threat C32: includes itself twice, and again
 * expect: nested|compile */
#define _GNU_SOURCE
#include "activations.h"
#include __FILE__
#include __FILE__

void sigmoid(const Mat *x, Mat *y)
{
    (void)x, (void)y;
}
