/* Checks of cross_entropy. */
#include "check.h"
#include "inputs.h"
#include "mnist.h"
#include "naive.h"
#include "sheet.h"
#include "suspects.h"

Test(cross_entropy, agrees_with_the_formula_on_fresh_batches)
{
    Size s = fresh_size();
    Mat p = random_probabilities(s.n, s.classes);
    Mat t = random_one_hot(s.n, s.classes);
    check_given("p", &p);
    check_given("t", &t);
    suspect_loss_scales(s);
    suspect_losses(&p, &t);
    Mat again = naive_softmax(&p);
    check_suspect_num(naive_loss(&again, &t),
                      "the softmax is taken once more: p are probabilities "
                      "already");
    check_suspect_num(INFINITY, "p and t are exchanged: the logarithm is "
                                "taken of the labels");
    check_num("the loss", cross_entropy(&p, &t), naive_loss(&p, &t), tiny);
}

Test(cross_entropy, agrees_with_the_table_in_the_chapter)
{
    Mat p = mat_of(1, 3, sheet_p), t = mat_new(1, 3);
    for (size_t c = 0; c < 3; c++) {
        mat_fill(&t, 0);
        t.data[c] = 1;
        check_given("p", &p);
        check_given("t", &t);
        check_num("the loss of one sample", cross_entropy(&p, &t),
                  sheet_loss[c], 1e-4);
    }
}

/* Fails without a cause where the loss of plain inputs is wrong: the causes
 * that follow hold for code that is right there. */
static void plain_cross_entropy(void)
{
    Mat p = random_probabilities(3, 5), t = random_one_hot(3, 5);
    check_num("the loss of an ordinary batch", cross_entropy(&p, &t),
              naive_loss(&p, &t), 1e-5);
}

Test(cross_entropy, costs_nothing_when_certain_and_right)
{
    plain_cross_entropy();
    Mat p = random_one_hot(4, 5), t = mat_copy(&p);
    double loss = cross_entropy(&p, &t);
    check_given("p", &p);
    check_given("t", &t);
    check_suspect_num(NAN, "0 times log 0 is NaN in a computer: leave out "
                           "the classes whose t is 0");
    check_num("the loss", loss, 0, 1e-6);
}

Test(cross_entropy, is_large_and_no_nan_when_certain_and_wrong)
{
    plain_cross_entropy();
    Mat p = mat_of(1, 3, (double[]){0, 1, 0});
    Mat t = mat_of(1, 3, (double[]){1, 0, 0});
    double loss = cross_entropy(&p, &t);
    check_given("p", &p);
    check_given("t", &t);
    if (isnan(loss))
        check_fail("the loss is not a number",
                   "0 times log 0 is NaN in a computer: leave out the "
                   "classes whose t is 0",
                   NULL);
    check_that(loss > 15,
               "a certain and wrong answer costs too little: the cost is "
               "infinite, or that of a probability of at most 1e-7",
               "it is %g", loss);
}

/* Far above where a probability may be clipped, and below where a number
 * that is added to it would not show. */
Test(cross_entropy, counts_small_probabilities_in_full)
{
    plain_cross_entropy();
    Mat p = mat_new(4, 5), t = random_one_hot(4, 5);
    for (size_t k = 0; k < mat_size(&p); k++)
        p.data[k] = t.data[k] > 0 ? check_uniform(1e-3, 2e-3) : 0.2495;
    check_given("t", &t);
    for (double small = 1e-4; small > 1e-11; small /= 10)
        check_suspect_num(loss_with(&p, &t, small, 0), small_number);
    check_num("the loss of answers that were thought unlikely",
              cross_entropy(&p, &t), naive_loss(&p, &t), 2e-8);
}

Test(cross_entropy, takes_any_number_of_samples_and_classes)
{
    for (size_t i = 0; i < SIZES; i++) {
        Size s = size_of_call(i);
        Mat p = random_probabilities(s.n, s.classes);
        Mat t = random_one_hot(s.n, s.classes);
        check_num("the loss of a batch of another size",
                  cross_entropy(&p, &t), naive_loss(&p, &t), tiny);
    }
}

Test(cross_entropy, of_an_empty_batch_is_zero)
{
    plain_cross_entropy();
    Mat none = mat_new(0, 4);
    check_suspect_num(NAN, "the sum is divided by 0 samples");
    check_num("the loss of no samples", cross_entropy(&none, &none), 0, 0);
}

Test(cross_entropy, is_nan_when_the_shapes_differ)
{
    Mat p = random_probabilities(3, 4), t = random_one_hot(3, 5);
    double loss = cross_entropy(&p, &t);
    check_shape_error("3 x 4", "3 x 5");
    check_that(isnan(loss), "the loss after a shape error is not NaN",
               "it is %g", loss);
}
