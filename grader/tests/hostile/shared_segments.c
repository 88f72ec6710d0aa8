/* threat D49: leaves shared memory behind
 * expect: shmget|not allowed */
#define _GNU_SOURCE
#include "activations.h"
#include <sys/ipc.h>
#include <sys/shm.h>

void sigmoid(const Mat *x, Mat *y)
{
    (void)x, (void)y;
    shmget(0x4e4e, 4096, IPC_CREAT | 0666);
}
