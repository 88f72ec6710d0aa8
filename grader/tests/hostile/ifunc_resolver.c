/* threat C35: an indirect function, resolved while loading
 * expect: sigmoid|not allowed|load */
#define _GNU_SOURCE
#include "activations.h"
#include <unistd.h>

static void nothing(const Mat *x, Mat *y)
{
    (void)x, (void)y;
}

static void (*resolve(void))(const Mat *, Mat *)
{
    return nothing;
}

void sigmoid(const Mat *x, Mat *y) __attribute__((ifunc("resolve")));
