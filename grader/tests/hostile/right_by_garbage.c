/* threat B: right or wrong by what memory held before
 * expect: y: .*wrong|given */
#define _GNU_SOURCE
#include "activations.h"
#include <stdlib.h>

void sigmoid(const Mat *x, Mat *y)
{
    if (!mat_same("sigmoid", x, y))
        return;
    unsigned char *volatile old = malloc(4096);
    bool wrong = false;
    for (int i = 0; i < 4096; i++)
        wrong |= old[i];
    free(old);
    for (size_t i = 0; i < mat_size(x); i++)
        y->data[i] = wrong ? 0.5 : 1 / (1 + exp(-x->data[i]));
}
