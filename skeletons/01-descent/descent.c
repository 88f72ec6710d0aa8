/* descent.c - chapter 1: gradient descent. */
#include "descent.h"

void surface_gradient(double x, double y, Mat *g)
{
    /* TODO surface_gradient */
}

void optimise(double x, double y, double step, size_t steps, Mat *path)
{
    /* TODO optimise */
}

void optimise_decay(double x, double y, double step, size_t steps,
                    double decay, Mat *path)
{
    /* TODO optimise_decay */
}

void tuned_constant(Mat *settings)
{
    if (!mat_shape("tuned_constant", settings, 1, 2))
        return;
    /* TODO tuned */
}

void tuned_decay(Mat *settings)
{
    if (!mat_shape("tuned_decay", settings, 1, 3))
        return;
    /* TODO tuned */
}
