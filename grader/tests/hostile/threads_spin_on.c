/* threat D46: threads that go on after the answer
 * expect: sigmoid */
#define _GNU_SOURCE
#include "activations.h"
#include <pthread.h>

static void *spin(void *unused)
{
    for (;;)
        ;
    return unused;
}

void sigmoid(const Mat *x, Mat *y)
{
    pthread_t thread;
    (void)x, (void)y;
    for (int i = 0; i < 3; i++)
        pthread_create(&thread, NULL, spin, NULL);
}
