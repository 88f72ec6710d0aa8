/* Checks of bce_loss. */
#include "check.h"
#include "inputs.h"
#include "naive.h"
#include "neuron.h"
#include "sheet.h"
#include "suspects.h"

Test(bce_loss, agrees_with_the_table_in_the_chapter)
{
    double mean = 0;
    for (size_t i = 0; i < 5; i++) {
        Mat p = single(sheet_p[i]), y = single(sheet_y[i]);
        check_given("p", &p);
        check_given("y", &y);
        suspect_loss_scales(1);
        check_num("the loss of one sample", bce_loss(&p, &y), sheet_loss[i],
                  1e-4);
        mean += sheet_loss[i] / 5;
    }
    Mat p = mat_of(5, 1, sheet_p), y = mat_of(5, 1, sheet_y);
    suspect_loss_scales(5);
    check_num("the loss of the five samples", bce_loss(&p, &y), mean, 1e-4);
}

static double loss_of_one(double p, double y)
{
    Mat one = single(p), label = single(y);
    return bce_loss(&one, &label);
}

/* -p log c - (1 - p) log(1 - c), with the c that a label of 0 seems to be
 * clipped at when it takes the place of the prediction. */
static double exchanged_and_clipped(double p)
{
    double c = exp(-loss_of_one(0.5, 0) / 0.5);
    return -p * log(c) - (1 - p) * log(1 - c);
}

/* With the label 0 alone, exchanged arguments take the logarithm of 0 and
 * nothing else does. */
Test(bce_loss, knows_the_label_from_the_prediction)
{
    static const char exchanged[] = "p and y are exchanged: the logarithm is "
                                    "taken of the label";
    Mat p = check_random(1, 1, 0.2, 0.8), y = single(0);
    check_given("p", &p);
    check_given("y", &y);
    check_suspect_num(INFINITY, exchanged);
    check_suspect_num(exchanged_and_clipped(p.data[0]), exchanged);
    check_suspect_num(-log(p.data[0]), "for the label 0 the probability of "
                                       "what happened is 1 - p, not p");
    suspect_loss_scales(1);
    check_num("the loss", bce_loss(&p, &y), -log(1 - p.data[0]), 1e-9);
}

Test(bce_loss, agrees_with_the_formula_on_fresh_batches)
{
    size_t n = check_size(3, 12);
    Mat p = check_random(n, 1, 0.02, 0.98), y = random_labels(n);
    Mat opposite = mat_copy(&y);
    double first = 0, second = 0, squares = 0;
    for (size_t i = 0; i < n; i++) {
        double pi = p.data[i], yi = y.data[i];
        opposite.data[i] = 1 - yi;
        first -= yi * log(pi) / (double)n;
        second -= (1 - yi) * log(1 - pi) / (double)n;
        squares += (pi - yi) * (pi - yi) / (double)n;
    }
    check_given("p", &p);
    check_given("y", &y);
    suspect_loss_scales(n);
    check_suspect_num(first, "only the term with y is there: a sample whose "
                             "label is 0 costs -log(1 - p)");
    check_suspect_num(second, "only the term with 1 - y is there: a sample "
                              "whose label is 1 costs -log(p)");
    check_suspect_num(first - second, "the second term has the sign of its "
                                      "own: the minus stands before both");
    check_suspect_num(second - first, "the first term has the sign of its "
                                      "own: the minus stands before both");
    check_suspect_num(mean_bce(&p, &opposite),
                      "the two cases are exchanged: label 1 costs -log(p), "
                      "label 0 costs -log(1 - p)");
    check_suspect_num(squares, "this is the squared error");
    if (loss_of_one(0.3, 0) == 0 && isinf(loss_of_one(0.3, 1)))
        check_suspect_num(INFINITY, "the digits after the point are gone: p "
                                    "went through an integer");
    if (fabs(loss_of_one(0.3, 0) - naive_bce(0.3, 0)) < 1e-9)
        check_suspect_num(0, one_over_n);
    check_suspect_factor(-(double)n * (double)(SIZE_MAX / n),
                         "in C, -1 / N is a huge number when N is a size_t, "
                         "which knows no -1: write -1.0 / N");
    check_num("the loss", bce_loss(&p, &y), mean_bce(&p, &y), 1e-12);
}

Test(bce_loss, costs_nothing_when_certain_and_right)
{
    Mat p = mat_of(2, 1, (double[]){1, 0}), y = mat_copy(&p);
    double loss = bce_loss(&p, &y);
    Mat half = mat_of(2, 1, (double[]){0.5, 0.5});
    bool fine_nearby = isfinite(bce_loss(&half, &y));
    if (isnan(loss))
        check_fail("the loss of certain and right predictions is not a "
                   "number",
                   fine_nearby
                       ? "0 times log(0) is 0 times minus infinity, "
                         "which is NaN: see that the term that counts "
                         "for nothing is not computed, or that the "
                         "logarithm never meets 0"
                       : NULL,
                   NULL);
    check_num("the loss of certain and right predictions", loss, 0, 1e-6);
}

Test(bce_loss, is_large_when_certain_and_wrong)
{
    for (int label = 0; label <= 1; label++) {
        Mat p = single(1 - label), y = single(label);
        double loss = bce_loss(&p, &y);
        if (isnan(loss))
            check_fail("the loss of a certain and wrong prediction is not a "
                       "number",
                       NULL, NULL);
        check_that(loss > 15.9,
                   "a prediction that is certain and wrong costs too little",
                   "p = %d, y = %d, came %g, due infinity, or 16 and more "
                   "when p is clipped",
                   1 - label, label, loss);
    }
}

/* Why the loss is wrong where p is nearly 0 and 1 happens? */
static const char *cause_near_the_ends(double p)
{
    double added = exp(-loss_of_one(p, 1)) - p;
    double there = exp(-loss_of_one(1e-3, 1)) - 1e-3;
    if (!(1e-15 < added && added < 0.1))
        return NULL;
    if (fabs(added - there) < 1e-2 * added)
        return "a small number is added under the logarithm, which changes "
               "every cost: only p of 0 and 1 need care";
    if (loss_of_one(p, 1) == loss_of_one(p / 2, 1))
        return "p is clipped too early: it may be clipped where it is closer "
               "than 1e-7 to 0 or 1, and not before";
    return NULL;
}

Test(bce_loss, counts_every_digit_of_a_p_that_is_nearly_0_or_1)
{
    for (int label = 0; label <= 1; label++) {
        double off = check_uniform(2e-7, 9e-7), p = label ? off : 1 - off;
        double due = naive_bce(p, label), came = loss_of_one(p, label);
        if (fabs(came - due) > 1e-9 * due && cause_near_the_ends(off))
            check_fail("the loss is wrong where p is nearly 0 or 1",
                       cause_near_the_ends(off), NULL);
        check_given_num("p", p);
        check_given_num("y", label);
        check_num("the loss where p is nearly 0 or 1", came, due, 1e-9);
    }
}

Test(bce_loss, takes_batches_of_every_size)
{
    size_t sizes[SIZES];
    odd_sizes(sizes);
    for (size_t i = 0; i < SIZES; i++) {
        Mat p = check_random(sizes[i], 1, 0.02, 0.98);
        Mat y = random_labels(sizes[i]);
        check_num("the loss of a batch of another size", bce_loss(&p, &y),
                  mean_bce(&p, &y), 1e-12);
    }
}

Test(bce_loss, is_zero_for_an_empty_batch)
{
    Mat p = mat_new(0, 1), y = mat_new(0, 1);
    check_suspect_num(NAN, "the sum is divided by 0 samples");
    check_num("the loss of no samples", bce_loss(&p, &y), 0, 0);
    check_no_shape_error();
}

Test(bce_loss, reports_shapes_that_differ)
{
    minds_columns(bce_loss);
}
