/* threat D46: threads of its own keep it from the processor, so that it seems
 * to wait for others
 * seconds: 120
 * expect: did not finish */
#define _GNU_SOURCE
#include "activations.h"
#include <pthread.h>

static void *spin(void *unused)
{
    for (volatile int turning = 1; turning;)
        continue;
    return unused;
}

void sigmoid(const Mat *x, Mat *y)
{
    pthread_t thread;
    (void)x, (void)y;
    for (int i = 0; i < 100; i++)
        pthread_create(&thread, NULL, spin, NULL);
    spin(NULL);
}
