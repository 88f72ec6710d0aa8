/* With what the ground offers: a copy, zeros, and a x + y. */
#include "ground.h"

void scale(double a, const Mat *x, Mat *y)
{
    if (!mat_same("scale", x, y))
        return;
    Mat before = mat_copy(x); /* y may be x */
    mat_fill(y, 0);
    mat_add_scaled(a, &before, y);
    mat_free(&before);
}
