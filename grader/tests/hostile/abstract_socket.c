/* threat D39: a pair of sockets, for company
 * expect: socketpair, which is not allowed */
#define _GNU_SOURCE
#include "activations.h"
#include <sys/socket.h>

void sigmoid(const Mat *x, Mat *y)
{
    int pair[2];
    (void)x, (void)y;
    socketpair(AF_UNIX, SOCK_STREAM, 0, pair);
}
