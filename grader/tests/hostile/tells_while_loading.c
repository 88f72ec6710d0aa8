/* threat D50: says while it is loaded what it sees
 * expect: cannot be loaded|loaded */
#define _GNU_SOURCE
#include "activations.h"
#include <stdio.h>
#include <unistd.h>

extern char **environ;

__attribute__((constructor)) static void tell(void)
{
    fprintf(stderr, "\n#judge load STOLEN %s\n", *environ);
    fflush(stderr);
    _exit(98);
}

void sigmoid(const Mat *x, Mat *y)
{
    (void)x, (void)y;
}
