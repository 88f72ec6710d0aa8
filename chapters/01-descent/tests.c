/* Checks of chapter 1. One source, linked with your code on your machine
 * and with proxies for it when it is graded. */
#include "check.h"
#include "descent.h"

#include <stdio.h>
#include <string.h>

/* The gradient, at many points at once: a column for each derivative */

enum { POINTS = 5 };

/* How far a slope may be off, however it is written: the worst of the right
 * ones that we know is off by 1e-15. Measured slopes miss it somewhere, with
 * steps of any length, extrapolated and in long double, too. */
static const double rounding = 1e-13;

typedef double (*Slope)(double x, double y);

static double slope_x(double x, double y)
{
    return 2 * x + y + 2 - 3 * sin(3 * x);
}

static double slope_y(double x, double y)
{
    return 2 * y + x;
}

/* Wrong derivatives, each with one mistake. */

static double x_unchained(double x, double y)
{
    return 2 * x + y + 2 - sin(3 * x);
}

static double x_cosine_grows(double x, double y)
{
    return 2 * x + y + 2 + 3 * sin(3 * x);
}

static double x_both(double x, double y)
{
    return 2 * x + y + 2 + sin(3 * x);
}

static double x_cosine_kept(double x, double y)
{
    return 2 * x + y + 2 + 3 * cos(3 * x);
}

static double x_cosine_minus(double x, double y)
{
    return 2 * x + y + 2 - 3 * cos(3 * x);
}

static double x_angle_lost(double x, double y)
{
    return 2 * x + y + 2 - 3 * sin(x);
}

static double x_no_cosine(double x, double y)
{
    return 2 * x + y + 2;
}

static double x_half_square(double x, double y)
{
    return x + y + 2 - 3 * sin(3 * x);
}

static double x_no_product(double x, double y)
{
    (void)y;
    return 2 * x - 3 * sin(3 * x);
}

static double x_no_two(double x, double y)
{
    return 2 * x + y - 3 * sin(3 * x);
}

static double x_no_y(double x, double y)
{
    (void)y;
    return 2 * x + 2 - 3 * sin(3 * x);
}

static double x_product_split(double x, double y)
{
    (void)y;
    return 2 * x + 1 - 3 * sin(3 * x);
}

static double x_square_of_y(double x, double y)
{
    return 2 * x + 2 * y + y + 2 - 3 * sin(3 * x);
}

static double y_no_product(double x, double y)
{
    (void)x;
    return 2 * y;
}

static double y_half_square(double x, double y)
{
    return y + x;
}

static double y_constant_kept(double x, double y)
{
    return 2 * y + x + 2;
}

static double y_product_split(double x, double y)
{
    (void)x;
    return 2 * y + 1;
}

static double y_square_of_x(double x, double y)
{
    return 2 * y + 2 * x + x;
}

static Mat column(const Mat *points, Slope slope)
{
    Mat c = mat_new(points->rows, 1);
    for (size_t i = 0; i < points->rows; i++)
        c.data[i] = (real)slope(AT(points, i, 0), AT(points, i, 1));
    return c;
}

static void suspect_slope(const Mat *points, Slope slope, const char *cause)
{
    Mat wrong = column(points, slope);
    check_suspect(&wrong, cause);
    mat_free(&wrong);
}

/* Asks the student's function at every point; `j` picks the derivative. */
static Mat asked(const Mat *points, size_t j)
{
    Mat got = mat_new(points->rows, 1);
    for (size_t i = 0; i < points->rows; i++) {
        Mat g = check_junk(1, 2);
        surface_gradient(AT(points, i, 0), AT(points, i, 1), &g);
        got.data[i] = AT(&g, 0, j);
        mat_free(&g);
    }
    return got;
}

static void given_points(const Mat *points)
{
    Mat x = mat_new(points->rows, 1), y = mat_new(points->rows, 1);
    for (size_t i = 0; i < points->rows; i++) {
        x.data[i] = AT(points, i, 0);
        y.data[i] = AT(points, i, 1);
    }
    check_given("x", &x);
    check_given("y", &y);
    mat_free(&x);
    mat_free(&y);
}

/* Every point is given the first one's slope? */
static void suspect_first(const Mat *due)
{
    Mat first = mat_new(due->rows, 1);
    mat_fill(&first, due->data[0]);
    check_suspect(&first, "every point gets the slope of the first one: "
                          "something is kept from call to call");
    mat_free(&first);
}

/* Slopes that are measured, with a step of 0.1, 0.01 and so on. */
static void suspect_measured(const Mat *points, size_t j)
{
    for (double h = .1; h > 1e-9; h /= 10)
        for (int back = 0; back < 2; back++) {
            Mat wrong = mat_new(points->rows, 1);
            for (size_t i = 0; i < points->rows; i++) {
                double x = AT(points, i, 0), y = AT(points, i, 1);
                double dx = j == 0 ? h : 0, dy = h - dx;
                double rise = surface(x + dx, y + dy) -
                              surface(x - back * dx, y - back * dy);
                wrong.data[i] = (real)(rise / (h + back * h));
            }
            check_suspect(&wrong, "the slope is measured, from two heights: "
                                  "the formula of the slope is meant");
            mat_free(&wrong);
        }
}

static const char uphill_sign[] =
    "the sign is the other way round: the gradient points uphill, the minus "
    "comes later, in the step";
static const char swapped[] =
    "the two entries are swapped: df/dx comes first, then df/dy";
static const char cosine_sign[] =
    "the derivative of cos is minus sin: a sign is lost";
static const char half_square[] = "the derivative of a square, t^2, is 2 t";
static const char other_square[] =
    "a square of the other variable was differentiated too: while one moves, "
    "the other stays fixed";
static const char product_split[] =
    "in the product x (y + 2) each factor was replaced by its own "
    "derivative: the factor that stays fixed stays";

Test(surface_gradient, knows_the_slope_along_x)
{
    Mat at = check_random(POINTS, 2, -5, 5);
    Mat due = column(&at, slope_x), got = asked(&at, 0);
    given_points(&at);
    suspect_slope(&at, slope_y, swapped);
    suspect_first(&due);
    suspect_slope(&at, x_unchained,
                  "the chain rule: cos(3x) changes three times as fast as "
                  "cos(x), a factor is lost");
    suspect_slope(&at, x_cosine_grows, cosine_sign);
    suspect_slope(&at, x_both,
                  "the derivative of cos(3x) lacks its sign and the factor "
                  "of the chain rule");
    static const char kept[] =
        "cos(3x) is still a cosine: its derivative is a sine";
    suspect_slope(&at, x_cosine_kept, kept);
    suspect_slope(&at, x_cosine_minus, kept);
    suspect_slope(&at, x_angle_lost,
                  "the sine has lost the 3 in its argument");
    suspect_slope(&at, x_no_cosine, "the term cos(3x) is not differentiated");
    suspect_slope(&at, x_half_square, half_square);
    static const char product[] =
        "the term x (y + 2) also changes with x: its slope "
        "along x is not complete";
    suspect_slope(&at, x_no_product, product);
    suspect_slope(&at, x_no_two, product);
    suspect_slope(&at, x_no_y, product);
    suspect_slope(&at, x_product_split, product_split);
    suspect_slope(&at, x_square_of_y, other_square);
    suspect_measured(&at, 0);
    check_suspect_factor(-1, uphill_sign);
    check_mat("df/dx at five points", &got, &due, rounding);
    mat_free(&at);
    mat_free(&due);
    mat_free(&got);
}

Test(surface_gradient, knows_the_slope_along_y)
{
    Mat at = check_random(POINTS, 2, -5, 5);
    Mat due = column(&at, slope_y), got = asked(&at, 1);
    given_points(&at);
    suspect_slope(&at, slope_x, swapped);
    suspect_first(&due);
    suspect_slope(&at, y_no_product,
                  "the term x (y + 2) also changes with y: it is missing");
    suspect_slope(&at, y_half_square, half_square);
    suspect_slope(&at, y_constant_kept,
                  "in x (y + 2) the 2 x does not change with y: a constant "
                  "leaves nothing behind");
    suspect_slope(&at, y_product_split, product_split);
    suspect_slope(&at, y_square_of_x, other_square);
    suspect_measured(&at, 1);
    check_suspect_factor(-1, uphill_sign);
    check_mat("df/dy at five points", &got, &due, rounding);
    mat_free(&at);
    mat_free(&due);
    mat_free(&got);
}

/* Points with one coordinate far out, or next to an axis. */
static Mat points_of_all_sizes(void)
{
    static const double sizes[] = {1e-6, 1e-3, 1e2, 1e4, 1e6, 1e7};
    const size_t rows = 2 * sizeof sizes / sizeof *sizes;
    Mat at = mat_new(rows, 2);
    for (size_t i = 0; i < rows; i++) {
        double sign = rng_below(check_rng(), 2) ? 1 : -1;
        AT(&at, i, i % 2) = sign * check_uniform(2, 9) * sizes[i / 2];
        AT(&at, i, 1 - i % 2) = check_uniform(-5, 5);
    }
    return at;
}

Test(surface_gradient, keeps_its_digits_near_and_far)
{
    Mat at = points_of_all_sizes();
    for (size_t j = 0; j < 2; j++) {
        Mat due = column(&at, j == 0 ? slope_x : slope_y);
        Mat got = asked(&at, j);
        given_points(&at);
        check_mat(j == 0 ? "df/dx at points near and far"
                         : "df/dy at points near and far",
                  &got, &due, rounding);
        mat_free(&due);
        mat_free(&got);
    }
    mat_free(&at);
}

/* Central differences know nothing of the formula. */
Test(surface_gradient, matches_central_differences)
{
    const double eps = 1e-5;
    double x = check_uniform(-5, 5), y = check_uniform(-5, 5);
    Mat g = check_junk(1, 2), due = mat_new(1, 2);
    AT(&due, 0, 0) =
        (real)((surface(x + eps, y) - surface(x - eps, y)) / (2 * eps));
    AT(&due, 0, 1) =
        (real)((surface(x, y + eps) - surface(x, y - eps)) / (2 * eps));
    surface_gradient(x, y, &g);
    check_given_num("x", x);
    check_given_num("y", y);
    check_mat("the gradient, beside central differences,", &g, &due, 1e-6);
    mat_free(&g);
    mat_free(&due);
}

Test(surface_gradient, vanishes_in_every_minimum)
{
    static const double minima[3][2] = {
        {-1.088, .544}, {-2.8537, 1.4269}, {.606, -.303}};
    for (size_t i = 0; i < 3; i++) {
        Mat g = check_junk(1, 2), flat = mat_new(1, 2);
        surface_gradient(minima[i][0], minima[i][1], &g);
        check_given_num("x", minima[i][0]);
        check_given_num("y", minima[i][1]);
        check_mat("the gradient in a minimum", &g, &flat, .01);
        mat_free(&g);
        mat_free(&flat);
    }
}

Test(surface_gradient, leaves_g_alone_when_its_shape_is_wrong)
{
    static const size_t shapes[][2] = {
        {2, 1}, {1, 3}, {2, 2}, {1, 1}, {3, 2}};
    static const char *const names[] = {"2 x 1", "1 x 3", "2 x 2", "1 x 1",
                                        "3 x 2"};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        Mat g = check_junk(shapes[i][0], shapes[i][1]);
        Mat before = mat_copy(&g);
        surface_gradient(1, 2, &g);
        check_shape_error("1 x 2", names[i]);
        check_mat("g", &g, &before, 0);
        mat_free(&g);
        mat_free(&before);
    }
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
static double rate(const Run *run, size_t t, int i, Mistake mistake)
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

static void put_row(Mat *path, size_t t, double x, double y)
{
    AT(path, t, 0) = (real)x;
    AT(path, t, 1) = (real)y;
    AT(path, t, 2) = (real)surface(x, y);
}

/* The history of `run`, (steps + 1) x 3. */
static Mat walk(const Run *run, Mistake mistake)
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

/* The history that the student's own gradient leads to. */
static Mat walk_own(const Run *run)
{
    Mat path = mat_new(run->steps + 1, 3), g = mat_new(1, 2);
    double x = run->x, y = run->y;
    put_row(&path, 0, x, y);
    for (size_t t = 0; t < run->steps; t++) {
        surface_gradient(x, y, &g);
        x -= rate(run, t, 0, RIGHT) * AT(&g, 0, 0);
        y -= rate(run, t, 1, RIGHT) * AT(&g, 0, 1);
        put_row(&path, t + 1, x, y);
    }
    mat_free(&g);
    return path;
}

/* Rows from .. from + count - 1 of `source` become rows to .. of `m`. */
static void put_rows(const Mat *source, size_t from, size_t count, size_t to,
                     Mat *m)
{
    for (size_t i = 0; i < count; i++)
        for (size_t j = 0; j < m->cols; j++)
            AT(m, to + i, j) = AT(source, from + i, j);
}

static void suspect_walk(const Run *run, Mistake mistake, const char *cause)
{
    Mat wrong = walk(run, mistake);
    check_suspect(&wrong, cause);
    mat_free(&wrong);
}

/* Right steps, wrongly written down; `before` is what `path` held. */
static void suspect_histories(const Run *run, const Mat *before)
{
    Run longer = *run;
    longer.steps++;
    Mat all = walk(&longer, RIGHT); /* steps + 2 rows */
    Mat wrong = mat_copy(before);
    const size_t n = run->steps;

    static const char end[] =
        "the history lacks its end: the last row, the point "
        "after the last step, is never written";
    put_rows(&all, 0, n, 0, &wrong);
    check_suspect(&wrong, end);

    static const char start[] =
        "the history lacks its start: row 0 is the point "
        "before any step";
    put_rows(&all, 1, n, 0, &wrong);
    check_suspect(&wrong, start);
    put_rows(&all, n, 1, n, &wrong);
    check_suspect(&wrong, start); /* the end is there twice */
    put_rows(&all, 1, n + 1, 0, &wrong);
    check_suspect(&wrong, start); /* one step more than asked */
    put_rows(before, 0, 1, 0, &wrong);
    put_rows(&all, 1, n, 1, &wrong);
    check_suspect(&wrong, start); /* row 0 is never written */

    put_rows(&all, 0, 1, 0, &wrong);
    put_rows(&all, 0, n, 1, &wrong);
    check_suspect(&wrong, "the start is there twice and the end is missing: "
                          "each row is written before its step");

    put_rows(&all, 0, n + 1, 0, &wrong);
    for (size_t t = 1; t <= n; t++)
        AT(&wrong, t, 2) = AT(&all, t - 1, 2);
    check_suspect(&wrong, "the height in a row is that of the point one step "
                          "before");
    put_rows(&all, 0, n + 1, 0, &wrong);
    for (size_t t = 0; t <= n; t++)
        AT(&wrong, t, 2) = AT(before, t, 2);
    check_suspect(&wrong, "the third column, the height, is not written");
    for (size_t t = 0; t <= n; t++)
        AT(&wrong, t, 2) = AT(&all, 0, 2);
    check_suspect(&wrong, "every row has the height of the start: it has to "
                          "be asked anew at each point");
    mat_free(&wrong);
    mat_free(&all);
}

static void suspect_steps(const Run *run)
{
    static const char up[] = "the steps go uphill: the gradient has to be "
                             "subtracted";
    suspect_walk(run, UPHILL, up);
    suspect_walk(run, UPHILL_X, "x goes uphill while y goes downhill");
    suspect_walk(run, UPHILL_Y, "y goes uphill while x goes downhill");
    suspect_walk(run, NEW_X,
                 "y moves by a gradient taken at the new x: both have to "
                 "move by the gradient of the same point");
    suspect_walk(run, FROZEN,
                 "every step uses the gradient of the start: it has to be "
                 "taken anew at each point");
    suspect_walk(run, NO_STEP,
                 "the gradient is not multiplied with the step");
    suspect_walk(run, UNIT,
                 "the gradient was scaled to length 1 before the step: steep "
                 "places are meant to give long steps");
    suspect_walk(run, ONLY_X, "y never moves");
    suspect_walk(run, ONLY_Y, "x never moves");
}

static void suspect_decays(const Run *run)
{
    suspect_walk(run, NO_DECAY, "the step does not shrink");
    suspect_walk(run, EARLY,
                 "the step shrinks before the first move: t starts at 0, the "
                 "first move has the full step");
    suspect_walk(run, ALWAYS,
                 "the step shrinks once and then stays: every move shrinks "
                 "it again");
    static const char piled[] =
        "decay^t is multiplied onto a step that has shrunk "
        "already, so the powers pile up: either keep the "
        "first step and use decay^t, or multiply with decay "
        "once a move";
    suspect_walk(run, PILED, piled);
    suspect_walk(run, PILED_EARLY, piled);
    suspect_walk(run, TWICE, "the decay is applied twice in every move");
    static const char each[] =
        "the step shrinks once for x and once more for y: "
        "both move with the same step";
    suspect_walk(run, EACH, each);
    suspect_walk(run, EACH_EARLY, each);
    static const char power[] =
        "decay and t are combined by something other than a "
        "power: the step is step * decay^t";
    suspect_walk(run, TIMES_T, power);
    suspect_walk(run, COMPLEMENT,
                 "decay is taken as what is lost: it is what is left, the "
                 "step is multiplied with it");
    suspect_walk(run, SUBTRACTED, power);
    suspect_walk(run, EXPONENTIAL, power);
    suspect_walk(run, HYPERBOLIC, power);
    suspect_walk(
        run, EVERY_OTHER,
        "the step shrinks with every other move only: in C, 1 / 2 of "
        "two integers is 0");
}

/* Suspects of a whole history. If the student's own gradient is wrong, no
 * other cause may be told: the same steps could come from either. */
static void suspect_all(const Run *run, const Mat *before, bool decays)
{
    Mat due = walk(run, RIGHT), own = walk_own(run);
    bool right = true;
    for (size_t i = 0; i < mat_size(&due); i++)
        right = right && fabs(own.data[i] - due.data[i]) < 1e-6;
    if (right) {
        suspect_histories(run, before);
        suspect_steps(run);
        if (decays)
            suspect_decays(run);
    } else {
        check_suspect(&own, "each step follows your surface_gradient, which "
                            "is not right yet: make that pass first");
    }
    mat_free(&due);
    mat_free(&own);
}

static void given_run(const Run *run, bool decays)
{
    check_given_num("start x", run->x);
    check_given_num("start y", run->y);
    check_given_num("step", run->step);
    check_given_num("steps", (double)run->steps);
    if (decays)
        check_given_num("decay", run->decay);
}

static Run random_run(double lo, double hi)
{
    double x = check_uniform(-3, 3), y = check_uniform(-3, 3);
    double step = check_uniform(lo, hi);
    size_t steps = check_size(4, 7);
    return (Run){x, y, step, steps, 1};
}

/* Does each move of `path` carry on a share of the one before? The second
 * move tells which share. */
static void suspect_momentum(const Run *run, const Mat *path)
{
    if (run->steps < 3)
        return;
    Mat wrong = walk(run, RIGHT);
    double x = AT(&wrong, 1, 0), y = AT(&wrong, 1, 1);
    double dx = x - run->x, dy = y - run->y;
    double rest = AT(path, 2, 0) - AT(&wrong, 2, 0);
    double share = rest / dx, rate_now = run->step;
    for (size_t t = 1; t < run->steps; t++) {
        rate_now *= run->decay;
        dx = share * dx - rate_now * slope_x(x, y);
        dy = share * dy - rate_now * slope_y(x, y);
        put_row(&wrong, t + 1, x += dx, y += dy);
    }
    check_suspect(&wrong, "each move carries on a share of the move before: "
                          "that is momentum, which comes later");
    mat_free(&wrong);
}

/* The student's history of `run`, compared row by row; returns it. */
static Mat checked_path(const Run *run, bool decays)
{
    Mat path = check_junk(run->steps + 1, 3), before = mat_copy(&path);
    Mat due = walk(run, RIGHT);
    given_run(run, decays);
    suspect_all(run, &before, decays);
    if (decays)
        optimise_decay(run->x, run->y, run->step, run->steps, run->decay,
                       &path);
    else
        optimise(run->x, run->y, run->step, run->steps, &path);
    suspect_momentum(run, &path);
    check_mat("the path (x, y, f)", &path, &due, 1e-8);
    mat_free(&before);
    mat_free(&due);
    return path;
}

static void check_end(const Run *run, bool decays, double height)
{
    Mat path = checked_path(run, decays);
    check_num("the height at the end", AT(&path, run->steps, 2), height,
              5e-6);
    mat_free(&path);
}

static void check_whole_path(const Run *run, bool decays)
{
    Mat path = checked_path(run, decays);
    check_no_shape_error();
    mat_free(&path);
}

/* Histories a row short, or long, without room for the height, on their
 * side. */
static void check_shapes(bool decays)
{
    static const size_t shapes[][2] = {
        {10, 3}, {12, 3}, {11, 2}, {11, 4}, {3, 11}};
    static const char *const names[] = {"10 x 3", "12 x 3", "11 x 2",
                                        "11 x 4", "3 x 11"};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        Mat path = check_junk(shapes[i][0], shapes[i][1]);
        Mat before = mat_copy(&path);
        if (decays)
            optimise_decay(3, 2, .1, 10, .9, &path);
        else
            optimise(3, 2, .1, 10, &path);
        check_shape_error("11 x 3", names[i]);
        check_mat("path", &path, &before, 0);
        mat_free(&path);
        mat_free(&before);
    }
}

Test(optimise, walks_downhill_and_keeps_every_point)
{
    Run run = random_run(.02, .12);
    Mat path = checked_path(&run, false);
    mat_free(&path);
}

Test(optimise, falls_from_the_first_step_on)
{
    Run run = {.123, .456, .01, 2, 1};
    Mat path = checked_path(&run, false);
    double x0 = AT(&path, 0, 0), x1 = AT(&path, 1, 0);
    check_that(x1 != x0, "x does not change", "x is %g before and after", x0);
    check_that(AT(&path, 2, 2) < AT(&path, 0, 2), "the height does not fall",
               "from %g to %g", (double)AT(&path, 0, 2),
               (double)AT(&path, 2, 2));
    check_that(fabs(x1 - x0) < 1, "the first move is too long",
               "from %g to %g", x0, x1);
    mat_free(&path);
}

Test(optimise, ends_where_ten_steps_of_a_tenth_lead)
{
    check_end(&(Run){3, 2, .1, 10, 1}, false, 1.29676);
}

Test(optimise, ends_where_thirteen_long_steps_lead)
{
    check_end(&(Run){3, 2, .305, 13, 1}, false, .10066);
}

Test(optimise, without_steps_is_the_start_alone)
{
    Run run = random_run(.02, .12);
    run.steps = 0;
    check_whole_path(&run, false);
}

Test(optimise, takes_more_than_a_thousand_steps)
{
    Run run = random_run(.005, .01);
    run.steps = check_size(1030, 1200);
    check_whole_path(&run, false);
}

/* Walks of all lengths in one process; no walk knows of the one before. */
static void check_sequence(bool decays)
{
    const size_t lengths[] = {4, 0, 1, check_size(1025, 1100), 2, 7, 5};
    static const char kept[] =
        "the walk begins where an earlier one began, or ended: something is "
        "kept from call to call";
    Run before = {0};
    for (size_t k = 0; k < sizeof lengths / sizeof *lengths; k++) {
        Run run = random_run(.02, .06);
        run.steps = lengths[k];
        run.decay = decays ? check_uniform(.5, .99) : 1;
        Run again = run;
        if (k > 0) {
            Mat earlier = walk(&before, RIGHT);
            again.x = before.x, again.y = before.y;
            suspect_walk(&again, RIGHT, kept);
            again.x = AT(&earlier, before.steps, 0);
            again.y = AT(&earlier, before.steps, 1);
            suspect_walk(&again, RIGHT, kept);
            mat_free(&earlier);
        }
        check_whole_path(&run, decays);
        before = run;
    }
}

Test(optimise, takes_walks_of_any_length_one_after_the_other)
{
    check_sequence(false);
}

Test(optimise, leaves_path_alone_when_its_shape_is_wrong)
{
    check_shapes(false);
}

Test(optimise_decay, walks_with_shrinking_steps)
{
    Run run = random_run(.05, .15);
    run.decay = check_uniform(.5, .9);
    Mat path = checked_path(&run, true);
    mat_free(&path);
}

Test(optimise_decay, takes_the_first_step_at_full_length)
{
    Run run = random_run(.05, .15);
    run.steps = 1;
    run.decay = check_uniform(.5, .9);
    Mat path = check_junk(2, 3), due = walk(&run, RIGHT);
    given_run(&run, true);
    suspect_walk(&run, EARLY,
                 "the first move is shortened already: t starts at 0, the "
                 "first move has the full step");
    optimise_decay(run.x, run.y, run.step, 1, run.decay, &path);
    check_mat("a path of one step", &path, &due, 1e-8);
    mat_free(&path);
    mat_free(&due);
}

Test(optimise_decay, soon_takes_much_shorter_steps)
{
    Run run = {.123, .456, .01, 3, .1};
    Mat path = checked_path(&run, true);
    double first = fabs(AT(&path, 1, 0) - AT(&path, 0, 0));
    double second = fabs(AT(&path, 2, 0) - AT(&path, 1, 0));
    check_that(first > 5 * second, "the second step is hardly shorter",
               "x moved by %g, then by %g", first, second);
    mat_free(&path);
}

Test(optimise_decay, ends_where_ten_shrinking_steps_lead)
{
    check_end(&(Run){3, 2, .2, 10, .8}, true, -2.16415);
}

Test(optimise_decay, with_a_decay_of_one_keeps_the_step)
{
    Run run = random_run(.02, .12);
    Mat path = checked_path(&run, true);
    mat_free(&path);
}

Test(optimise_decay, without_steps_is_the_start_alone)
{
    Run run = random_run(.02, .12);
    run.steps = 0;
    run.decay = check_uniform(.5, .9);
    check_whole_path(&run, true);
}

Test(optimise_decay, takes_more_than_a_thousand_steps)
{
    Run run = random_run(.005, .01);
    run.steps = check_size(1030, 1200);
    run.decay = check_uniform(.99, .999);
    check_whole_path(&run, true);
}

Test(optimise_decay, takes_walks_of_any_length_one_after_the_other)
{
    check_sequence(true);
}

Test(optimise_decay, leaves_path_alone_when_its_shape_is_wrong)
{
    check_shapes(true);
}

/* Settings: where do they lead, by the right descent? */

static bool whole(double value, double most)
{
    return value >= 1 && value <= most && value == floor(value);
}

/* Why a path that ended at (x, y) is too high: follow the slope from there
 * in tiny steps and see which hollow it is. NULL when there is no telling. */
static const char *why_high(double x, double y)
{
    if (!(fabs(x) <= 5 && fabs(y) <= 5))
        return "the path leaves the square from -5 to 5: the step is too "
               "long";
    Run down = {x, y, .01, 3000, 1};
    Mat path = walk(&down, RIGHT);
    double bottom = AT(&path, down.steps, 2);
    mat_free(&path);
    if (bottom < -2)
        return "the path ends on the slope of the right hollow, but not yet "
               "at its bottom";
    return "the path ends in another hollow than the deepest";
}

/* What is wrong with settings (step, steps[, decay]), or NULL. */
static const char *wrong_settings(const Mat *s)
{
    if (!(AT(s, 0, 0) > 0 && isfinite(AT(s, 0, 0))))
        return "the step has to be a number above 0";
    if (!whole(AT(s, 0, 1), 100))
        return "the number of steps has to be a whole number, 1 to 100";
    if (s->cols == 3 && !(AT(s, 0, 2) > 0 && AT(s, 0, 2) < 1))
        return "the decay has to be above 0 and below 1";
    return NULL;
}

static void check_settings(const Mat *s)
{
    char details[200];
    double decay = s->cols == 3 ? AT(s, 0, 2) : 1;
    snprintf(details, sizeof details, "step %g, %g steps, decay %g",
             (double)AT(s, 0, 0), (double)AT(s, 0, 1), decay);
    const char *wrong = wrong_settings(s);
    if (wrong)
        check_fail(wrong, NULL, details);
    Run run = {3, 2, AT(s, 0, 0), (size_t)AT(s, 0, 1), decay};
    Mat path = walk(&run, RIGHT);
    double x = AT(&path, run.steps, 0), y = AT(&path, run.steps, 1);
    double height = AT(&path, run.steps, 2);
    mat_free(&path);
    size_t used = strlen(details);
    snprintf(details + used, sizeof details - used,
             ", which end at (%.4g, %.4g), f = %.5g", x, y, height);
    if (!(height < -2))
        check_fail("with these settings the path from (3, 2) does not get "
                   "below -2",
                   why_high(x, y), details);
}

Test(tuned, a_constant_step_gets_below_minus_two)
{
    Mat settings = check_junk(1, 2);
    tuned_constant(&settings);
    check_settings(&settings);
    mat_free(&settings);
}

Test(tuned, a_shrinking_step_gets_below_minus_two)
{
    Mat settings = check_junk(1, 3);
    tuned_decay(&settings);
    check_settings(&settings);
    mat_free(&settings);
}
