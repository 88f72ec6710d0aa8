/* Slopes by the complex step; the step's factor is a power. */
#include "descent.h"

#include <string.h>

static double complex height(double complex x, double complex y)
{
    return x * x + y * y + x * (y + 2) + ccos(3 * x);
}

void surface_gradient(double x, double y, Mat *g)
{
    const double h = 1e-100;
    if (!mat_shape("surface_gradient", g, 1, 2))
        return;
    AT(g, 0, 0) = (real)(cimag(height(x + h * I, y)) / h);
    AT(g, 0, 1) = (real)(cimag(height(x, y + h * I)) / h);
}

void optimise_decay(double x, double y, double step, size_t steps,
                    double decay, Mat *path)
{
    if (!mat_shape("optimise_decay", path, steps + 1, 3))
        return;
    Mat g = mat_new(1, 2);
    for (size_t t = 0;; t++) {
        AT(path, t, 2) = (real)surface(x, y);
        AT(path, t, 1) = (real)y;
        AT(path, t, 0) = (real)x;
        if (t == steps)
            break;
        surface_gradient(x, y, &g);
        double now = step * pow(decay, (double)t);
        y -= now * g.data[1];
        x -= now * g.data[0];
    }
    mat_free(&g);
}

void optimise(double x, double y, double step, size_t steps, Mat *path)
{
    if (mat_shape("optimise", path, steps + 1, 3))
        optimise_decay(x, y, step, steps, 1, path);
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
