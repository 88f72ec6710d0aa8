/* The surface is a quadratic form and a cosine: its slope is a product with
 * the matrix of the form. Points are 1 x 2 matrices throughout. */
#include "descent.h"

#include <stdio.h>

static const double form[] = {2, 1, 1, 2}; /* twice the symmetric matrix */

/* g = p A + (2 - 3 sin 3x, 0) */
static void slope_at(const Mat *p, Mat *g)
{
    Mat A = mat_of(2, 2, form);
    mat_mul(p, &A, g);
    AT(g, 0, 0) += (real)(2 - 3 * sin(3 * (double)AT(p, 0, 0)));
    mat_free(&A);
}

void surface_gradient(double x, double y, Mat *g)
{
    if (!mat_shape("surface_gradient", g, 1, 2))
        return;
    Mat p = mat_of(1, 2, (double[]){x, y});
    slope_at(&p, g);
    mat_free(&p);
}

static void write_row(const Mat *p, Mat *path, size_t t)
{
    for (size_t j = 0; j < 2; j++)
        AT(path, t, j) = AT(p, 0, j);
    AT(path, t, 2) = (real)surface(AT(p, 0, 0), AT(p, 0, 1));
}

void optimise_decay(double x, double y, double step, size_t steps,
                    double decay, Mat *path)
{
    if (!mat_shape("optimise_decay", path, steps + 1, 3))
        return;
    Mat p = mat_of(1, 2, (const double[2]){x, y}), g = mat_new(1, 2);
    write_row(&p, path, 0);
    for (size_t t = 1; t < path->rows; t++) {
        slope_at(&p, &g);
        mat_add_scaled(-step, &g, &p);
        write_row(&p, path, t);
        step = step * decay;
    }
    mat_free(&p);
    mat_free(&g);
}

void optimise(double x, double y, double step, size_t steps, Mat *path)
{
    if (!mat_shape("optimise", path, steps + 1, 3))
        return;
    optimise_decay(x, y, step, steps, 1, path);
}

void tuned_constant(Mat *settings)
{
    if (!mat_shape("tuned_constant", settings, 1, 2))
        return;
    settings->data[0] = (real).15;
    settings->data[1] = 40;
}

void tuned_decay(Mat *settings)
{
    if (!mat_shape("tuned_decay", settings, 1, 3))
        return;
    settings->data[0] = (real).2;
    settings->data[1] = 20;
    settings->data[2] = (real).9;
}
