/* threat own: frees the same block twice
 * expect: double-free|heap is damaged .double free */
#define _GNU_SOURCE
#include "activations.h"
#include <stdlib.h>

void sigmoid(const Mat *x, Mat *y)
{
    char *volatile block = malloc(mat_size(x) + 1000);
    free(block);
    free(block);
    y->data[0] = 1;
}
