/* threat D39: opens a network socket
 * expect: socket|not allowed */
#define _GNU_SOURCE
#include "activations.h"
#include <sys/socket.h>

void sigmoid(const Mat *x, Mat *y)
{
    (void)x, (void)y;
    socket(AF_INET, SOCK_STREAM, 0);
}
