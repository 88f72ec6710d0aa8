/* threat A18: redefines words that a shared header would use
 * expect: sigmoid */
#define _GNU_SOURCE
#include "activations.h"
#define cr_assert(...) ((void)0)
#define check_mat(...) ((void)0)
#define double float
#define if while

void sigmoid(const Mat *x, Mat *y)
{
    (void)x, (void)y;
}
