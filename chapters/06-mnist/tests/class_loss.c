/* Checks of class_loss. */
#include "check.h"
#include "inputs.h"
#include "mnist.h"
#include "naive.h"
#include "suspects.h"

Test(class_loss, agrees_with_the_formula_on_fresh_batches)
{
    Size s = fresh_size();
    Mat z = check_random(s.n, s.classes, -2, 3);
    Mat t = random_one_hot(s.n, s.classes), p = naive_softmax(&z);
    check_given("z", &z);
    check_given("t", &t);
    suspect_loss_scales(s);
    suspect_logit_losses(&z, &t);
    check_num("the loss", class_loss(&z, &t), naive_loss(&p, &t), tiny);
}

Test(class_loss, of_equal_logits_is_the_logarithm_of_the_classes)
{
    size_t classes = check_size(2, 12);
    Mat z = mat_new(3, classes), t = random_one_hot(3, classes);
    mat_fill(&z, check_uniform(-5, 5));
    check_given("z", &z);
    check_num("the loss when all classes look alike", class_loss(&z, &t),
              log((double)classes), tiny);
}

/* Fails without a cause where the loss of plain inputs is wrong. */
static void plain_class_loss(void)
{
    Mat z = check_random(3, 5, -2, 2), t = random_one_hot(3, 5);
    Mat p = naive_softmax(&z);
    check_num("the loss of an ordinary batch", class_loss(&z, &t),
              naive_loss(&p, &t), 1e-6);
}

/* Every row at the height `high`, beyond the reach of exp(); `cause` holds
 * when no number comes. */
static void loss_at_height(double high, const char *cause)
{
    Mat z = check_random(4, 5, -2, 2), t = random_one_hot(4, 5);
    Mat p = naive_softmax(&z);
    double due = naive_loss(&p, &t);
    for (size_t k = 0; k < mat_size(&z); k++)
        z.data[k] += high;
    check_given("z", &z);
    if (cause) {
        check_suspect_num(NAN, cause);
        check_suspect_num(INFINITY, cause);
        check_suspect_num(-INFINITY, cause);
    }
    check_num("the loss of large logits", class_loss(&z, &t), due, 1e-8);
}

Test(class_loss, does_not_overflow_for_large_logits)
{
    plain_class_loss();
    loss_at_height(check_uniform(800, 900), no_max);
}

/* One logit far above the others, all within the reach of exp(). */
Test(class_loss, is_finite_when_a_probability_rounds_to_zero)
{
    double high = check_uniform(300, 350);
    Mat z = mat_of(1, 3, (double[]){high, -600, -500});
    double due[] = {0, high + 600, high + 500};
    plain_class_loss();
    for (size_t c = 0; c < 3; c++) {
        Mat t = mat_new(1, 3);
        t.data[c] = 1;
        check_given("z", &z);
        check_given("t", &t);
        check_suspect_num(c ? INFINITY : NAN,
                          "the way leads through a probability that rounds "
                          "to 0: take the logarithm of the row's sum and "
                          "subtract the logit, without dividing");
        check_num("the loss", class_loss(&z, &t), due[c], tiny);
    }
}

Test(class_loss, takes_the_maximum_of_each_row)
{
    plain_class_loss();
    loss_at_height(900, NULL);
    Mat z = check_random(4, 5, -2, 2), t = random_one_hot(4, 5);
    Mat p = naive_softmax(&z);
    double due = naive_loss(&p, &t);
    for (size_t k = 0; k < mat_size(&z); k++)
        z.data[k] += 2000.0 * (double)(k / 5);
    check_given("z", &z);
    double loss = class_loss(&z, &t);
    if (!isfinite(loss))
        check_fail("the loss is not finite",
                   "a row is far from the maximum that is subtracted: each "
                   "row needs its own",
                   NULL);
    check_num("the loss", loss, due, 1e-8);
}

Test(class_loss, does_not_underflow_for_very_negative_logits)
{
    plain_class_loss();
    loss_at_height(900, NULL); /* what follows is not for want of a maximum */
    loss_at_height(-check_uniform(800, 900), zero_max);
}

/* Beyond the reach of exp(), whichever class it is. */
Test(class_loss, finds_the_maximum_wherever_it_stands)
{
    plain_class_loss();
    for (size_t c = 0; c < 5; c++) {
        Mat z = check_random(1, 5, -2, 2), t = mat_new(1, 5);
        z.data[c] += 2000;
        t.data[(c + 1) % 5] = 1;
        check_given("z", &z);
        check_given("t", &t);
        check_num("the loss when one logit is far above the others",
                  class_loss(&z, &t), z.data[c] - z.data[(c + 1) % 5], tiny);
    }
}

Test(class_loss, takes_any_number_of_samples_and_classes)
{
    for (size_t i = 0; i < SIZES; i++) {
        Size s = size_of_call(i);
        Mat z = check_random(s.n, s.classes, -3, 3), p = naive_softmax(&z);
        Mat t = random_one_hot(s.n, s.classes);
        check_num("the loss of a batch of another size", class_loss(&z, &t),
                  naive_loss(&p, &t), tiny);
    }
}

Test(class_loss, of_an_empty_batch_is_zero)
{
    plain_class_loss();
    Mat none = mat_new(0, 4);
    check_suspect_num(NAN, "the sum is divided by 0 samples");
    check_num("the loss of no samples", class_loss(&none, &none), 0, 0);
}

Test(class_loss, is_nan_when_the_shapes_differ)
{
    Mat z = check_random(3, 4, -1, 1), t = random_one_hot(4, 4);
    double loss = class_loss(&z, &t);
    check_shape_error("3 x 4", "4 x 4");
    check_that(isnan(loss), "the loss after a shape error is not NaN",
               "it is %g", loss);
}
