/* threat C36: switches the sanitizers off, then overflows
 * expect: sigmoid|past the end */
#define _GNU_SOURCE
#include "activations.h"
const char *__asan_default_options(void)
{
    return "halt_on_error=0:exitcode=0:detect_stack_use_after_return=0";
}

__attribute__((no_sanitize("address", "undefined"))) void
sigmoid(const Mat *x, Mat *y)
{
    if (!mat_same("sigmoid", x, y))
        return;
    for (size_t i = 0; i <= mat_size(x); i++)
        y->data[i] = 1 / (1 + exp(-x->data[i < mat_size(x) ? i : 0]));
}
