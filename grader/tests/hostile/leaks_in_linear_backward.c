/* threat own: leaks a matrix in each backward pass of a layer
 * chapter: 04-linear
 * replaces: linear_backward
 * loses: none
 * tells: linear_backward
 * expect: your linear_backward takes more memory with each call */
#include "linear.h"

void linear_backward(Linear *l, const Mat *x, const Mat *dy, Mat *dx)
{
    Mat lost = mat_new(40, 40);
    lost.data[0] = 1;
    honest_linear_backward(l, x, dy, dx);
}
