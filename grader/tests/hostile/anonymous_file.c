/* threat D48: a file in memory, to execute
 * expect: memfd_create, which is not allowed */
#define _GNU_SOURCE
#include "activations.h"
#include <sys/mman.h>
#include <unistd.h>

void sigmoid(const Mat *x, Mat *y)
{
    (void)x, (void)y;
    fexecve(memfd_create("program", 0), (char *[]){"a", NULL},
            (char *[]){NULL});
}
