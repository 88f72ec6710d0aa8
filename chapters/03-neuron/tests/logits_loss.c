/* Checks of logits_loss. */
#include "check.h"
#include "inputs.h"
#include "naive.h"
#include "neuron.h"
#include "sheet.h"
#include "suspects.h"

static double logits_loss_of_one(double z, double y)
{
    Mat one = single(z), label = single(y);
    return logits_loss(&one, &label);
}

Test(logits_loss, agrees_with_the_formula_on_fresh_batches)
{
    size_t n = check_size(3, 12);
    Mat z = check_random(n, 1, -6, 6), y = random_labels(n);
    Mat p = naive_probabilities(&z);
    check_given("z", &z);
    check_given("y", &y);
    suspect_loss_scales(n);
    suspect_stable_form(&z, &y);
    if (fabs(logits_loss_of_one(1, 0) - log(1 + exp(1))) < 1e-9)
        check_suspect_num(0, one_over_n);
    check_num("the loss", logits_loss(&z, &y), mean_bce(&p, &y), 1e-12);
}

Test(logits_loss, agrees_with_the_table_in_the_chapter)
{
    for (size_t i = 0; i < 5; i++) {
        Mat z = single(log(sheet_p[i] / (1 - sheet_p[i])));
        Mat y = single(sheet_y[i]);
        check_given("z", &z);
        check_given("y", &y);
        check_num("the loss of one sample", logits_loss(&z, &y),
                  sheet_loss[i], 1e-4);
    }
}

/* Right for a small logit, and the same for all large ones? */
static bool is_clipped(void)
{
    double large = logits_loss_of_one(1e3, 0);
    return fabs(logits_loss_of_one(5, 0) - log(1 + exp(5))) < 1e-6 &&
           fabs(logits_loss_of_one(1e6, 0) - large) < 1e-9;
}

Test(logits_loss, is_exact_where_the_sigmoid_saturates)
{
    static const double far[] = {37.5, 100, 709, 745, 1000, 1e6, 1e300};
    for (size_t i = 0; i < sizeof far / sizeof *far; i++)
        for (int label = 0; label <= 1; label++)
            for (int sign = -1; sign <= 1; sign += 2) {
                Mat z = single(sign * far[i]), y = single(label);
                double due = (sign > 0) == (label > 0) ? 0 : far[i];
                double loss = logits_loss(&z, &y);
                Mat small = single(sign);
                if (loss < due - 1 && is_clipped())
                    check_fail("the loss stops growing with the logit",
                               "the logit, or the probability, is clipped: "
                               "the form that needs no probability needs no "
                               "clipping either",
                               NULL);
                if (!isfinite(loss))
                    overflow("the loss of a finite logit is not finite",
                             isfinite(logits_loss(&small, &y)));
                check_given("z", &z);
                check_given("y", &y);
                check_num("the loss of a large logit", loss, due, 1e-9);
            }
}

Test(logits_loss, takes_batches_of_every_size)
{
    size_t sizes[SIZES];
    odd_sizes(sizes);
    for (size_t i = 0; i < SIZES; i++) {
        Mat z = check_random(sizes[i], 1, -4, 4), y = random_labels(sizes[i]);
        Mat p = naive_probabilities(&z);
        check_num("the loss of a batch of another size", logits_loss(&z, &y),
                  mean_bce(&p, &y), 1e-12);
    }
}

Test(logits_loss, is_zero_for_an_empty_batch)
{
    Mat z = mat_new(0, 1), y = mat_new(0, 1);
    check_num("the loss of no samples", logits_loss(&z, &y), 0, 0);
    check_no_shape_error();
}

Test(logits_loss, reports_shapes_that_differ)
{
    minds_columns(logits_loss);
}
