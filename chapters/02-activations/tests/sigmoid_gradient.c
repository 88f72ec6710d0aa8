/* Checks of sigmoid_gradient. */
#include "activations.h"
#include "check.h"
#include "elementwise.h"
#include "sigma.h"

#include <float.h>

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
