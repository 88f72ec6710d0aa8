/* threat A19: a NaN with a message in it
 * expect: not a number */
#define _GNU_SOURCE
#include "activations.h"
#include <string.h>

void sigmoid(const Mat *x, Mat *y)
{
    for (size_t i = 0; i < mat_size(x); i++) {
        unsigned long payload = 0x7ff4000000000001UL + i;
        memcpy(&y->data[i], &payload, sizeof payload);
    }
}
