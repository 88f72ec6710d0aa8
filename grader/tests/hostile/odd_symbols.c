/* threat own: names with quotes, spaces and shell words
 * expect: undefined reference|[Ee]rror:|ld */
#define _GNU_SOURCE
#include "activations.h"

void missing(void) __asm__("a\\\"b'c $(touch /tmp/was-here) `id`;<b>&|");
int present __asm__("__asan_x $(touch /tmp/was-here)") = 1;

void sigmoid(const Mat *x, Mat *y)
{
    (void)x, (void)y;
    missing();
}
