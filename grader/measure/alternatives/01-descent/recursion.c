/* The walk is a recursion, a step a call. */
#include "descent.h"

#include <string.h>

void surface_gradient(double x, double y, Mat *g)
{
    if (!mat_shape("surface_gradient", g, 1, 2))
        return;
    real *slope = g->data;
    slope[1] = (real)(x + y + y);
    slope[0] = (real)(2 * (x + 1) + y - 3 * sin(3 * x));
}

static void walk(double x, double y, double step, double decay, size_t left,
                 real *row)
{
    Mat g = mat_new(1, 2);
    row[0] = (real)x;
    row[1] = (real)y;
    row[2] = (real)surface(x, y);
    surface_gradient(x, y, &g);
    if (left > 0)
        walk(x - step * g.data[0], y - step * g.data[1], step * decay, decay,
             left - 1, row + 3);
    mat_free(&g);
}

void optimise(double x, double y, double step, size_t steps, Mat *path)
{
    if (mat_shape("optimise", path, steps + 1, 3))
        walk(x, y, step, 1, steps, path->data);
}

void optimise_decay(double x, double y, double step, size_t steps,
                    double decay, Mat *path)
{
    if (mat_shape("optimise_decay", path, steps + 1, 3))
        walk(x, y, step, decay, steps, path->data);
}

void tuned_constant(Mat *settings)
{
    if (mat_shape("tuned_constant", settings, 1, 2))
        memcpy(settings->data, (real[]){(real)0.17, 10}, 2 * sizeof(real));
}

void tuned_decay(Mat *settings)
{
    real found[] = {(real)0.2, 20, (real)0.9};
    if (mat_shape("tuned_decay", settings, 1, 3))
        memcpy(settings->data, found, sizeof found);
}
