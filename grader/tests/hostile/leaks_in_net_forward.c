/* threat own: leaks a matrix in each forward pass of a net
 * chapter: 05-net
 * replaces: net_forward
 * loses: none
 * tells: net_forward
 * expect: your net_forward takes more memory with each call */
#include "net.h"

void net_forward(Net *net, const Mat *x, Mat *y)
{
    Mat lost = mat_new(40, 40);
    lost.data[0] = 1;
    honest_net_forward(net, x, y);
}
