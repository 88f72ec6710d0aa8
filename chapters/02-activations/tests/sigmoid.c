/* Checks of sigmoid. */
#include "activations.h"
#include "check.h"
#include "elementwise.h"
#include "sigma.h"

#include <float.h>

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

static double one_half(double x)
{
    return 0.5 + 0 * x;
}

static double over_itself(double x)
{
    return exp(x) / (1 + exp(x));
}

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
