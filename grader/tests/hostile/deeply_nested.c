/* threat C32: a hundred thousand brackets
 * expect: error|compiler */
#define _GNU_SOURCE
#include "activations.h"

#define A(x) ((((((((((x))))))))))
#define B(x) A(A(A(A(A(A(A(A(A(A(x))))))))))
#define P ((((((((((((((((((((((((((((((((
#define Q P P P P P P P P P P P P P P P P
#define R Q Q Q Q Q Q Q Q Q Q Q Q Q Q Q Q
#define T R R R R R R R R R R R R R R R R
int number = T 1;

void sigmoid(const Mat *x, Mat *y)
{
    (void)x, (void)y;
}
