/* threat C32: a macro that doubles forty times
 * expect: compile|memory|time|limit */
#define _GNU_SOURCE
#include "activations.h"
#define A(x) x x
#define B(x) A(A(A(A(x))))
#define C(x) B(B(B(B(x))))
#define D(x) C(C(C(x)))
int number = D(1 +) 1;

void sigmoid(const Mat *x, Mat *y)
{
    (void)x, (void)y;
}
