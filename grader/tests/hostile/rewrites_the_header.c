/* threat A: changes the shape it was handed
 * expect: sigmoid|y: */
#define _GNU_SOURCE
#include "activations.h"
void sigmoid(const Mat *x, Mat *y)
{
    (void)x;
    y->rows = 0;
    y->cols = 0;
    y->data = NULL;
}
