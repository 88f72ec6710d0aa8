/* The last row written is where the walk stands; pointers walk along. */
#include "descent.h"

#include <string.h>

#define F_OF(row) ((row)[2] = (real)surface((row)[0], (row)[1]))

void surface_gradient(double x, double y, Mat *g)
{
    if (!mat_shape("surface_gradient", g, 1, 2))
        return;
    long double wide = x, three = 3 * wide;
    g->data[0] = (real)(2 * wide + y + 2 - 3 * sinl(three));
    g->data[1] = (real)(2 * (long double)y + wide);
}

static void step_on(real *from, double step)
{
    Mat g = mat_new(1, 2);
    surface_gradient(from[0], from[1], &g);
    real *to = from + 3;
    for (int k = 0; k < 2; k++)
        to[k] = (real)(from[k] - step * g.data[k]);
    F_OF(to);
    mat_free(&g);
}

void optimise(double x, double y, double step, size_t steps, Mat *path)
{
    if (!mat_shape("optimise", path, 1 + steps, 3))
        return;
    real *row = path->data, *end = row + 3 * steps;
    row[0] = (real)x, row[1] = (real)y;
    F_OF(row);
    while (row != end) {
        step_on(row, step);
        row += 3;
    }
}

void optimise_decay(double x, double y, double step, size_t steps,
                    double decay, Mat *path)
{
    if (!mat_shape("optimise_decay", path, 1 + steps, 3))
        return;
    real *row = path->data, *end = row + 3 * steps;
    row[0] = (real)x, row[1] = (real)y;
    F_OF(row);
    do {
        if (row == end)
            return;
        step_on(row, step);
        step = decay * step;
        row += 3;
    } while (1);
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
