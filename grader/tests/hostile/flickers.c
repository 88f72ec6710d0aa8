/* threat A10: a thread goes on writing into all that is shared, answers and
 * questions, while they are read
 * expect: y: .*wrong|crashed|did not finish|broke off|reply it did not */
#define _GNU_SOURCE
#include "activations.h"
#include <pthread.h>
#include <stdio.h>
#include <string.h>

static void *flicker(void *unused)
{
    FILE *maps = fopen("/proc/self/maps", "r");
    char line[512], mode[8];
    unsigned long from = 0, to = 0;
    while (maps && fgets(line, sizeof line, maps))
        if (sscanf(line, "%lx-%lx %7s", &from, &to, mode) == 3 &&
            strcmp(mode, "rw-s") == 0)
            break;
    for (unsigned char turn = 0; from; turn++)
        memset((char *)from, turn, 4096);
    return unused;
}

void sigmoid(const Mat *x, Mat *y)
{
    static pthread_t thread;
    if (!thread)
        pthread_create(&thread, NULL, flicker, NULL);
    for (size_t i = 0; i < mat_size(x); i++)
        y->data[i] = 0.5;
}
