/* Arrays of variable length, filled first and copied last; loops by goto. */
#include "descent.h"

#include <string.h>

void surface_gradient(double x, double y, Mat *g)
{
    if (mat_shape("surface_gradient", g, 1, 2) == false)
        return;
    double s1 = sin(x), s3 = 3 * s1 - 4 * s1 * s1 * s1; /* sin 3x */
    AT(g, 0, 0) = (real)(x + x + y + 2. - 3. * s3);
    AT(g, 0, 1) = (real)(y + y + x);
}

static void go(double at[2], double step, size_t steps, double decay,
               Mat *path)
{
    double way[steps + 1][3];
    Mat g = mat_new(1, 2);
    size_t t = 0;
again:
    way[t][0] = at[0];
    way[t][1] = at[1];
    way[t][2] = surface(at[0], at[1]);
    if (t++ < steps) {
        surface_gradient(at[0], at[1], &g);
        at[0] += -step * g.data[0];
        at[1] += -step * g.data[1];
        step *= decay;
        goto again;
    }
    for (size_t k = 0; k < 3; k++)
        for (size_t i = t; i-- > 0;)
            AT(path, i, k) = (real)way[i][k];
    mat_free(&g);
}

void optimise(double x, double y, double step, size_t steps, Mat *path)
{
    if (mat_shape("optimise", path, steps + 1, 3))
        go((double[]){x, y}, step, steps, 1.0, path);
}

void optimise_decay(double x, double y, double step, size_t steps,
                    double decay, Mat *path)
{
    if (mat_shape("optimise_decay", path, steps + 1, 3))
        go((double[]){x, y}, step, steps, decay, path);
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
