/* threat own: leaks a matrix in each step of Adam
 * chapter: 07-cifar
 * replaces: adam_step
 * loses: none
 * tells: adam_step
 * expect: your adam_step takes more memory with each call */
#include "cifar.h"

void adam_step(Optimiser *o, Net *net, double rate)
{
    Mat lost = mat_new(40, 40);
    lost.data[0] = 1;
    honest_adam_step(o, net, rate);
}
