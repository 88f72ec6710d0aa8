/* Checks of relu. */
#include "activations.h"
#include "check.h"
#include "elementwise.h"
#include "kink.h"

#include <float.h>

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
