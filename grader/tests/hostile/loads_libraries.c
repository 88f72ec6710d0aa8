/* threat B27: loads libraries of the machine
 * expect: y: .*wrong */
#define _GNU_SOURCE
#include "activations.h"
#include <dlfcn.h>
#include <stdlib.h>

void sigmoid(const Mat *x, Mat *y)
{
    static const char *const names[] = {
        "libcriterion.so.3", "libjansson.so.4", "libarchive.so.13",
        "/bin/sh",           "libc.so",         "libcrypto.so.3"};
    (void)x, (void)y;
    for (int i = 0; i < 6; i++)
        if (dlopen(names[i], RTLD_NOW))
            abort();
}
