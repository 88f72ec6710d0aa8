/* descent.c - chapter 1: gradient descent. */
#include "descent.h"

void surface_gradient(double x, double y, Mat *g)
{
    /* [answer surface_gradient] */
    if (!mat_shape("surface_gradient", g, 1, 2))
        return;
    AT(g, 0, 0) = (real)(2 * x + y + 2 - 3 * sin(3 * x));
    AT(g, 0, 1) = (real)(2 * y + x);
    /* [end] */
}

void optimise(double x, double y, double step, size_t steps, Mat *path)
{
    /* [answer optimise] */
    if (!mat_shape("optimise", path, steps + 1, 3))
        return;
    Mat g = mat_new(1, 2);
    for (size_t t = 0; t <= steps; t++) {
        AT(path, t, 0) = (real)x;
        AT(path, t, 1) = (real)y;
        AT(path, t, 2) = (real)surface(x, y);
        surface_gradient(x, y, &g); /* of both before either moves */
        x -= step * AT(&g, 0, 0);
        y -= step * AT(&g, 0, 1);
    }
    mat_free(&g);
    /* [end] */
}

void optimise_decay(double x, double y, double step, size_t steps,
                    double decay, Mat *path)
{
    /* [answer optimise_decay] */
    if (!mat_shape("optimise_decay", path, steps + 1, 3))
        return;
    Mat g = mat_new(1, 2);
    for (size_t t = 0; t <= steps; t++) {
        AT(path, t, 0) = (real)x;
        AT(path, t, 1) = (real)y;
        AT(path, t, 2) = (real)surface(x, y);
        surface_gradient(x, y, &g);
        x -= step * AT(&g, 0, 0);
        y -= step * AT(&g, 0, 1);
        step *= decay; /* after the step: the first one is the full one */
    }
    mat_free(&g);
    /* [end] */
}

void tuned_constant(Mat *settings)
{
    if (!mat_shape("tuned_constant", settings, 1, 2))
        return;
    /* [answer tuned] */
    AT(settings, 0, 0) = (real)0.17;
    AT(settings, 0, 1) = 10;
    /* [end] */
}

void tuned_decay(Mat *settings)
{
    if (!mat_shape("tuned_decay", settings, 1, 3))
        return;
    /* [answer tuned] */
    AT(settings, 0, 0) = (real)0.2;
    AT(settings, 0, 1) = 20;
    AT(settings, 0, 2) = (real)0.9;
    /* [end] */
}
