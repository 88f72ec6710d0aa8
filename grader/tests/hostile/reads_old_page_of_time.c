/* threat own: the fixed page of old kernels
 * expect: y: .*wrong|crashed */
#define _GNU_SOURCE
#include "activations.h"

void sigmoid(const Mat *x, Mat *y)
{
    long (*time_of_day)(long *) = (long (*)(long *))0xffffffffff600400UL;
    (void)x;
    y->data[0] = (real)time_of_day(NULL);
}
