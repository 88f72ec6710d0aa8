/* threat A3: an .init_array entry looks for privileges
 * expect: setuid, which is not allowed */
#define _GNU_SOURCE
#include "activations.h"
#include <stdio.h>
#include <unistd.h>

static void raise_privileges(void)
{
    if (setuid(0) == 0 && setgid(0) == 0)
        fputs("PRIVILEGED\n", stderr);
}
__attribute__((used, section(".init_array"))) static void (*entry)(void) =
    raise_privileges;

void sigmoid(const Mat *x, Mat *y)
{
    (void)x, (void)y;
}
