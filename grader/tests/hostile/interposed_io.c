/* threat A8: read, write, send, recv and dlsym of its own
 * expect: sigmoid|grader */
#define _GNU_SOURCE
#include "activations.h"
#include <stddef.h>
#include <sys/types.h>

ssize_t read(int fd, void *to, size_t n)
{
    (void)fd, (void)to;
    return (ssize_t)n;
}

ssize_t write(int fd, const void *from, size_t n)
{
    (void)fd, (void)from;
    return (ssize_t)n;
}

ssize_t send(int fd, const void *from, size_t n, int flags)
{
    (void)flags;
    return write(fd, from, n);
}

ssize_t recv(int fd, void *to, size_t n, int flags)
{
    (void)flags;
    return read(fd, to, n);
}

void *dlsym(void *library, const char *name)
{
    (void)library, (void)name;
    return (void *)read;
}

void sigmoid(const Mat *x, Mat *y)
{
    (void)x, (void)y;
}
