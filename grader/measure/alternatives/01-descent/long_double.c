/* Points in long double, rounded only where they are written down; the
 * factor of each step is a power. */
#include "descent.h"

typedef struct {
    long double x, y;
} Point;

static Point slope(Point p)
{
    return (Point){.x = 2.0L * p.x + p.y + 2.0L - 3.0L * sinl(3.0L * p.x),
                   .y = p.x + 2.0L * p.y};
}

static Point minus(Point a, long double factor, Point b)
{
    a.x -= factor * b.x;
    a.y -= factor * b.y;
    return a;
}

static void note(Mat *path, size_t t, Point p)
{
    real row[] = {(real)p.x, (real)p.y,
                  (real)surface((double)p.x, (double)p.y)};
    for (int j = 0; j < 3; ++j)
        AT(path, t, j) = row[j];
}

void surface_gradient(double x, double y, Mat *g)
{
    if (mat_shape("surface_gradient", g, 1, 2)) {
        Point s = slope((Point){x, y});
        AT(g, 0, 0) = (real)s.x, AT(g, 0, 1) = (real)s.y;
    }
}

static void walk(Point p, long double step, long double decay, Mat *path)
{
    long double factor = step;
    size_t t = 0;
    do {
        note(path, t, p);
        p = minus(p, factor, slope(p));
        factor = step * powl(decay, (long double)(t + 1));
    } while (++t < path->rows);
}

void optimise(double x, double y, double step, size_t steps, Mat *path)
{
    if (mat_shape("optimise", path, steps + 1, 3))
        walk((Point){x, y}, step, 1, path);
}

void optimise_decay(double x, double y, double step, size_t steps,
                    double decay, Mat *path)
{
    if (mat_shape("optimise_decay", path, steps + 1, 3))
        walk((Point){x, y}, step, decay, path);
}

static void set(Mat *settings, const double *values)
{
    for (size_t j = 0; j < settings->cols; j++)
        settings->data[j] = (real)values[j];
}

void tuned_constant(Mat *settings)
{
    if (mat_shape("tuned_constant", settings, 1, 2))
        set(settings, (double[]){0.16, 25});
}

void tuned_decay(Mat *settings)
{
    if (mat_shape("tuned_decay", settings, 1, 3))
        set(settings, (double[]){0.2, 20, 0.9});
}
