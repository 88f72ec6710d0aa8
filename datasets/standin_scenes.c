/* standin_scenes.c - ten classes of small colour pictures: a shape on a
 * ground, in light and colour that mislead.
 *
 * What a linear classifier can use is kept scarce: a quarter of the shapes
 * are darker than their ground instead of lighter, all are moved, turned and
 * of any size, and colours lean to a class only on average. A network that
 * looks at edges does better, and learns the noise of its training pictures
 * by heart unless it is held back. */
#include "standin.h"

#include <string.h>

enum { SIDE = 32, PLANE = SIDE * SIDE, CLASSES = 10 };

static const double lighter = 0.75; /* share of shapes lighter than ground */
static const double tint = 65;      /* how far a class's colours lean */
static const double stray = 50;     /* deviation of a picture's colours */
static const double noise = 24;     /* deviation at each pixel */

/* A picture being drawn, with everything that varies in it. */
typedef struct {
    double x, y, size, angle;   /* where the shape is */
    double ground[3], shape[3]; /* their colours */
    double slope[3][2];         /* light across the picture */
} Scene;

static double disc(double x, double y)
{
    return 0.8 - hypot(x, y);
}

static double square(double x, double y)
{
    return 0.7 - fmax(fabs(x), fabs(y));
}

static double triangle(double x, double y)
{
    return fmin(0.5 - y, 0.5 * (y + 0.9 - 1.7 * fabs(x)));
}

static double ring(double x, double y)
{
    return 0.24 - fabs(hypot(x, y) - 0.68);
}

static double cross(double x, double y)
{
    return fmax(fmin(0.26 - fabs(x), 0.9 - fabs(y)),
                fmin(0.26 - fabs(y), 0.9 - fabs(x)));
}

static double bars_across(double x, double y)
{
    return fmin(0.9 - fabs(x), 0.22 - fabs(fabs(y) - 0.5));
}

static double bars_upright(double x, double y)
{
    return bars_across(y, x);
}

static double crescent(double x, double y)
{
    return fmin(0.85 - hypot(x, y), hypot(x - 0.45, y) - 0.65);
}

static double two_dots(double x, double y)
{
    return fmax(0.42 - hypot(x - 0.5, y + 0.4),
                0.42 - hypot(x + 0.5, y - 0.4));
}

static double angle_iron(double x, double y)
{
    return fmax(fmin(0.26 - fabs(x + 0.5), 0.8 - fabs(y)),
                fmin(0.26 - fabs(y - 0.5), 0.8 - fabs(x)));
}

/* Positive inside the shape, in units of its size. */
static double (*const shapes[CLASSES])(double x, double y) = {
    disc,        square,       triangle, ring,     cross,
    bars_across, bars_upright, crescent, two_dots, angle_iron};

static Scene draw_scene(Rng *rng, size_t class)
{
    Scene s = {.x = rng_uniform(rng, -5, 5),
               .y = rng_uniform(rng, -5, 5),
               .size = rng_uniform(rng, 7, 14),
               .angle = rng_uniform(rng, -0.5, 0.5)};
    const double circle = 6.28318530717958648;
    double sign = rng_uniform(rng, 0, 1) < lighter ? 1 : -1;
    double light = rng_uniform(rng, 15, 60) * sign;
    for (int c = 0; c < 3; c++) {
        double lean = cos(circle * ((double)class / CLASSES + c / 3.0));
        s.ground[c] = 128 - light / 2 + stray * rng_normal(rng) + tint * lean;
        s.shape[c] = s.ground[c] + light + 0.5 * stray * rng_normal(rng);
        for (int i = 0; i < 2; i++)
            s.slope[c][i] = rng_uniform(rng, -2, 2);
    }
    return s;
}

static void paint(const Scene *s, size_t class, Rng *rng, uint8_t *pixels)
{
    const double middle = (SIDE - 1) / 2.0;
    double cosine = cos(s->angle), sine = sin(s->angle);
    for (int at = 0; at < PLANE; at++) {
        double col = at % SIDE - middle, row = at / SIDE - middle;
        double x = (col - s->x) / s->size, y = (row - s->y) / s->size;
        double inside = s->size * shapes[class](cosine * x + sine * y,
                                                cosine * y - sine * x);
        double cover = fmin(fmax(inside + 0.5, 0), 1); /* a soft edge */
        for (int c = 0; c < 3; c++) {
            double value = s->ground[c] +
                           cover * (s->shape[c] - s->ground[c]) +
                           s->slope[c][0] * col + s->slope[c][1] * row +
                           noise * rng_normal(rng);
            pixels[c * PLANE + at] =
                (uint8_t)lround(fmin(fmax(value, 0), 255));
        }
    }
}

void standin_scenes(DataPart part, size_t count, uint8_t *pixels,
                    uint8_t *labels)
{
    Rng rng = rng_new(rng_seed_of("stand-in scenes") + part);
    for (size_t i = 0; i < count; i++) {
        size_t class = (size_t)rng_below(&rng, CLASSES);
        Scene scene = draw_scene(&rng, class);
        paint(&scene, class, &rng, pixels + i * 3 * PLANE);
        labels[i] = (uint8_t) class;
    }
}
