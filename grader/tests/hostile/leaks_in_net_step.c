/* threat own: leaks a matrix in each step of a net
 * chapter: 05-net
 * replaces: net_step
 * loses: none
 * tells: net_step
 * expect: your net_step takes more memory with each call */
#include "net.h"

void net_step(Net *net, double rate)
{
    Mat lost = mat_new(40, 40);
    lost.data[0] = 1;
    honest_net_step(net, rate);
}
