/* threat own: global arrays of a hundred gigabytes
 * expect: cannot be loaded|compile|ld|reloc */
#define _GNU_SOURCE
#include "activations.h"

static char room[100UL << 30];

void sigmoid(const Mat *x, Mat *y)
{
    room[mat_size(x)] = 1;
    y->data[0] = room[mat_size(y)];
}
