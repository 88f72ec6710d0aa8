/* threat own: leaks a matrix in each epoch of the neuron
 * chapter: 03-neuron
 * replaces: neuron_epoch
 * loses: none
 * tells: neuron_epoch
 * expect: your neuron_epoch takes more memory with each call */
#include "neuron.h"

void neuron_epoch(const Mat *x, const Mat *y, const size_t *order, size_t n,
                  size_t batch, double rate, Mat *w, Mat *b)
{
    Mat lost = mat_new(40, 40);
    lost.data[0] = 1;
    honest_neuron_epoch(x, y, order, n, batch, rate, w, b);
}
