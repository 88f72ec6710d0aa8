/* threat own: leaks a matrix in each batch
 * chapter: 06-mnist
 * replaces: class_batch
 * loses: none
 * tells: class_batch
 * expect: your class_batch takes more memory with each call */
#include "mnist.h"

double class_batch(Net *net, const Mat *x, const Mat *labels)
{
    Mat lost = mat_new(40, 40);
    lost.data[0] = 1;
    return honest_class_batch(net, x, labels);
}
