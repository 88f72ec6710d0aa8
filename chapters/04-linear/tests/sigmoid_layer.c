/* Checks of sigmoid_layer. */
#include "activation.h"
#include "activations.h"
#include "check.h"
#include "layer.h"
#include "linear.h"

static double logistic_slope(double y)
{
    return y * (1 - y);
}

static void suspect_sigmoid_backward(const Mat *y, const Mat *dy)
{
    Mat twice = mat_new(y->rows, y->cols), alone = mat_copy(&twice),
        half = mat_copy(&twice), sum = mat_copy(&twice);
    for (size_t i = 0; i < mat_size(y); i++) {
        double s = 1 / (1 + exp(-(double)y->data[i])), v = y->data[i];
        twice.data[i] = (real)(dy->data[i] * s * (1 - s));
        alone.data[i] = (real)(v * (1 - v));
        half.data[i] = (real)(dy->data[i] * v);
        sum.data[i] = (real)(dy->data[i] + v * (1 - v));
    }
    check_suspect(&twice, "y is the sigmoid's output already: here a sigmoid "
                          "is applied to it a second time");
    check_suspect(&alone, "this is the slope alone: it has to be multiplied "
                          "by dy");
    check_suspect(&half, "the factor 1 - y is missing");
    check_suspect(&sum, "dy and the slope are added; the chain rule "
                        "multiplies");
    check_suspect(dy, "this is dy: the slope is missing");
    check_suspect_factor(-1, "the sign is the other way round");
}

Test(sigmoid_layer, multiplies_dy_by_the_slope)
{
    Mat y = check_random(check_size(2, 4), check_size(5, 7), 0.05, 0.95);
    Mat dy = check_random(y.rows, y.cols, -3, 3), due = mat_copy(&dy);
    Mat dx = check_junk(y.rows, y.cols);
    for (size_t i = 0; i < mat_size(&y); i++)
        due.data[i] = dy.data[i] * y.data[i] * (1 - y.data[i]);
    check_given("y", &y);
    check_given("dy", &dy);
    suspect_sigmoid_backward(&y, &dy);
    sigmoid_backward(&y, &dy, &dx);
    check_mat("dx", &dx, &due, tiny);
    activation_in_place(sigmoid_backward, &y, &dy, &due);
}

Test(sigmoid_layer, takes_thousands_of_elements)
{
    Mat y = check_random(2 * check_size(15, 20) + 1,
                         2 * check_size(65, 75) + 1, 0.05, 0.95);
    Mat dy = check_random(y.rows, y.cols, -3, 3), due = mat_copy(&dy);
    Mat dx = check_junk(y.rows, y.cols);
    for (size_t i = 0; i < mat_size(&y); i++)
        due.data[i] = dy.data[i] * y.data[i] * (1 - y.data[i]);
    sigmoid_backward(&y, &dy, &dx);
    check_mat("dx for thousands of elements", &dx, &due, tiny);
}

/* Where the sigmoid is flat a difference of two of its values keeps few
 * digits. The tolerance has room for y - y * y, which keeps all but three. */
Test(sigmoid_layer, keeps_its_digits_where_the_sigmoid_is_flat)
{
    size_t n = check_size(150, 160);
    Mat y = mat_new(1, n), dy = check_random(1, n, 1, 2);
    Mat due = mat_new(1, n), dx = check_junk(1, n);
    for (size_t i = 0; i < n; i++) {
        double away = pow(10, check_uniform(-3, -1));
        y.data[i] = (real)(i % 2 ? away : 1 - away);
        due.data[i] = dy.data[i] * y.data[i] * (1 - y.data[i]);
    }
    suspect_sigmoid_backward(&y, &dy);
    sigmoid_backward(&y, &dy, &dx);
    check_closely("dx, as a part of what is due,", &dx, &due, &due, 1e-13);
}

Test(sigmoid_layer, agrees_with_central_differences)
{
    Mat x = check_random(3, 4, -3, 3), up = check_random(3, 4, 0.5, 2);
    Mat y = mat_new(3, 4), above = mat_new(3, 4), below = mat_new(3, 4);
    Mat dx = check_junk(3, 4), due = mat_new(3, 4), moved = mat_copy(&x);
    sigmoid(&x, &y);
    for (size_t i = 0; i < 12; i++)
        moved.data[i] = (real)(x.data[i] + 1e-5);
    sigmoid(&moved, &above);
    for (size_t i = 0; i < 12; i++)
        moved.data[i] = (real)(x.data[i] - 1e-5);
    sigmoid(&moved, &below);
    for (size_t i = 0; i < 12; i++)
        due.data[i] =
            (real)(up.data[i] * (above.data[i] - below.data[i]) / 2e-5);
    check_given("y", &y);
    check_given("dy", &up);
    suspect_sigmoid_backward(&y, &up);
    sigmoid_backward(&y, &up, &dx);
    check_mat("dx", &dx, &due, 1e-8);
}

Test(sigmoid_layer, passes_nothing_where_it_is_saturated)
{
    Mat y = mat_of(1, 3, (double[]){0, 1, 0.5});
    Mat dy = check_random(1, 3, 1, 2), dx = check_junk(1, 3);
    Mat due = mat_of(1, 3, (double[]){0, 0, dy.data[2] / 4});
    suspect_sigmoid_backward(&y, &dy);
    sigmoid_backward(&y, &dy, &dx);
    check_mat("dx", &dx, &due, tiny);
}

Test(sigmoid_layer, takes_any_shape)
{
    activation_takes_any_shape(sigmoid_backward, logistic_slope);
}

Test(sigmoid_layer, leaves_dx_alone_when_the_shapes_differ)
{
    activation_minds_shapes(sigmoid_backward);
}
