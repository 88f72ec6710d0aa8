/* surface.c - the surface of chapter 1. Given. */
#include "descent.h"

double surface(double x, double y)
{
    return x * x + y * y + x * (y + 2) + cos(3 * x);
}
