/* Checks of relu_layer. */
#include "activation.h"
#include "check.h"
#include "layer.h"
#include "linear.h"

static double ramp_slope(double x)
{
    return x > 0;
}

static void suspect_relu_backward(const Mat *x, const Mat *dy)
{
    Mat alone = mat_new(x->rows, x->cols), by_dy = mat_copy(&alone),
        both = mat_copy(&alone), leak = mat_copy(&alone),
        other = mat_copy(&alone);
    for (size_t i = 0; i < mat_size(x); i++) {
        double v = x->data[i], d = dy->data[i];
        alone.data[i] = v > 0;
        by_dy.data[i] = (real)(d > 0 ? d : 0);
        both.data[i] = (real)(v > 0 && d > 0 ? d : 0);
        leak.data[i] = (real)(v > 0 ? d : 0.01 * d);
        other.data[i] = (real)(v > 0 ? 0 : d);
    }
    check_suspect(&alone, "this is the slope alone: it has to be multiplied "
                          "by dy");
    check_suspect(&by_dy, "the slope is taken from dy: it depends on x");
    check_suspect(&both, "a negative dy is lost: ReLU cuts x, not the "
                         "gradient");
    check_suspect(&leak, "a little passes where x is negative: that is the "
                         "leaky ReLU");
    check_suspect(&other, "the slope is 1 where x is positive, 0 where it is "
                          "negative");
    check_suspect(dy, "this is dy: the slope is missing");
    check_suspect_factor(-1, "the sign is the other way round");
}

Test(relu_layer, gives_the_values_of_the_sheet)
{
    Mat x = mat_of(3, 5,
                   (double[]){-5.45328, -3.664833, 5.947309, 3.525093,
                              -2.177809, -3.343721, 1.966175, -6.265316,
                              3.455121, 8.836057, -5.035086, 8.977623,
                              3.344749, -8.082041, -1.163207});
    Mat due =
        mat_of(3, 5, (double[]){0, 0, 1, 1, 0, 0, 1, 0, 1, 1, 0, 1, 1, 0, 0});
    Mat ones = mat_new(3, 5), dx = check_junk(3, 5);
    mat_fill(&ones, 1);
    check_given("x", &x);
    suspect_relu_backward(&x, &ones);
    relu_backward(&x, &ones, &dx);
    check_mat("dx for dy = 1", &dx, &due, 0);
}

Test(relu_layer, passes_dy_where_x_is_positive)
{
    Mat x = check_random(check_size(3, 4), check_size(5, 7), 0.1, 5);
    Mat dy = check_random(x.rows, x.cols, -3, 3), due = mat_copy(&dy);
    Mat dx = check_junk(x.rows, x.cols);
    for (size_t i = 0; i < mat_size(&x); i++)
        if (rng_below(check_rng(), 2)) {
            x.data[i] = -x.data[i];
            due.data[i] = 0;
        }
    check_given("x", &x);
    check_given("dy", &dy);
    suspect_relu_backward(&x, &dy);
    relu_backward(&x, &dy, &dx);
    check_mat("dx", &dx, &due, tiny);
    activation_in_place(relu_backward, &x, &dy, &due);
}

Test(relu_layer, takes_thousands_of_elements)
{
    Mat x = check_random(2 * check_size(15, 20) + 1,
                         2 * check_size(65, 75) + 1, -3, 3);
    Mat dy = check_random(x.rows, x.cols, -3, 3), due = mat_copy(&dy);
    Mat dx = check_junk(x.rows, x.cols);
    for (size_t i = 0; i < mat_size(&x); i++)
        due.data[i] = x.data[i] > 0 ? dy.data[i] : 0;
    relu_backward(&x, &dy, &dx);
    check_mat("dx for thousands of elements", &dx, &due, tiny);
}

Test(relu_layer, takes_any_slope_at_the_kink)
{
    Mat x = mat_of(1, 3, (double[]){0, 2, -2});
    Mat dy = check_random(1, 3, 1, 2), dx = check_junk(1, 3);
    relu_backward(&x, &dy, &dx);
    check_that(dx.data[0] >= 0 && dx.data[0] <= dy.data[0],
               "at x = 0 the slope is not in [0, 1]", "dx %g for dy %g",
               (double)dx.data[0], (double)dy.data[0]);
    check_that(dx.data[1] == dy.data[1] && dx.data[2] == 0,
               "beside the kink dx is wrong", "x = 2: %g, x = -2: %g",
               (double)dx.data[1], (double)dx.data[2]);
}

Test(relu_layer, takes_any_shape)
{
    activation_takes_any_shape(relu_backward, ramp_slope);
}

Test(relu_layer, leaves_dx_alone_when_the_shapes_differ)
{
    activation_minds_shapes(relu_backward);
}
