/* standin_digits.c - 28 x 28 digits grown from the real 8x8 ones. */
#include "digits.h"
#include "standin.h"

enum { SMALL = 8, SIDE = 28, GRID = 4 };

/* How far a picture may depart from its source; uniform within +- each. */
static const double turn = 0.12;   /* radians */
static const double slant = 0.10;  /* columns a row */
static const double growth = 0.06; /* of the size */
static const double shift = 1.9;   /* pixels of the large picture */
static const double bend = 0.4;    /* deviation, pixels of the large one */

typedef struct {
    double a, b, c, d, dx, dy;  /* from large to small coordinates */
    double wave[2][GRID][GRID]; /* bends, at the corners of a coarse grid */
} Warp;

static Warp draw_warp(Rng *rng)
{
    const double scale = 8.0 / 27; /* the digit fills 27 of 28 pixels */
    double angle = rng_uniform(rng, -turn, turn);
    double lean = rng_uniform(rng, -slant, slant);
    double wide = scale * (1 + rng_uniform(rng, -growth, growth));
    double high = scale * (1 + rng_uniform(rng, -growth, growth));
    Warp w = {wide * cos(angle),
              wide * (lean * cos(angle) - sin(angle)),
              high * sin(angle),
              high * (lean * sin(angle) + cos(angle)),
              rng_uniform(rng, -shift, shift),
              rng_uniform(rng, -shift, shift),
              {{{0}}}};
    for (int i = 0; i < 2 * GRID * GRID; i++)
        w.wave[i / (GRID * GRID)][i / GRID % GRID][i % GRID] =
            bend * rng_normal(rng);
    return w;
}

/* The bend at a pixel, between the four corners of the grid around it. */
static double wave_at(const double wave[GRID][GRID], double x, double y)
{
    double u = x * (GRID - 1) / (SIDE - 1), v = y * (GRID - 1) / (SIDE - 1);
    int i = (int)fmin(u, GRID - 2), j = (int)fmin(v, GRID - 2);
    double p = u - i, q = v - j;
    return (1 - q) * ((1 - p) * wave[j][i] + p * wave[j][i + 1]) +
           q * ((1 - p) * wave[j + 1][i] + p * wave[j + 1][i + 1]);
}

/* Weight of a neighbour at distance t: the cubic of Catmull and Rom. */
static double weight(double t)
{
    t = fabs(t);
    return t < 1   ? 1 + t * t * (1.5 * t - 2.5)
           : t < 2 ? 2 + t * (-4 + t * (2.5 - 0.5 * t))
                   : 0;
}

static double sample(const uint8_t *small, double x, double y)
{
    double sum = 0;
    int left = (int)floor(x) - 1, top = (int)floor(y) - 1;
    for (int j = top; j < top + 4; j++)
        for (int i = left; i < left + 4; i++)
            if (i >= 0 && i < SMALL && j >= 0 && j < SMALL)
                sum += small[j * SMALL + i] * weight(x - i) * weight(y - j);
    return sum / 16;
}

static void grow(const uint8_t *small, const Warp *w, uint8_t *large)
{
    const double middle = (SIDE - 1) / 2.0, centre = (SMALL - 1) / 2.0;
    for (int row = 0; row < SIDE; row++)
        for (int col = 0; col < SIDE; col++) {
            double x = col - middle + w->dx + wave_at(w->wave[0], col, row);
            double y = row - middle + w->dy + wave_at(w->wave[1], col, row);
            double ink = sample(small, centre + w->a * x + w->b * y,
                                centre + w->c * x + w->d * y);
            ink = 1.6 * ink - 0.25; /* pen strokes have edges */
            large[row * SIDE + col] =
                (uint8_t)lround(255 * fmin(fmax(ink, 0), 1));
        }
}

bool standin_digits(DataPart part, size_t count, uint8_t *pixels,
                    uint8_t *labels, size_t *source)
{
    Data digits;
    Rng rng = rng_new(rng_seed_of("stand-in digits") + part);
    if (!digits_load(DIGITS_FILE_ORDER, part, &digits))
        return false;
    for (size_t i = 0; i < count; i++) {
        size_t from = (size_t)rng_below(&rng, digits.count);
        Warp warp = draw_warp(&rng);
        grow(digits.bytes + from * digits.features, &warp,
             pixels + i * SIDE * SIDE);
        labels[i] = digits.labels[from];
        if (source)
            source[i] = from + (part == DATA_TEST ? DIGITS_TRAIN : 0);
    }
    data_free(&digits);
    return true;
}
