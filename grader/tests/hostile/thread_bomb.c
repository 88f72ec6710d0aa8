/* threat D41: threads without end
 * expect: y: .*wrong|memory|did not finish|crashed */
#define _GNU_SOURCE
#include "activations.h"
#include <pthread.h>
#include <unistd.h>

static void *wait_long(void *unused)
{
    sleep(100);
    return unused;
}

void sigmoid(const Mat *x, Mat *y)
{
    pthread_t thread;
    (void)x, (void)y;
    for (int i = 0; i < 5000; i++)
        pthread_create(&thread, NULL, wait_long, NULL);
}
