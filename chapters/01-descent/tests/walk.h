/* walk.h - walks downhill, written out, and the same with one thing wrong. */
#ifndef TESTS_01_WALK_H
#define TESTS_01_WALK_H

#include "check.h"
#include "descent.h"

static inline double slope_x(double x, double y)
{
    return 2 * x + y + 2 - 3 * sin(3 * x);
}

static inline double slope_y(double x, double y)
{
    return 2 * y + x;
}

/* A descent, right or with one mistake */

typedef struct {
    double x, y, step;
    size_t steps;
    double decay;
} Run;

typedef enum {
    RIGHT,
    /* in the step */
    UPHILL,
    UPHILL_X,
    UPHILL_Y,
    NEW_X,
    FROZEN,
    NO_STEP,
    UNIT,
    ONLY_X,
    ONLY_Y,
    /* in the decay */
    NO_DECAY,
    EARLY,
    ALWAYS,
    PILED,
    PILED_EARLY,
    TWICE,
    EACH,
    EACH_EARLY,
    TIMES_T,
    COMPLEMENT,
    SUBTRACTED,
    EXPONENTIAL,
    HYPERBOLIC,
    EVERY_OTHER
} Mistake;

/* What the gradient is multiplied with in step t; `i` is 0 for x, 1 for y. */
static inline double rate(const Run *run, size_t t, int i, Mistake mistake)
{
    double d = run->decay, n = (double)t;
    switch (mistake) {
    case NO_STEP:
        return pow(d, n);
    case NO_DECAY:
        return run->step;
    case EARLY:
        return run->step * pow(d, n + 1);
    case ALWAYS:
        return run->step * d;
    case PILED:
        return run->step * pow(d, n * (n + 1) / 2);
    case PILED_EARLY:
        return run->step * pow(d, (n + 1) * (n + 2) / 2);
    case TWICE:
        return run->step * pow(d, 2 * n);
    case EACH:
        return run->step * pow(d, 2 * n + i);
    case EACH_EARLY:
        return run->step * pow(d, 2 * n + 1 + i);
    case TIMES_T:
        return run->step * d * n;
    case SUBTRACTED:
        return run->step - d * n;
    case COMPLEMENT:
        return run->step * pow(1 - d, n);
    case EXPONENTIAL:
        return run->step * exp(-d * n);
    case HYPERBOLIC:
        return run->step / (1 + d * n);
    case EVERY_OTHER:
        return run->step * pow(d, floor(n / 2));
    default:
        return run->step * pow(d, n);
    }
}

static inline void put_row(Mat *path, size_t t, double x, double y)
{
    AT(path, t, 0) = (real)x;
    AT(path, t, 1) = (real)y;
    AT(path, t, 2) = (real)surface(x, y);
}

/* The history of `run`, (steps + 1) x 3. */
static inline Mat walk(const Run *run, Mistake mistake)
{
    Mat path = mat_new(run->steps + 1, 3);
    double x = run->x, y = run->y;
    put_row(&path, 0, x, y);
    for (size_t t = 0; t < run->steps; t++) {
        double at_x = mistake == FROZEN ? run->x : x;
        double at_y = mistake == FROZEN ? run->y : y;
        double gx = slope_x(at_x, at_y), gy = slope_y(at_x, at_y);
        double scale = mistake == UNIT ? 1 / hypot(gx, gy) : 1;
        double sign_x = mistake == UPHILL || mistake == UPHILL_X ? 1 : -1;
        double sign_y = mistake == UPHILL || mistake == UPHILL_Y ? 1 : -1;
        if (mistake != ONLY_Y)
            x += sign_x * scale * rate(run, t, 0, mistake) * gx;
        if (mistake == NEW_X)
            gy = slope_y(x, at_y);
        if (mistake != ONLY_X)
            y += sign_y * scale * rate(run, t, 1, mistake) * gy;
        put_row(&path, t + 1, x, y);
    }
    return path;
}

#endif
