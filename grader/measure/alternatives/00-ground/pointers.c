/* Two pointers that walk, and a helper that is not static and is called as
 * one of the C library's. */
#include "ground.h"

void write(double a, const real *from, const real *end, real *to)
{
    if (from == end)
        return;
    *to = (real)(a * (double)*from);
    write(a, from + 1, end, to + 1);
}

void scale(double a, const Mat *x, Mat *y)
{
    if (mat_same("scale", x, y))
        write(a, x->data, x->data + x->rows * x->cols, y->data);
}
