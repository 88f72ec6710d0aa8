/* threat own: leaks a matrix in each step of a layer
 * chapter: 04-linear
 * replaces: linear_step
 * loses: none
 * tells: linear_step
 * expect: your linear_step takes more memory with each call */
#include "linear.h"

void linear_step(Linear *l, double rate)
{
    Mat lost = mat_new(40, 40);
    lost.data[0] = 1;
    honest_linear_step(l, rate);
}
