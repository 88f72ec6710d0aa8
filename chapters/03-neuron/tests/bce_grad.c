/* Checks of bce_grad. */
#include "check.h"
#include "inputs.h"
#include "mistakes.h"
#include "naive.h"
#include "neuron.h"
#include "sheet.h"
#include "suspects.h"

Test(bce_grad, agrees_with_the_table_in_the_chapter)
{
    Mat five = mat_new(5, 1), due = mat_new(5, 1);
    for (size_t i = 0; i < 5; i++) {
        Mat p = single(sheet_p[i]), y = single(sheet_y[i]);
        Mat dp = check_junk(1, 1), one = single(sheet_dp[i]);
        check_given("p", &p);
        check_given("y", &y);
        check_suspect_factor(-1, "the sign is the other way round: the "
                                 "gradient points to where the loss grows, "
                                 "so a prediction above its label gives a "
                                 "positive one");
        bce_grad(&p, &y, &dp);
        check_mat("dL/dp of one sample", &dp, &one, 1e-4);
        due.data[i] = sheet_dp[i] / 5;
    }
    Mat p = mat_of(5, 1, sheet_p), y = mat_of(5, 1, sheet_y);
    suspect_gradient_scales(5);
    bce_grad(&p, &y, &five);
    check_mat("dL/dp of the five samples", &five, &due, 1e-4);
}

Test(bce_grad, knows_the_label_from_the_prediction)
{
    Mat p = check_random(1, 1, 0.2, 0.8), y = single(0);
    Mat dp = check_junk(1, 1), due = single(1 / (1 - p.data[0]));
    Mat exchanged = single(-INFINITY), none = single(0);
    Mat other = single(-1 / p.data[0]);
    check_given("p", &p);
    check_given("y", &y);
    check_suspect(&exchanged, "p and y are exchanged: the label, which is "
                              "0, is what is divided by");
    check_suspect(&none, "only the term with y is there: a sample whose "
                         "label is 0 has the gradient of -log(1 - p)");
    check_suspect(&other, "the two cases are exchanged: this is the "
                          "gradient for the label 1");
    bce_grad(&p, &y, &dp);
    check_mat("dL/dp", &dp, &due, 1e-13);
}

Test(bce_grad, agrees_with_the_formula_on_fresh_batches)
{
    size_t n = check_size(3, 12);
    Mat p = check_random(n, 1, 0.2, 0.8), y = random_labels(n);
    Mat dp = check_junk(n, 1), due = naive_dp(&p, &y);
    Mat logit = mat_new(n, 1), ones = mat_copy(&due), second = mat_copy(&due);
    Mat chain = mat_copy(&due), squared = mat_copy(&due);
    for (size_t i = 0; i < n; i++) {
        double pi = p.data[i], yi = y.data[i];
        logit.data[i] = (pi - yi) / (double)n;
        squared.data[i] = 2 * (pi - yi) / (double)n;
        ones.data[i] *= yi;
        second.data[i] *= yi > 0.5 ? 1 : -1;
        chain.data[i] = (pi - yi) / (double)n * pi * (1 - pi);
    }
    check_given("p", &p);
    check_given("y", &y);
    suspect_gradient_scales(n);
    suspect_log_bases();
    check_suspect(&logit, "this is the gradient with respect to the logit, "
                          "the sigmoid's input: here p itself is moved, so "
                          "p - y is divided by p (1 - p)");
    check_suspect(&chain, "p - y is multiplied by p (1 - p) where it has to "
                          "be divided by it");
    check_suspect(&squared, "this is the gradient of the squared error");
    if (right_for_one(bce_grad, 0.3, 1 / 0.7))
        check_suspect_factor(0, one_over_n);
    check_suspect(&ones, "only the term with y is there: a sample whose "
                         "label is 0 has the gradient of -log(1 - p)");
    check_suspect(&second, "the sign is wrong where the label is 0: the "
                           "slope of log(1 - p) is -1 / (1 - p)");
    bce_grad(&p, &y, &dp);
    /* at 0.2 and 0.8 the slope is 5, and so many times are its digits */
    check_mat("dL/dp", &dp, &due, 4 * rounding / (double)n);
}

Test(bce_grad, is_finite_when_certain_and_right)
{
    Mat p = mat_of(2, 1, (double[]){1, 0}), y = mat_copy(&p);
    Mat dp = check_junk(2, 1), due = mat_of(2, 1, (double[]){-0.5, 0.5});
    Mat half = mat_of(2, 1, (double[]){0.5, 0.5}), near = check_junk(2, 1);
    bce_grad(&p, &y, &dp);
    bce_grad(&half, &y, &near);
    if (isfinite(near.data[0] + near.data[1]) &&
        (isnan(dp.data[0]) || isnan(dp.data[1])))
        check_fail("the gradient of certain and right predictions is not a "
                   "number",
                   "0/0, and 0 times infinity, are NaN: look at the two "
                   "labels one at a time, and at what each divides by",
                   NULL);
    check_mat("dL/dp of certain and right predictions", &dp, &due, 1e-6);
}

/* Is bce_loss() itself right, but for clipping? If not, its own checks say so
 * and nothing can be said about what goes with it. */
static bool loss_is_right(void)
{
    for (int label = 0; label <= 1; label++) {
        Mat p = single(0.3), y = single(label), wrong = single(1 - label);
        if (!(fabs(bce_loss(&p, &y) - naive_bce(0.3, label)) < 1e-6) ||
            !(bce_loss(&wrong, &y) > 15.9))
            return false;
    }
    return true;
}

/* Clipped alike means: a loss of -log(c) goes with a slope of 1/c. */
Test(bce_grad, goes_with_the_loss_when_certain_and_wrong)
{
    for (int label = 0; label <= 1; label++) {
        Mat p = single(1 - label), y = single(label), dp = check_junk(1, 1);
        double loss = bce_loss(&p, &y), sign = label ? -1 : 1;
        bce_grad(&p, &y, &dp);
        double slope = sign * dp.data[0];
        if (isnan(slope))
            check_fail("the gradient of a certain and wrong prediction is "
                       "not a number",
                       NULL, NULL);
        check_that(slope > 9e6,
                   "the gradient of a certain and wrong prediction is too "
                   "small, or has the wrong sign",
                   "p = %d, y = %d, came %g", 1 - label, label, sign * slope);
        bool alike = isinf(loss) ? isinf(slope)
                                 : fabs(log(slope) - loss) < 0.01 * loss;
        if (!alike && loss_is_right())
            check_fail("loss and gradient do not go together where the "
                       "prediction is certain and wrong",
                       "p is clipped in one of the two functions only, or "
                       "not by the same amount",
                       NULL);
    }
}

/* A probability of any size, from 1e-6 to 1 - 1e-6. */
static double any_probability(void)
{
    double p = pow(10, check_uniform(-6, -0.31));
    return rng_below(check_rng(), 2) ? 1 - p : p;
}

Test(bce_grad, takes_batches_of_every_size_and_probabilities_of_every_size)
{
    size_t sizes[SIZES];
    odd_sizes(sizes);
    for (size_t i = 0; i < 2 * SIZES; i++) {
        size_t n = sizes[i / 2];
        Mat p = check_random(n, 1, 0.2, 0.8), y = random_labels(n);
        for (size_t k = 0; k < n && i % 2; k++)
            p.data[k] = any_probability();
        Mat due = naive_dp(&p, &y), dp = check_junk(n, 1);
        check_given("p", &p);
        check_given("y", &y);
        bce_grad(&p, &y, &dp);
        check_mat("dL/dp of many samples", &dp, &due,
                  i % 2 ? 1e-9 : 4 * rounding / (double)n);
    }
}

Test(bce_grad, takes_an_empty_batch)
{
    Mat p = mat_new(0, 1), y = mat_new(0, 1), dp = mat_new(0, 1);
    bce_grad(&p, &y, &dp);
    check_no_shape_error();
}

Test(bce_grad, leaves_dp_alone_when_the_shapes_differ)
{
    minds_columns_and_output(bce_grad);
}
