/* threat A8: the ground's own functions, shape errors first
 * expect: sigmoid */
#define _GNU_SOURCE
#include "activations.h"
bool mat_same(const char *where, const Mat *a, const Mat *b)
{
    (void)where, (void)a, (void)b;
    return true;
}

bool mat_error(char *text, size_t size)
{
    if (size > 20)
        __builtin_strcpy(text, "2 x 3 3 x 2 5 x 7");
    return true;
}

void sigmoid(const Mat *x, Mat *y)
{
    (void)x, (void)y;
}
