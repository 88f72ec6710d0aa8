/* threat own: leaks a matrix in each gradient
 * chapter: 03-neuron
 * replaces: bce_grad
 * loses: none
 * tells: bce_grad
 * expect: your bce_grad takes more memory with each call */
#include "neuron.h"

void bce_grad(const Mat *p, const Mat *y, Mat *dp)
{
    Mat lost = mat_new(40, 40);
    lost.data[0] = 1;
    honest_bce_grad(p, y, dp);
}
