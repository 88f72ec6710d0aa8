/* Checks of relu_gradient. */
#include "activations.h"
#include "check.h"
#include "elementwise.h"
#include "kink.h"
#include "sigma.h"

#include <float.h>

static double flipped_step(double x)
{
    return x < 0;
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
