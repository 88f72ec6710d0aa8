/* Row by row, from the last to the first, through the ground's own macro. */
#include "ground.h"

#include <stdio.h>

void scale(double a, const Mat *x, Mat *y)
{
    if (!mat_same("scale", x, y))
        return;
    for (size_t i = x->rows; i > 0; i--)
        for (size_t j = x->cols; j > 0; j--)
            AT(y, i - 1, j - 1) = (real)(AT(x, i - 1, j - 1) * a);
    printf("scaled %zu numbers by %g\n", mat_size(x), a);
}
