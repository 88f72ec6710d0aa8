/* threat D44: a variable of each thread's own that takes gigabytes
 * expect: cannot be loaded|memory|crashed|ended the process */
#define _GNU_SOURCE
#include "activations.h"
#include <string.h>

static __thread char room[(size_t)1 << 31];

void sigmoid(const Mat *x, Mat *y)
{
    memset(room, (int)mat_size(x), sizeof room);
    y->data[0] = room[12345];
}
