/* Checks of logits_grad. */
#include "check.h"
#include "inputs.h"
#include "mistakes.h"
#include "naive.h"
#include "neuron.h"
#include "suspects.h"

Test(logits_grad, agrees_with_the_formula_on_fresh_batches)
{
    size_t n = check_size(3, 12);
    Mat z = check_random(n, 1, -4, 4), y = random_labels(n);
    Mat dz = check_junk(n, 1), due = naive_dz(&z, &y);
    Mat p = naive_probabilities(&z), again = mat_copy(&due);
    Mat inner = mat_copy(&due), raw = mat_copy(&due), hard = mat_copy(&due);
    Mat squared = mat_copy(&due);
    for (size_t i = 0; i < n; i++) {
        double pi = p.data[i];
        squared.data[i] *= 2 * pi * (1 - pi);
        again.data[i] *= pi * (1 - pi);
        inner.data[i] /= pi * (1 - pi);
        raw.data[i] = (z.data[i] - y.data[i]) / (double)n;
        hard.data[i] = ((z.data[i] > 0) - y.data[i]) / (double)n;
    }
    check_given("z", &z);
    check_given("y", &y);
    suspect_gradient_scales(n);
    suspect_log_bases();
    check_suspect(&again, "the sigmoid's slope p (1 - p) is multiplied in "
                          "once more: it is in p - y already");
    check_suspect(&inner, "this is the gradient with respect to the "
                          "probability: the sigmoid's slope p (1 - p) is "
                          "still to be multiplied in");
    check_suspect(&raw, "the label is subtracted from the logit: it has to "
                        "be subtracted from the probability");
    check_suspect(&hard, "the label is subtracted from the decision, 0 or "
                         "1: it has to be subtracted from the probability");
    check_suspect(&squared, "this is the gradient of the squared error");
    if (right_for_one(logits_grad, 1, naive_sigmoid(1)))
        check_suspect_factor(0, one_over_n);
    logits_grad(&z, &y, &dz);
    check_mat("dL/dz", &dz, &due, rounding / (double)n);
}

Test(logits_grad, is_exact_where_the_sigmoid_saturates)
{
    Mat z = mat_of(8, 1, (double[]){40, 40, -40, -40, 1000, 1e4, -1e3, -1e9});
    Mat y = mat_of(8, 1, (double[]){1, 0, 1, 0, 1, 0, 1, 0});
    Mat dz = check_junk(8, 1), due = naive_dz(&z, &y);
    Mat small = check_random(8, 1, -1, 1), nearby = check_junk(8, 1);
    logits_grad(&small, &y, &nearby);
    logits_grad(&z, &y, &dz);
    for (size_t i = 0; i < 8; i++)
        if (!isfinite(dz.data[i]))
            overflow("the gradient at a finite logit is not finite",
                     isfinite(nearby.data[i]));
    check_given("z", &z);
    check_given("y", &y);
    check_mat("dL/dz at large logits", &dz, &due, rounding / 8);
}

/* Logits from 1e-6 to 1e6 beside each other: no one step suits them all. */
static Mat logits_of_every_size(size_t n)
{
    Mat z = check_random(n, 1, -6, 6);
    for (size_t i = 0; i < n; i++)
        z.data[i] = pow(10, z.data[i]) * (rng_below(check_rng(), 2) ? 1 : -1);
    return z;
}

Test(logits_grad, takes_batches_of_every_size_and_logits_of_every_size)
{
    size_t sizes[SIZES];
    odd_sizes(sizes);
    for (size_t i = 0; i < 2 * SIZES; i++) {
        size_t n = sizes[i / 2];
        Mat z = i % 2 ? logits_of_every_size(n) : check_random(n, 1, -4, 4);
        Mat y = random_labels(n), due = naive_dz(&z, &y);
        Mat dz = check_junk(n, 1);
        check_given("z", &z);
        check_given("y", &y);
        logits_grad(&z, &y, &dz);
        check_mat("dL/dz of many samples", &dz, &due, rounding / (double)n);
    }
}

Test(logits_grad, takes_an_empty_batch)
{
    Mat z = mat_new(0, 1), y = mat_new(0, 1), dz = mat_new(0, 1);
    logits_grad(&z, &y, &dz);
    check_no_shape_error();
}

Test(logits_grad, leaves_dz_alone_when_the_shapes_differ)
{
    minds_columns_and_output(logits_grad);
}
