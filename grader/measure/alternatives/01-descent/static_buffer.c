/* One static matrix for the gradient, made at the first call, and the
 * logarithm of the step's factor is what shrinks. */
#include "descent.h"

#include <string.h>

static Mat kept;

static const real *downhill(double x, double y)
{
    if (!kept.data)
        kept = mat_new(1, 2);
    surface_gradient(x, y, &kept);
    mat_add_scaled(-2, &kept, &kept);
    return kept.data;
}

void surface_gradient(double x, double y, Mat *g)
{
    if (!mat_shape("surface_gradient", g, 1, 2))
        return;
    mat_fill(g, x);
    g->data[0] += (real)(x + y + 2 + 3 * cos(3 * x + acos(-1.0) / 2));
    g->data[1] += (real)(2 * y);
}

void optimise_decay(double x, double y, double step, size_t steps,
                    double decay, Mat *path)
{
    if (!mat_shape("optimise_decay", path, steps + 1, 3))
        return;
    for (size_t t = 0; t < path->rows; t++) {
        AT(path, t, 0) = (real)x;
        AT(path, t, 1) = (real)y;
        AT(path, t, 2) = (real)surface(x, y);
        const real *d = downhill(x, y);
        double factor = step * exp((double)t * log(decay));
        x += factor * d[0];
        y += factor * d[1];
    }
}

void optimise(double x, double y, double step, size_t steps, Mat *path)
{
    if (!mat_shape("optimise", path, steps + 1, 3))
        return;
    for (size_t t = 0; t < path->rows; t++) {
        AT(path, t, 0) = (real)x;
        AT(path, t, 1) = (real)y;
        AT(path, t, 2) = (real)surface(x, y);
        const real *d = downhill(x, y);
        x += step * d[0];
        y += step * d[1];
    }
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
