/* ground.c - a first attempt, for the book: what does the tool say to it? */
#include "ground.h"

void scale(double a, const Mat *x, Mat *y)
{
    if (a != 0)
        mat_assign(x, y);
}
