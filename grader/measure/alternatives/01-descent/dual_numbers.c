/* Forward mode: numbers that carry their slope along. */
#include "descent.h"

#include <string.h>

typedef struct {
    double v, d;
} Dual;

static Dual plus(Dual a, Dual b)
{
    return (Dual){a.v + b.v, a.d + b.d};
}

static Dual times(Dual a, Dual b)
{
    return (Dual){a.v * b.v, a.v * b.d + a.d * b.v};
}

static Dual cosine(Dual a)
{
    return (Dual){cos(a.v), -sin(a.v) * a.d};
}

static double slope(Dual x, Dual y)
{
    Dual two = {2, 0}, three = {3, 0};
    Dual squares = plus(times(x, x), times(y, y));
    Dual rest = plus(times(x, plus(y, two)), cosine(times(three, x)));
    return plus(squares, rest).d;
}

void surface_gradient(double x, double y, Mat *g)
{
    if (!mat_shape("surface_gradient", g, 1, 2))
        return;
    g->data[0] = (real)slope((Dual){x, 1}, (Dual){y, 0});
    g->data[1] = (real)slope((Dual){x, 0}, (Dual){y, 1});
}

void optimise(double x, double y, double step, size_t steps, Mat *path)
{
    if (!mat_shape("optimise", path, steps + 1, 3))
        return;
    for (size_t t = 0; t < steps + 1; ++t) {
        double dx = slope((Dual){x, 1}, (Dual){y, 0});
        double dy = slope((Dual){x, 0}, (Dual){y, 1});
        real row[3] = {(real)x, (real)y, (real)surface(x, y)};
        memcpy(&AT(path, t, 0), row, sizeof row);
        x = fma(-step, dx, x);
        y = fma(-step, dy, y);
    }
}

void optimise_decay(double x, double y, double step, size_t steps,
                    double decay, Mat *path)
{
    if (!mat_shape("optimise_decay", path, steps + 1, 3))
        return;
    double shrunk = 1;
    for (size_t t = 0; t < steps + 1; ++t, shrunk *= decay) {
        double dx = slope((Dual){x, 1}, (Dual){y, 0});
        double dy = slope((Dual){x, 0}, (Dual){y, 1});
        real row[3] = {(real)x, (real)y, (real)surface(x, y)};
        memcpy(&AT(path, t, 0), row, sizeof row);
        x -= step * shrunk * dx;
        y -= step * shrunk * dy;
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
