/* Checks of chapter 2. One source, linked with your code on your machine
 * and with proxies for it when it is graded. */
#include "activations.h"
#include "check.h"

#include <float.h>
#include <stdio.h>

typedef void (*MatFn)(const Mat *x, Mat *y);

/* How far a formula may be off, however it is written: the worst of the right
 * ones that we know is off by 3e-16. Measured slopes miss it, at any step and
 * extrapolated, too: the best that doubles give is 2e-15. */
static const double rounding = 1e-15;

/* f of every element of x: what is due, and what a mistake would give. */
static Mat each(const Mat *x, double (*f)(double))
{
    Mat y = mat_new(x->rows, x->cols);
    for (size_t i = 0; i < mat_size(x); i++)
        y.data[i] = (real)f(x->data[i]);
    return y;
}

static void suspect(const Mat *x, double (*wrong)(double), const char *cause)
{
    Mat y = each(x, wrong);
    check_suspect(&y, cause);
    mat_free(&y);
}

/* A random matrix whose elements keep away from 0 and from whole numbers, of
 * both signs and on both sides of 1: what is wrong only there shows. */
static Mat off_zero(void)
{
    Mat x = check_random(check_size(2, 5), check_size(3, 6), 0.1, 0.9);
    for (size_t i = 0; i < mat_size(&x); i++)
        x.data[i] = (x.data[i] + (real)(i / 2 % 3)) * (i % 2 ? 1 : -1);
    return x;
}

/* What every function from a matrix to a matrix of the same shape owes. */
static void works_in_place(MatFn f, double (*due_of)(double))
{
    Mat x = off_zero(), due = each(&x, due_of), zero = mat_copy(&x);
    Mat apart = check_junk(x.rows, x.cols);
    f(&x, &apart);
    mat_fill(&zero, 0);
    f(&zero, &zero);
    if (mat_size(&x) && fabs(apart.data[0] - due.data[0]) < 1e-12 &&
        fabs(apart.data[1] - due.data[1]) < 1e-12)
        check_suspect(&zero, "the output is cleared before the input is "
                             "read: both may be the same matrix");
    check_given("x", &x);
    f(&x, &x);
    check_mat("x, used as output too", &x, &due, rounding);
}

/* One after the other in one process: nothing is kept of the shape before,
 * and thousands are more than a buffer of the student's own would hold. */
static void takes_every_shape(MatFn f, double (*due_of)(double),
                              double tolerance)
{
    size_t rows[] = {1, 0, 3, 1, 5, 3, check_size(9, 12), 7, 0};
    size_t cols[] = {5, 4, 0, 1, 1, 7, check_size(121, 150), 3, 0};
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        Mat x = check_random(rows[i], cols[i], 0.1, 4);
        for (size_t k = 0; k < mat_size(&x); k++)
            x.data[k] *= rng_below(check_rng(), 2) ? 1 : -1;
        Mat due = each(&x, due_of), y = check_junk(x.rows, x.cols);
        f(&x, &y);
        check_no_shape_error();
        check_mat(mat_size(&x) > 1000 ? "the output for thousands of elements"
                                      : "the output",
                  &y, &due, tolerance);
    }
}

static void minds_shapes(MatFn f)
{
    static const struct {
        size_t rows, cols;
        const char *text;
    } wrong[] = {{3, 2, "3 x 2"}, {2, 4, "2 x 4"}, {1, 3, "1 x 3"}};
    for (size_t i = 0; i < 3; i++) {
        Mat x = check_random(2, 3, -1, 1);
        Mat y = check_junk(wrong[i].rows, wrong[i].cols);
        Mat before = mat_copy(&y);
        f(&x, &y);
        check_shape_error("2 x 3", wrong[i].text);
        check_mat("the output after a shape error", &y, &before, 0);
    }
}

/* The sigmoid */

static double sigma(double x)
{
    return (double)(1 / (1 + expl(-(long double)x)));
}

static double sigma_slope(double x)
{
    long double e = expl(-fabsl((long double)x));
    return (double)(e / ((1 + e) * (1 + e)));
}

static double same(double x)
{
    return x;
}

static double no_minus(double x)
{
    return sigma(-x);
}

static double no_brackets(double x)
{
    return 1 + exp(-x);
}

static double hyperbolic(double x)
{
    return tanh(x);
}

static double twice_as_steep(double x)
{
    return sigma(2 * x);
}

static double nothing(double x)
{
    return 0 * x;
}

static double one_half(double x)
{
    return 0.5 + 0 * x;
}

static const char integers[] =
    "0 times something: in C, 1 / 2 is 0, since both are integers; 1.0 / 2 "
    "is one half";

static double over_itself(double x)
{
    return exp(x) / (1 + exp(x));
}

static const char overflow_cause[] =
    "far from 0 exp() becomes infinite, and infinity over infinity is not a "
    "number";

static void suspect_sigmoid(const Mat *x)
{
    suspect(x, same, "y is a copy of x: no sigmoid was applied");
    suspect(x, no_minus,
            "this is the sigmoid of -x: the exponent has the wrong sign");
    suspect(x, no_brackets,
            "1 / 1 + exp(-x) divides before it adds: the denominator needs "
            "brackets");
    suspect(x, twice_as_steep,
            "this is the sigmoid of 2 x: it is tanh(x / 2) that makes the "
            "sigmoid of x");
    suspect(x, hyperbolic,
            "this is tanh(x), a cousin of the sigmoid that runs from -1 to "
            "1");
    suspect(x, nothing, integers);
    suspect(x, one_half, integers);
}

Test(sigmoid, gives_the_values_of_the_sheet)
{
    Mat x = mat_of(
        1, 5, (double[]){-5.45328, -3.664833, 5.947309, 3.525093, -2.177809});
    Mat due =
        mat_of(1, 5, (double[]){.004264, .024969, .997394, .971393, .101761});
    Mat y = check_junk(1, 5);
    check_given("x", &x);
    suspect_sigmoid(&x);
    sigmoid(&x, &y);
    check_mat("y", &y, &due, 1e-6);
}

Test(sigmoid, is_right_at_fresh_points)
{
    Mat x = off_zero(), due = each(&x, sigma);
    Mat y = check_junk(x.rows, x.cols);
    check_given("x", &x);
    suspect_sigmoid(&x);
    sigmoid(&x, &y);
    check_mat("y", &y, &due, rounding);
}

Test(sigmoid, is_a_half_at_zero)
{
    const double near_zero[] = {0, -0.0, DBL_TRUE_MIN, -DBL_TRUE_MIN,
                                DBL_MIN};
    Mat x = mat_of(1, 5, near_zero), due = mat_new(1, 5),
        y = check_junk(1, 5);
    mat_fill(&due, 0.5);
    check_given("x", &x);
    sigmoid(&x, &y);
    check_mat("y", &y, &due, 1e-15);
}

/* Far out on both sides, where exp() overflows. */
static Mat far_out(void)
{
    double far = check_uniform(800, 1e4);
    const double points[] = {-far, far,      -1e4,    1e4,       -745,
                             745,  -DBL_MAX, DBL_MAX, -INFINITY, INFINITY};
    return mat_of(2, 5, points);
}

/* Is y flat on this side of 0, but not at 0 or 1? */
static bool is_clipped(const Mat *x, const Mat *y, int side)
{
    double kept = NAN;
    for (size_t i = 0; i < mat_size(x); i++) {
        double left = side < 0 ? y->data[i] : 1 - y->data[i];
        if (x->data[i] * side < 0)
            continue;
        if (isnan(kept))
            kept = left;
        if (!(fabs(left - kept) <= 1e-15))
            return false;
    }
    return 1e-15 < kept && kept < 0.4;
}

Test(sigmoid, stays_a_number_far_from_zero)
{
    Mat x = far_out(), due = each(&x, sigma), y = check_junk(2, 5);
    check_given("x", &x);
    suspect(&x, over_itself, overflow_cause);
    sigmoid(&x, &y);
    if (is_clipped(&x, &y, -1) || is_clipped(&x, &y, 1))
        check_fail("y does not reach 0 and 1 far from 0",
                   "x, or y, is clipped, and too early: the formula needs no "
                   "clipping if exp() never gets a large positive number",
                   NULL);
    check_mat("y", &y, &due, rounding);
}

Test(sigmoid, lies_strictly_between_0_and_1_where_double_can_show_it)
{
    Mat x = check_random(4, 5, -36, 36), y = check_junk(4, 5);
    x.data[3] = 36, x.data[7] = -36;
    sigmoid(&x, &y);
    for (size_t i = 0; i < mat_size(&x); i++) {
        check_given_num("x", x.data[i]);
        check_that(0 < y.data[i] && y.data[i] < 1,
                   "y is not strictly between 0 and 1 though |x| <= 36",
                   "came %.17g", y.data[i]);
    }
}

/* NaN for NaN, and the neighbours untouched by it. */
static void keeps_nan(MatFn f)
{
    Mat x = mat_of(1, 3, (double[]){1, NAN, -1}), y = check_junk(1, 3);
    f(&x, &y);
    check_that(isnan(y.data[1]),
               "an input that is not a number comes out as a number: a "
               "mistake further up would be hidden",
               "came %.9g for NaN", y.data[1]);
    check_that(!isnan(y.data[0]) && !isnan(y.data[2]),
               "one input that is not a number spoils its neighbours",
               "came %.9g and %.9g beside it", y.data[0], y.data[2]);
}

Test(sigmoid, keeps_nan)
{
    keeps_nan(sigmoid);
}

Test(sigmoid, works_in_place)
{
    works_in_place(sigmoid, sigma);
}

Test(sigmoid, leaves_y_alone_when_the_shapes_differ)
{
    minds_shapes(sigmoid);
}

Test(sigmoid, takes_every_shape)
{
    takes_every_shape(sigmoid, sigma, rounding);
}

/* Its slope */

static double of_output(double x)
{
    return x * (1 - x);
}

static double sigma_twice(double x)
{
    return sigma_slope(sigma(x));
}

static double no_square_brackets(double x)
{
    return exp(-x) / (1 + exp(-x)) * (1 + exp(-x));
}

static double no_square_brackets_either(double x)
{
    return exp(-fabs(x)) / (1 + exp(-fabs(x))) * (1 + exp(-fabs(x)));
}

static double tanh_slope(double x)
{
    return 1 - sigma(x) * sigma(x);
}

static double from_the_left(double x)
{
    return exp(-x) / ((1 + exp(-x)) * (1 + exp(-x)));
}

static double from_the_right(double x)
{
    return exp(x) / ((1 + exp(x)) * (1 + exp(x)));
}

static void suspect_sigmoid_gradient(const Mat *x)
{
    suspect(x, of_output,
            "x (1 - x) is the slope in terms of the sigmoid's output, but x "
            "is its input: apply the sigmoid first");
    suspect(x, sigma_twice,
            "this is the slope at the sigmoid of x: the sigmoid is applied "
            "once too often");
    suspect(x, sigma, "this is the sigmoid itself, not its slope");
    static const char square[] =
        "a / b * b multiplies by the second b: the denominator needs "
        "brackets";
    suspect(x, no_square_brackets, square);
    suspect(x, no_square_brackets_either, square);
    suspect(x, tanh_slope,
            "1 - s^2 is the rule for tanh, not for the "
            "sigmoid");
    suspect(x, nothing, integers);
    check_suspect_factor(-1, "the sign is the other way round: the sigmoid "
                             "rises everywhere");
}

Test(sigmoid_gradient, gives_the_values_of_the_sheet)
{
    Mat x = mat_of(
        1, 5, (double[]){-5.45328, -3.664833, 5.947309, 3.525093, -2.177809});
    Mat due =
        mat_of(1, 5, (double[]){.004246, .024346, .002599, .027788, .091406});
    Mat y = check_junk(1, 5);
    check_given("x", &x);
    suspect_sigmoid_gradient(&x);
    sigmoid_gradient(&x, &y);
    check_mat("dydx", &y, &due, 1e-6);
}

Test(sigmoid_gradient, is_right_at_fresh_points)
{
    Mat x = off_zero(), due = each(&x, sigma_slope);
    Mat y = check_junk(x.rows, x.cols);
    check_given("x", &x);
    suspect_sigmoid_gradient(&x);
    sigmoid_gradient(&x, &y);
    check_mat("dydx", &y, &due, rounding);
}

Test(sigmoid_gradient, is_a_quarter_at_zero)
{
    Mat x = mat_of(1, 3, (double[]){0, DBL_TRUE_MIN, -DBL_TRUE_MIN});
    Mat due = mat_new(1, 3), y = check_junk(1, 3);
    mat_fill(&due, 0.25);
    check_given("x", &x);
    sigmoid_gradient(&x, &y);
    check_mat("dydx", &y, &due, 1e-15);
}

Test(sigmoid_gradient, dies_away_far_from_zero)
{
    Mat x = far_out(), due = mat_new(2, 5), y = check_junk(2, 5);
    check_given("x", &x);
    suspect(&x, from_the_left, overflow_cause);
    suspect(&x, from_the_right, overflow_cause);
    sigmoid_gradient(&x, &y);
    check_mat("dydx", &y, &due, rounding);
}

Test(sigmoid_gradient, keeps_nan)
{
    keeps_nan(sigmoid_gradient);
}

Test(sigmoid_gradient, works_in_place)
{
    works_in_place(sigmoid_gradient, sigma_slope);
}

Test(sigmoid_gradient, leaves_dydx_alone_when_the_shapes_differ)
{
    minds_shapes(sigmoid_gradient);
}

Test(sigmoid_gradient, takes_every_shape)
{
    takes_every_shape(sigmoid_gradient, sigma_slope, rounding);
}

/* ReLU */

static double positive_part(double x)
{
    return x > 0 ? x : 0;
}

static double step(double x)
{
    return x > 0;
}

static double magnitude(double x)
{
    return fabs(x);
}

static double negative_part(double x)
{
    return x < 0 ? x : 0;
}

static double flipped_part(double x)
{
    return x < 0 ? -x : 0;
}

static double flipped_step(double x)
{
    return x < 0;
}

static double softplus(double x)
{
    return log1p(exp(-fabs(x))) + positive_part(x);
}

static double capped(double x)
{
    return fmin(positive_part(x), 6);
}

static double whole_part(double x)
{
    return x > 0 ? trunc(x) : 0;
}

static double whole_step(double x)
{
    return x >= 1;
}

static double sign_of(double x)
{
    return (x > 0) - (x < 0);
}

static double always_one(double x)
{
    return isnan(x) ? x : 1;
}

/* Right for positive x, and for all negative x the same small multiple of
 * `leaked`, which is x for ReLU and 1 for its slope? Then that is what came.
 */
static void suspect_leak(const Mat *x, const Mat *due, const Mat *came,
                         double (*leaked)(double))
{
    Mat leaky = mat_copy(due);
    double leak = NAN;
    for (size_t i = 0; i < mat_size(x); i++) {
        if (x->data[i] >= 0)
            continue;
        if (isnan(leak))
            leak = came->data[i] / leaked(x->data[i]);
        leaky.data[i] = (real)(leak * leaked(x->data[i]));
    }
    if (0 < leak && leak < 1)
        check_suspect(&leaky, "negative x are let through in part: that is "
                              "a leaky ReLU");
    mat_free(&leaky);
}

static void check_relu(const Mat *x, const Mat *due)
{
    Mat y = check_junk(x->rows, x->cols);
    check_given("x", x);
    suspect(x, same, "y is a copy of x: negative numbers have to become 0");
    suspect(x, magnitude,
            "this is |x|: negative numbers have to become 0, not positive");
    suspect(x, negative_part,
            "the negative numbers are kept and the positive ones dropped: "
            "the comparison is the other way round");
    suspect(x, flipped_part, "this is ReLU of -x");
    suspect(x, step, "this is the slope of ReLU, not ReLU");
    suspect(x, softplus,
            "this is the softplus, log(1 + exp(x)), which ReLU resembles");
    suspect(x, whole_part,
            "the digits after the point are gone: an element went through "
            "an integer");
    suspect(x, capped,
            "nothing above 6 is let through: ReLU has no upper "
            "end");
    suspect(x, nothing, integers);
    relu(x, &y);
    suspect_leak(x, due, &y, same);
    check_mat("y", &y, due, 1e-12);
}

static Mat sheet_points(void)
{
    return mat_of(
        1, 5, (double[]){-5.45328, -3.664833, 5.947309, 3.525093, -2.177809});
}

Test(relu, gives_the_values_of_the_sheet)
{
    Mat x = sheet_points();
    Mat due = mat_of(1, 5, (double[]){0, 0, 5.947309, 3.525093, 0});
    check_relu(&x, &due);
}

Test(relu, is_right_at_fresh_points)
{
    Mat x = off_zero(), due = each(&x, positive_part);
    check_relu(&x, &due);
}

Test(relu, is_right_for_huge_and_tiny_numbers)
{
    const double points[] = {0,     -0.0,   DBL_TRUE_MIN, -DBL_TRUE_MIN,
                             1e300, -1e300, 1e-300,       -1e-300,
                             1e4,   -1e4,   INFINITY,     1.5};
    Mat x = mat_of(3, 4, points), due = each(&x, positive_part);
    check_relu(&x, &due);
}

Test(relu, keeps_every_digit_of_small_numbers)
{
    Mat x = check_random(2, 4, 1e-13, 9e-13), y = check_junk(2, 4);
    check_given("x", &x);
    relu(&x, &y);
    for (size_t i = 0; i < mat_size(&x); i++)
        check_that(fabs(y.data[i] - x.data[i]) <= 1e-9 * x.data[i],
                   "a small positive x does not come out as it went in",
                   "came %.9g for %.9g", y.data[i], x.data[i]);
}

Test(relu, works_in_place)
{
    works_in_place(relu, positive_part);
}

Test(relu, leaves_y_alone_when_the_shapes_differ)
{
    minds_shapes(relu);
}

Test(relu, takes_every_shape)
{
    takes_every_shape(relu, positive_part, rounding);
}

/* Its slope */

static void check_relu_gradient(const Mat *x, const Mat *due)
{
    Mat y = check_junk(x->rows, x->cols);
    check_given("x", x);
    suspect(x, positive_part, "this is ReLU itself, not its slope");
    suspect(x, sign_of,
            "the slope is -1 for negative x: that belongs to |x|, ReLU is "
            "flat there");
    suspect(x, always_one,
            "the slope is 1 everywhere: negative x are not "
            "treated differently");
    suspect(x, flipped_step,
            "the slope is 1 where x is negative: the comparison is the "
            "other way round");
    suspect(x, whole_step,
            "positive x below 1 count as 0: an element went through an "
            "integer");
    suspect(x, sigma_slope, "this is the slope of the sigmoid");
    suspect(x, nothing, integers);
    check_suspect_factor(0.5, "the slope is 1 where x is positive, not one "
                              "half");
    relu_gradient(x, &y);
    suspect_leak(x, due, &y, always_one);
    check_mat("dydx", &y, due, 1e-12);
}

Test(relu_gradient, gives_the_values_of_the_sheet)
{
    Mat x = sheet_points(), due = mat_of(1, 5, (double[]){0, 0, 1, 1, 0});
    check_relu_gradient(&x, &due);
}

Test(relu_gradient, is_right_at_fresh_points)
{
    Mat x = off_zero(), due = each(&x, step);
    check_relu_gradient(&x, &due);
}

Test(relu_gradient, is_right_for_huge_and_tiny_numbers)
{
    const double points[] = {DBL_TRUE_MIN, -DBL_TRUE_MIN, 1e300, -1e300,
                             1e-300,       -1e-300,       1e4,   -1e4,
                             INFINITY,     -INFINITY,     0.5,   -0.5};
    Mat x = mat_of(3, 4, points), due = each(&x, step);
    check_relu_gradient(&x, &due);
}

Test(relu_gradient, is_between_0_and_1_at_the_kink)
{
    Mat x = mat_of(1, 2, (double[]){0, -0.0}), y = check_junk(1, 2);
    relu_gradient(&x, &y);
    for (size_t i = 0; i < 2; i++)
        check_that(0 <= y.data[i] && y.data[i] <= 1,
                   "the slope at 0 has to be a number from 0 to 1",
                   "came %.9g", y.data[i]);
}

Test(relu_gradient, works_in_place)
{
    works_in_place(relu_gradient, step);
}

Test(relu_gradient, leaves_dydx_alone_when_the_shapes_differ)
{
    minds_shapes(relu_gradient);
}

Test(relu_gradient, takes_every_shape)
{
    takes_every_shape(relu_gradient, step, rounding);
}

/* Central differences */

enum { CALLS = 64 };

/* a x^3 + b x^2 + c x, which notes where it is asked. */
typedef struct {
    double a, b, c;
    double asked[CALLS];
    size_t calls;
} Cubic;

static double cubic(double x, void *context)
{
    Cubic *p = context;
    if (!p)
        check_fail("f is called without its context",
                   "hand `context` on as the second argument of f", NULL);
    if (p->calls < CALLS)
        p->asked[p->calls] = x;
    p->calls++;
    return ((p->a * x + p->b) * x + p->c) * x;
}

static Cubic fresh_cubic(void)
{
    return (Cubic){.a = check_uniform(1, 2),
                   .b = check_uniform(1, 2),
                   .c = check_uniform(-3, 3)};
}

/* Was f asked at `point`, up to rounding? */
static bool asked_at(const Cubic *p, double point, double slack)
{
    for (size_t i = 0; i < p->calls && i < CALLS; i++)
        if (fabs(p->asked[i] - point) <= slack * (1 + fabs(point)))
            return true;
    return false;
}

static bool asked_both(const Cubic *p, double one, double other, double slack)
{
    if (p->calls != 2)
        return false;
    return asked_at(p, one, slack) && asked_at(p, other, slack);
}

static const char *cause_of_points(const Cubic *p, double x, double eps)
{
    if (asked_both(p, x, x + eps, 1e-14) || asked_both(p, x - eps, x, 1e-14))
        return "this is a one-sided difference: one of the two points is x "
               "itself";
    if (asked_both(p, x - eps / 2, x + eps / 2, 1e-14))
        return "the points are x - eps / 2 and x + eps / 2: here eps is "
               "half their distance, not the whole";
    if (asked_both(p, x - eps, x + eps, 1e-6))
        return "x or eps loses digits on the way, as if kept in a float";
    if (p->calls == 2 && p->asked[0] != p->asked[1] &&
        fabs((p->asked[0] + p->asked[1]) / 2 - x) <= 1e-14 * (1 + fabs(x)))
        return "the two points are equally far from x, but not by eps";
    if (asked_both(p, x + eps, x + eps, 1e-14) ||
        asked_both(p, x - eps, x - eps, 1e-14))
        return "both points are the same: one of them needs the other sign";
    return NULL;
}

Test(central_difference, asks_f_left_and_right_of_x)
{
    Cubic p = fresh_cubic();
    double x = check_uniform(1, 3), eps = check_uniform(0.2, 0.6);
    central_difference(cubic, &p, x, eps);
    bool right = p.calls > 0;
    for (size_t i = 0; i < p.calls && i < CALLS; i++)
        right = right && (fabs(p.asked[i] - (x - eps)) <= 1e-14 ||
                          fabs(p.asked[i] - (x + eps)) <= 1e-14);
    if (right && asked_at(&p, x - eps, 1e-14) &&
        asked_at(&p, x + eps, 1e-14) && p.calls <= CALLS)
        return;
    char details[300];
    snprintf(details, sizeof details,
             "x = %.9g, eps = %.9g, %zu calls, the first two at %.9g and "
             "%.9g",
             x, eps, p.calls, p.calls > 0 ? p.asked[0] : NAN,
             p.calls > 1 ? p.asked[1] : NAN);
    check_fail(p.calls ? "f has to be called at x - eps and x + eps, and "
                         "nowhere else"
                       : "f is never called",
               cause_of_points(&p, x, eps), p.calls ? details : NULL);
}

/* Suspects for the slope of `p` at x. Those that depend on the points asked
 * are told only if f was asked there. */
static void suspect_difference(Cubic *p, double x, double eps)
{
    Cubic calm = *p; /* what is asked from here on is not noted in p */
    double here = cubic(x, &calm), lo = cubic(x - eps, &calm),
           hi = cubic(x + eps, &calm), due = (hi - lo) / (2 * eps);
    const char *sided = "this is a one-sided difference: one of the two "
                        "points is x itself";
    check_suspect_num((hi - here) / eps, sided);
    check_suspect_num((here - lo) / eps, sided);
    check_suspect_num((hi - here) / (2 * eps),
                      "one of the two points is x itself");
    if (!asked_both(p, x - eps, x + eps, 1e-14))
        return;
    check_suspect_num(2 * due, "twice too large: the points are 2 eps apart, "
                               "not eps");
    check_suspect_num(due / 2, "half of what is due: the points are 2 eps "
                               "apart, not 4");
    check_suspect_num(-due, "the two values of f are subtracted in the wrong "
                            "order");
    check_suspect_num((hi + lo) / (2 * eps),
                      "the two values of f are added: a slope comes from "
                      "their difference");
    check_suspect_num(hi - lo, "the rise is not divided by the distance");
    check_suspect_num((hi - lo) / 2 * eps,
                      "a / 2 * eps multiplies by eps: the denominator needs "
                      "brackets");
    check_suspect_num(hi - lo / (2 * eps),
                      "only f(x - eps) is divided: the difference needs "
                      "brackets");
    check_suspect_num(0, integers);
}

Test(central_difference, is_the_slope_between_the_two_points)
{
    Cubic p = fresh_cubic(), q = p;
    double x = check_uniform(1, 3), eps = check_uniform(0.2, 0.6);
    double due = (cubic(x + eps, &q) - cubic(x - eps, &q)) / (2 * eps);
    check_given_num("x", x);
    check_given_num("eps", eps);
    double got = central_difference(cubic, &p, x, eps);
    suspect_difference(&p, x, eps);
    check_num("the slope of a cubic with a large eps", got, due, 1e-9);
}

Test(central_difference, is_exact_for_a_parabola)
{
    Cubic p = {.b = check_uniform(1, 2), .c = check_uniform(-3, 3)};
    double x = check_uniform(-3, 3), eps = check_uniform(0.2, 0.6);
    check_given_num("x", x);
    check_given_num("eps", eps);
    double got = central_difference(cubic, &p, x, eps);
    suspect_difference(&p, x, eps);
    check_num("the slope of a parabola", got, 2 * p.b * x + p.c, 1e-9);
}

static double sine(double x, void *context)
{
    return sin(*(double *)context * x);
}

Test(central_difference, comes_close_to_the_derivative)
{
    double w = check_uniform(0.5, 2), x = check_uniform(-3, 3);
    check_given_num("w", w);
    check_given_num("x", x);
    double got = central_difference(sine, &w, x, 1e-5);
    check_num("the slope of sin(w x) with eps = 1e-5", got, w * cos(w * x),
              1e-8);
}

static double naive_sigmoid(double x, void *context)
{
    (void)context;
    return 1 / (1 + exp(-x));
}

Test(central_differences, gives_the_values_of_the_sheet)
{
    Mat x = mat_of(
        1, 5, (double[]){-1.090656, -.732967, 1.189462, .705019, -.435562});
    Mat due =
        mat_of(1, 5, (double[]){.188245, .219215, .178901, .221338, .238508});
    Mat y = check_junk(1, 5);
    check_given("x", &x);
    central_differences(naive_sigmoid, NULL, &x, 1e-5, &y);
    check_mat("dydx for the sigmoid", &y, &due, 1e-6);
}

/* The slopes between x - eps and x + eps, and the known mistakes. */
static Mat slopes(const Mat *x, Cubic *p, double eps)
{
    Mat due = mat_copy(x), values = mat_copy(x), first = mat_copy(x);
    Mat spoilt = mat_copy(x), sided = mat_copy(x), fixed = mat_copy(x);
    Mat beyond = mat_copy(x), none = mat_new(x->rows, x->cols);
    double usual = 1e-5;
    for (size_t i = 0; i < mat_size(x); i++) {
        double at = x->data[i], hi = cubic(at + eps, p);
        due.data[i] = (hi - cubic(at - eps, p)) / (2 * eps);
        values.data[i] = cubic(at, p);
        beyond.data[i] = (cubic(values.data[i] + eps, p) -
                          cubic(values.data[i] - eps, p)) /
                         (2 * eps);
        first.data[i] = due.data[0];
        spoilt.data[i] = (hi - cubic(hi - eps, p)) / (2 * eps);
        sided.data[i] = (hi - values.data[i]) / eps;
        fixed.data[i] =
            (cubic(at + usual, p) - cubic(at - usual, p)) / (2 * usual);
    }
    check_suspect(&values, "these are the values of f, not its slopes");
    check_suspect(&beyond, "this is the slope at f(x): it is asked for at x");
    check_suspect(&none, integers);
    check_suspect(&first, "every element is the slope at the first x");
    check_suspect(&spoilt, "f(x + eps) is stored before f(x - eps) is "
                           "asked for: when x is the output too, x is gone "
                           "by then");
    check_suspect(&sided, "these are one-sided differences");
    check_suspect(&fixed, "eps has no effect: hand on the one that is given");
    check_suspect_factor(2, "twice too large: the points are 2 eps apart");
    check_suspect_factor(0.5, "half of what is due: the points are 2 eps "
                              "apart, not 4");
    mat_free(&values);
    mat_free(&first);
    mat_free(&spoilt);
    mat_free(&sided);
    mat_free(&fixed);
    mat_free(&beyond);
    mat_free(&none);
    return due;
}

Test(central_differences, takes_the_slope_at_every_element)
{
    Cubic p = fresh_cubic();
    Mat x = check_random(check_size(2, 4), check_size(2, 4), 1, 3);
    double eps = check_uniform(0.2, 0.6);
    Mat due = slopes(&x, &p, eps), y = check_junk(x.rows, x.cols);
    check_given("x", &x);
    check_given_num("eps", eps);
    central_differences(cubic, &p, &x, eps, &y);
    check_mat("dydx", &y, &due, 1e-9);
}

Test(central_differences, works_in_place)
{
    Cubic p = fresh_cubic();
    Mat x = check_random(3, 4, 1, 3), due = slopes(&x, &p, 0.25);
    check_given("x", &x);
    central_differences(cubic, &p, &x, 0.25, &x);
    check_mat("x, used as output too", &x, &due, 1e-9);
}

static Cubic shared_cubic;

static void differences_of_a_cubic(const Mat *x, Mat *y)
{
    central_differences(cubic, &shared_cubic, x, 0.25, y);
}

static double slope_of_cubic(double x)
{
    Cubic *p = &shared_cubic;
    return (cubic(x + 0.25, p) - cubic(x - 0.25, p)) / 0.5;
}

Test(central_differences, takes_every_shape)
{
    shared_cubic = fresh_cubic();
    takes_every_shape(differences_of_a_cubic, slope_of_cubic, 1e-9);
}

Test(central_differences, leaves_dydx_alone_when_the_shapes_differ)
{
    shared_cubic = fresh_cubic();
    minds_shapes(differences_of_a_cubic);
}

/* The relative error */

static double larger(double a, double b)
{
    return fabs(a) > fabs(b) ? fabs(a) : fabs(b);
}

/* relative_error() of every pair, what is due, and the known mistakes. */
static void check_pairs(const Mat *a, const Mat *b)
{
    enum {
        DUE,
        ABSOLUTE,
        WHOLE,
        SIGNED,
        BY_A,
        BY_B,
        BY_SUM,
        BY_MEAN,
        FLOOR,
        ADDED,
        UNSIGNED,
        KINDS
    };
    static const char *const causes[KINDS] = {
        [ABSOLUTE] = "this is the absolute error |a - b|: it is not divided "
                     "by anything",
        [WHOLE] = "the digits after the point are gone: abs() is for "
                  "integers, fabs() for doubles",
        [SIGNED] = "the sign of a - b is kept: an error needs fabs()",
        [BY_A] = "the error is divided by |a| even where |b| is larger",
        [BY_B] = "the error is divided by |b| even where |a| is larger",
        [BY_SUM] = "the denominator is |a| + |b|, not the larger of the two",
        [BY_MEAN] = "the denominator is the mean of |a| and |b|, not the "
                    "larger of the two",
        [FLOOR] = "the denominator is kept from being small: numbers below "
                  "1e-8 deserve a relative error too",
        [ADDED] = "a small number is added below the fraction line: that 0 "
                  "and 0 are equal can be asked before",
        [UNSIGNED] = "the signs are dropped too early: numbers of opposite "
                     "signs are further apart than their sizes",
    };
    /* what was added, if anything was: 1e-9 / (1e-9 + added) comes then */
    double added = 1e-9 / relative_error(0, 1e-9) - 1e-9;
    Mat m[KINDS], got = mat_copy(a);
    for (size_t k = 0; k < KINDS; k++)
        m[k] = mat_copy(a);
    for (size_t i = 0; i < mat_size(a); i++) {
        double p = a->data[i], q = b->data[i], d = fabs(p - q);
        got.data[i] = relative_error(p, q);
        m[DUE].data[i] = d / larger(p, q);
        m[ABSOLUTE].data[i] = d;
        m[WHOLE].data[i] = trunc(d) / larger(p, q);
        m[SIGNED].data[i] = (p - q) / larger(p, q);
        m[BY_A].data[i] = d / fabs(p);
        m[BY_B].data[i] = d / fabs(q);
        m[BY_SUM].data[i] = d / (fabs(p) + fabs(q));
        m[BY_MEAN].data[i] = 2 * d / (fabs(p) + fabs(q));
        m[FLOOR].data[i] = d / fmax(1e-8, larger(p, q));
        m[ADDED].data[i] = d / (added + larger(p, q));
        m[UNSIGNED].data[i] = fabs(fabs(p) - fabs(q)) / larger(p, q);
    }
    check_given("a", a);
    check_given("b", b);
    for (size_t k = DUE + 1; k < KINDS; k++)
        check_suspect(&m[k], causes[k]);
    check_mat("the relative error of pairs", &got, &m[DUE], 1e-12);
    mat_free(&got);
    for (size_t k = 0; k < KINDS; k++)
        mat_free(&m[k]);
}

Test(relative_error, compares_numbers_of_any_sign)
{
    Mat a = check_random(1, 8, 1, 4), b = check_random(1, 8, 1, 4);
    for (size_t i = 0; i < 8; i++) {
        a.data[i] *= i & 1 ? -1 : 1;
        b.data[i] *= i & 2 ? -1 : 1;
    }
    b.data[0] = a.data[0] * 2, b.data[3] = a.data[3] / 2;
    check_pairs(&a, &b);
}

Test(relative_error, does_not_depend_on_the_scale)
{
    double scales[] = {1e-300, 1e-20, 1e-9, 1e-3, 1e3, 1e9, 1e20, 1e300};
    Mat a = mat_new(1, 8), b = mat_new(1, 8);
    for (size_t i = 0; i < 8; i++) {
        a.data[i] = scales[i] * check_uniform(1, 4);
        b.data[i] = scales[i] * check_uniform(1, 4);
    }
    check_pairs(&a, &b);
}

Test(relative_error, finds_a_difference_in_the_last_digits)
{
    double a = check_uniform(1, 2), b = a * (1 + 1e-9);
    check_given_num("a", a);
    check_given_num("b", b);
    check_num("1e9 times the relative error", 1e9 * relative_error(a, b), 1,
              1e-6);
}

Test(relative_error, is_0_for_equal_and_2_for_opposite_numbers)
{
    double a = check_uniform(1, 5) * (rng_below(check_rng(), 2) ? 1 : -1);
    check_given_num("a and b", a);
    check_num("the relative error of equal numbers", relative_error(a, a), 0,
              0);
    check_given_num("a and -b", a);
    check_num("the relative error of opposite numbers", relative_error(a, -a),
              2, 1e-15);
}

Test(relative_error, is_0_when_both_are_0)
{
    double got = relative_error(0, 0), other = relative_error(0, -0.0);
    if (isnan(got) || isnan(other))
        check_fail("the relative error of 0 and 0 is not a number",
                   "0 / 0 is not a number: this case needs a line of its own",
                   NULL);
    check_num("the relative error of 0 and 0", got, 0, 0);
    check_num("the relative error of 0 and -0", other, 0, 0);
}

Test(relative_error, is_1_when_one_of_the_two_is_0)
{
    double a = check_uniform(1, 5);
    check_given_num("the other number", a);
    check_num("the relative error of a number and 0", relative_error(a, 0), 1,
              1e-12);
    check_num("the relative error of 0 and a number", relative_error(0, -a),
              1, 1e-12);
    check_num("the relative error of 0 and a tiny number",
              relative_error(0, 1e-300), 1, 1e-12);
}

Test(relative_error, is_not_a_number_when_one_of_the_two_is_not)
{
    const double pairs[][2] = {
        {NAN, 1}, {1, NAN}, {NAN, 0}, {0, NAN}, {NAN, NAN}};
    for (size_t i = 0; i < 5; i++) {
        double got = relative_error(pairs[i][0], pairs[i][1]);
        check_that(isnan(got),
                   "a gradient that is not a number passes: the relative "
                   "error has to be NaN when a or b is",
                   "came %.9g for %g and %g", got, pairs[i][0], pairs[i][1]);
    }
}
