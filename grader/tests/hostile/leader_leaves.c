/* threat D44: its first thread ends, so that /proc says nothing of the rest,
 * which takes memory without end
 * expect: did not finish|memory|crashed|broke off */
#define _GNU_SOURCE
#include "activations.h"
#include <pthread.h>
#include <stdlib.h>
#include <string.h>
#include <sys/syscall.h>
#include <unistd.h>

static void *grow(void *unused)
{
    for (char *room; (room = malloc(1 << 20)); usleep(100))
        memset(room, 1, 1 << 20);
    for (;;)
        pause();
    return unused;
}

void sigmoid(const Mat *x, Mat *y)
{
    pthread_t thread;
    (void)x, (void)y;
    pthread_create(&thread, NULL, grow, NULL);
    syscall(SYS_exit, 0);
}
