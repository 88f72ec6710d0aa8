/* Checks of surface_gradient. */
#include "check.h"
#include "descent.h"
#include "walk.h"

/* The gradient, at many points at once: a column for each derivative */

enum { POINTS = 5 };

/* How far a slope may be off, however it is written: the worst of the right
 * ones that we know is off by 1e-15. Measured slopes miss it somewhere, with
 * steps of any length, extrapolated and in long double, too. */
static const double rounding = 1e-13;

typedef double (*Slope)(double x, double y);

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
