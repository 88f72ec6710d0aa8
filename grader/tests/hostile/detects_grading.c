/* threat D51: right on the student's machine, wrong elsewhere
 * expect: sigmoid|y: */
#define _GNU_SOURCE
#include "activations.h"
#include <unistd.h>

void sigmoid(const Mat *x, Mat *y)
{
    if (!mat_same("sigmoid", x, y))
        return;
    bool at_home = access("/etc/passwd", R_OK) == 0;
    for (size_t i = 0; i < mat_size(x); i++)
        y->data[i] = at_home ? 1 / (1 + exp(-x->data[i])) : 0.5;
}
