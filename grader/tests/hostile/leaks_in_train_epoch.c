/* threat own: leaks a matrix in each epoch of a net
 * chapter: 05-net
 * replaces: train_epoch
 * loses: none
 * tells: train_epoch
 * expect: your train_epoch takes more memory with each call */
#include "net.h"

double train_epoch(Net *net, const Samples *samples, size_t batch,
                   double rate, uint64_t seed)
{
    Mat lost = mat_new(40, 40);
    lost.data[0] = 1;
    return honest_train_epoch(net, samples, batch, rate, seed);
}
