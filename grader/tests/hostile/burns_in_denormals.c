/* threat D54: loops through the slowest numbers there are
 * expect: did not finish */
#define _GNU_SOURCE
#include "activations.h"

void sigmoid(const Mat *x, Mat *y)
{
    volatile double slow = 1e-310;
    for (size_t i = 0; i < 20000000000UL; i++)
        slow = slow * 1.0000001 + 1e-320;
    y->data[0] = mat_size(x) + slow;
}
