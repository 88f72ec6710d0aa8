/* The point is a matrix, a step is mat_add_scaled(); settings of another
 * kind. */
#include "descent.h"

void surface_gradient(double x, double y, Mat *g)
{
    if (!mat_shape("surface_gradient", g, 1, 2))
        return;
    const double hessian[] = {2, 1, 1, 2}, at[] = {x, y};
    Mat a = mat_of(2, 2, hessian), p = mat_of(1, 2, at);
    mat_mul(&p, &a, g);
    AT(g, 0, 0) += (real)(2 - 3 * sin(3 * x));
    mat_free(&a);
    mat_free(&p);
}

static void note(const Mat *p, Mat *path, size_t t)
{
    for (size_t k = 0; k < 2; k++)
        AT(path, t, k) = p->data[k];
    AT(path, t, 2) = (real)surface(p->data[0], p->data[1]);
}

static void walk(Mat p, double step, double decay, Mat *path)
{
    Mat g = mat_new(1, 2);
    note(&p, path, 0);
    for (size_t t = 1; t < path->rows; t++, step *= decay) {
        surface_gradient(p.data[0], p.data[1], &g);
        mat_add_scaled(-step, &g, &p);
        note(&p, path, t);
    }
    mat_free(&g);
    mat_free(&p);
}

void optimise(double x, double y, double step, size_t steps, Mat *path)
{
    if (mat_shape("optimise", path, steps + 1, 3))
        walk(mat_of(1, 2, (double[]){x, y}), step, 1, path);
}

void optimise_decay(double x, double y, double step, size_t steps,
                    double decay, Mat *path)
{
    if (mat_shape("optimise_decay", path, steps + 1, 3))
        walk(mat_of(1, 2, (double[]){x, y}), step, decay, path);
}

void tuned_constant(Mat *settings)
{
    if (!mat_shape("tuned_constant", settings, 1, 2))
        return;
    settings->data[1] = 10;
    settings->data[0] = 17 / (real)100;
}

void tuned_decay(Mat *settings)
{
    if (!mat_shape("tuned_decay", settings, 1, 3))
        return;
    settings->data[2] = 1 - (real)0.1;
    settings->data[1] = 2e1;
    settings->data[0] = 1 / (real)5;
}
