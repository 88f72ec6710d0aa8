/* Checks of bce_check. */
#include "check.h"
#include "inputs.h"
#include "measured.h"
#include "naive.h"
#include "neuron.h"

Test(bce_check, finds_the_right_gradient_right)
{
    size_t n = check_size(2, 6);
    Mat p = check_random(n, 1, 0.1, 0.9), y = random_labels(n);
    Mat dp = naive_dp(&p, &y), before = mat_copy(&p);
    double error = bce_check(&p, &y, &dp, 1e-5);
    check_that(error >= 0 && error < 1e-6,
               "the right gradient has to be found right", "came %g", error);
    check_mat("p after the check", &p, &before, 0);
}

/* The step is wide, so that the kind of difference shows. */
Test(bce_check, agrees_on_how_wrong_a_gradient_is)
{
    size_t n = check_size(3, 6);
    Mat p = check_random(n, 1, 0.1, 0.9), y = random_labels(n);
    Mat right = naive_dp(&p, &y), dp = tampered(&right);
    double eps = check_uniform(0.01, 0.02);
    check_given("p", &p);
    check_given("y", &y);
    check_given("dp", &dp);
    check_given_num("eps", eps);
    double due = expect_error(&p, &y, NULL, 0, &dp, eps);
    check_num("the error", bce_check(&p, &y, &dp, eps), due, 1e-7);
}

Test(bce_check, sees_one_wrong_sign_among_many)
{
    size_t n = check_size(3, 8), at = check_size(0, n - 1);
    Mat p = check_random(n, 1, 0.1, 0.9), y = random_labels(n);
    Mat dp = naive_dp(&p, &y);
    dp.data[at] *= -1;
    check_given("p", &p);
    check_given("y", &y);
    check_given("dp", &dp);
    Mat moved = mat_copy(&p);
    Loss loss = {.moved = &moved, .y = &y};
    check_num("the error", bce_check(&p, &y, &dp, 1e-5),
              due_error(&loss, &dp, 1e-5, RIGHT), 1e-7);
}

Test(bce_check, does_not_take_nan_for_a_gradient)
{
    size_t n = check_size(2, 6);
    Mat p = check_random(n, 1, 0.1, 0.9), y = random_labels(n);
    Mat dp = naive_dp(&p, &y);
    dp.data[check_size(0, n - 1)] = NAN;
    double error = bce_check(&p, &y, &dp, 1e-5);
    check_that(isnan(error),
               "a gradient that is not a number has to give an error that "
               "is not a number",
               "came %g; a comparison such as error > worst is false for "
               "NaN",
               error);
}

Test(bce_check, takes_few_samples_and_more_than_a_hundred)
{
    size_t sizes[] = {3, check_size(110, 130), 5};
    for (size_t i = 0; i < 3; i++) {
        size_t n = sizes[i], at = check_size(n > 100 ? 100 : 0, n - 1);
        Mat p = check_random(n, 1, 0.1, 0.9), y = random_labels(n);
        Mat dp = naive_dp(&p, &y);
        check_that(
            bce_check(&p, &y, &dp, 1e-5) < 1e-4,
            "right gradients of many samples are not found to be right",
            "%zu samples", n);
        dp.data[at] *= 3;
        check_num("the error when one entry of many is three times too large",
                  bce_check(&p, &y, &dp, 1e-5), 0.5, 1e-4);
    }
}

Test(bce_check, is_zero_for_an_empty_batch)
{
    Mat p = mat_new(0, 1), y = mat_new(0, 1), dp = mat_new(0, 1);
    check_num("the error of no samples", bce_check(&p, &y, &dp, 1e-5), 0, 0);
    check_no_shape_error();
}

static double check_against_zeros(const Mat *p, const Mat *y)
{
    Mat dp = mat_new(p->rows, p->cols);
    return bce_check(p, y, &dp, 1e-5);
}

static double check_of_wrong_shape(const Mat *p, const Mat *dp)
{
    Mat y = mat_new(p->rows, 1);
    return bce_check(p, &y, dp, 1e-5);
}

Test(bce_check, reports_shapes_that_differ)
{
    minds_columns(check_against_zeros);
    minds_columns(check_of_wrong_shape);
}
