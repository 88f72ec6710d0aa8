/* threat A1: handlers for the end of the process that end it well
 * expect: ended the process */
#define _GNU_SOURCE
#include "activations.h"
#include <stdlib.h>
#include <unistd.h>

static __thread int calls = 1;

static void well(void)
{
    _exit(0);
}

__attribute__((constructor(101))) static void prepare(void)
{
    calls++;
    atexit(well);
}

void sigmoid(const Mat *x, Mat *y)
{
    (void)x, (void)y;
    exit(calls);
}
