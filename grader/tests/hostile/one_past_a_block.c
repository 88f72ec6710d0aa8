/* threat own: right, but writes one number past the end of its own block
 * loses: none
 * tells: sigmoid
 * expect: right, but the sanitizer says.*heap-buffer-overflow.*ions.c:16 */
#define _GNU_SOURCE
#include "activations.h"
#include <stdlib.h>

void sigmoid(const Mat *x, Mat *y)
{
    if (!mat_same("sigmoid", x, y))
        return;
    volatile real *room = malloc((mat_size(x) + 1) * sizeof *room);
    for (size_t i = 0; i < mat_size(x); i++)
        room[i] = 1 / (1 + exp(-x->data[i]));
    room[mat_size(x) + 1] = 0;
    for (size_t i = 0; i < mat_size(x); i++)
        y->data[i] = room[i];
    free((void *)room);
}
