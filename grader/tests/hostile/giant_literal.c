/* threat C32: a text of megabytes from a short source
 * expect: y: .*wrong|compiler|error */
#define _GNU_SOURCE
#include "activations.h"

#define A(x) x x x x x x x x x x x x x x x x
#define B(x) A(A(A(A(x))))
static const char text[] = B("0123456789abcdef") B("0123456789abcdef");

void sigmoid(const Mat *x, Mat *y)
{
    y->data[0] = text[mat_size(x)];
}
