/* threat own: a local array of a gigabyte
 * expect: ran out of stack */
#define _GNU_SOURCE
#include "activations.h"

void sigmoid(const Mat *x, Mat *y)
{
    volatile char room[(mat_size(x) + 1) << 30];
    room[0] = 1;
    y->data[0] = room[0];
}
