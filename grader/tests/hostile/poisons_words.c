/* threat own: poisons the words of the headers
 * expect: poisoned */
#define _GNU_SOURCE
#include "activations.h"

#pragma GCC poison sigmoid Mat double
_Pragma("GCC poison return") void sigmoid(const Mat *x, Mat *y)
{
    (void)x, (void)y;
}
