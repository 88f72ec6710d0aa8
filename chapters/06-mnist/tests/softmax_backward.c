/* Checks of softmax_backward. */
#include "check.h"
#include "gradcheck.h"
#include "inputs.h"
#include "mnist.h"
#include "naive.h"
#include "suspects.h"

static void suspect_jacobians(const Mat *p, const Mat *dp)
{
    Mat diagonal = mat_copy(p), rest = mat_copy(p), sums = mat_copy(p);
    Mat due = naive_backward(p, dp, 1, 1);
    for (size_t i = 0; i < p->rows; i++) {
        double sum = 0;
        for (size_t c = 0; c < p->cols; c++)
            sum += AT(dp, i, c);
        for (size_t c = 0; c < p->cols; c++) {
            double pc = AT(p, i, c), d = AT(dp, i, c);
            AT(&diagonal, i, c) = pc * (1 - pc) * d;
            AT(&rest, i, c) = AT(&due, i, c) - pc * (1 - pc) * d;
            AT(&sums, i, c) = pc * (d - sum);
        }
    }
    check_suspect(&diagonal, "only the diagonal p (1 - p) is there: raising "
                             "one logit lowers the probabilities of all "
                             "other classes, and their gradients count too");
    check_suspect(&rest, "the diagonal is missing: a class's own logit "
                         "counts as well");
    check_suspect(&sums, "the row of dp is summed up without its weights: "
                         "each entry is multiplied by its p first");
    check_suspect(dp, "the gradient is handed on unchanged: the softmax has "
                      "a slope of its own");
}

static void suspect_backward_terms(const Mat *p, const Mat *dp)
{
    Mat plus = naive_backward(p, dp, 1, -1),
        own = naive_backward(p, dp, 1, 0);
    Mat other = naive_backward(p, dp, 0, 1), uphill = scaled(&other, -1);
    Mat due = naive_backward(p, dp, 1, 1);
    Mat again = naive_softmax(p), late = naive_backward(&again, dp, 1, 1);
    check_suspect(&plus, "the sign between the two terms is the other way "
                         "round: other classes lose when one gains");
    check_suspect(&own, "only the term of the class itself is there; its "
                        "row's weighted sum has to be subtracted");
    check_suspect(&other, "only the row's weighted sum is there: the term of "
                          "the class itself is missing");
    check_suspect(&uphill, "only the row's weighted sum is there: the term "
                           "of the class itself is missing");
    check_suspect(&late, "the softmax is taken of p once more: p is its "
                         "output already");
    check_suspect_factor(-1, "the sign is the other way round");
    check_suspect_factor(1 / (double)p->rows,
                         "the batch size is divided by once more: the loss "
                         "has done that, a backward pass divides by nothing");
    for (size_t i = 0; i < p->rows; i++)
        for (size_t c = 0; c < p->cols; c++)
            AT(&due, i, c) /= AT(p, i, c);
    check_suspect(&due, "the factor p in front of the bracket is missing");
}

Test(softmax_backward, agrees_with_the_jacobian_on_fresh_batches)
{
    Size s = fresh_size();
    Mat p = random_probabilities(s.n, s.classes);
    Mat dp = check_random(s.n, s.classes, -2, 2);
    Mat dz = check_junk(s.n, s.classes), junk = mat_copy(&dz);
    Mat due = naive_backward(&p, &dp, 1, 1);
    check_given("p", &p);
    check_given("dp", &dp);
    suspect_jacobians(&p, &dp);
    suspect_backward_terms(&p, &dp);
    check_suspect(&junk, "dz has not been written");
    softmax_backward(&p, &dp, &dz);
    check_no_shape_error();
    check_mat("dz", &dz, &due, exact);
}

Test(softmax_backward, is_exact_where_probabilities_are_small)
{
    Size s = fresh_size();
    Mat z = steep_logits(s.n, s.classes), p = naive_softmax(&z);
    Mat dp = mat_copy(&p), dz = check_junk(s.n, s.classes);
    for (size_t i = 0; i < s.n; i++) {
        for (size_t c = 0; c < s.classes; c++)
            AT(&dp, i, c) = pow(10, check_uniform(2, 6));
        for (size_t c = 0; c < s.classes; c += 2)
            AT(&dp, i, c) = -1 / AT(&dp, i, c);
        AT(&dp, i, i % s.classes) = check_uniform(0.5, 1);
        AT(&dp, i, (i + 3) % s.classes) = check_uniform(1.5, 2);
    }
    Mat due = naive_backward(&p, &dp, 1, 1);
    check_given("p", &p);
    check_given("dp", &dp);
    softmax_backward(&p, &dp, &dz);
    check_relative("dz", &dz, &due, exact);
}

/* A weighted sum of the probabilities, as a function of the logits. */
typedef struct {
    const Mat *z, *weights;
} Weighted;

static double weighted_sum(void *context)
{
    const Weighted *w = context;
    Mat p = naive_softmax(w->z);
    double sum = 0;
    for (size_t k = 0; k < mat_size(&p); k++)
        sum += p.data[k] * w->weights->data[k];
    mat_free(&p);
    return sum;
}

Test(softmax_backward, verified_by_central_differences)
{
    Mat z = check_random(4, 7, -2, 2), p = naive_softmax(&z);
    Mat dp = check_random(4, 7, -2, 2), dz = check_junk(4, 7);
    softmax_backward(&p, &dp, &dz);
    GradCheck worst =
        gradcheck_all(weighted_sum, &(Weighted){&z, &dp}, &z, &dz, 1e-5);
    check_that(worst.error < 1e-4,
               "the gradient differs from the central difference",
               "row %zu, column %zu: came %.9g, the difference is %.9g",
               worst.row, worst.col, worst.given, worst.numeric);
}

Test(softmax_backward, gives_zero_when_all_classes_gain_alike)
{
    Mat p = random_probabilities(3, 6), dp = mat_new(3, 6);
    Mat dz = check_junk(3, 6), zero = mat_new(3, 6);
    mat_fill(&dp, check_uniform(1, 3));
    check_given("p", &p);
    check_given("dp", &dp);
    softmax_backward(&p, &dp, &dz);
    check_mat("dz for an upstream gradient that is the same everywhere", &dz,
              &zero, tiny);
}

Test(softmax_backward, may_write_over_dp)
{
    Mat p = random_probabilities(4, 6), dp = check_random(4, 6, -2, 2);
    Mat due = naive_backward(&p, &dp, 1, 1), dz = check_junk(4, 6);
    softmax_backward(&p, &dp, &dz);
    check_mat("dz", &dz, &due, exact);
    check_given("p", &p);
    softmax_backward(&p, &dp, &dp);
    suspect_alias(&dp);
    check_mat("dz, written over dp", &dp, &due, exact);
}

Test(softmax_backward, takes_any_number_of_samples_and_classes)
{
    for (size_t i = 0; i < SIZES; i++) {
        Size s = size_of_call(i);
        Mat p = random_probabilities(s.n, s.classes);
        Mat dp = check_random(s.n, s.classes, -2, 2);
        Mat dz = check_junk(s.n, s.classes), due = mat_copy(&p);
        for (size_t k = 0; k < s.n; k++) {
            double mean = 0;
            for (size_t c = 0; c < s.classes; c++)
                mean += AT(&p, k, c) * AT(&dp, k, c);
            for (size_t c = 0; c < s.classes; c++)
                AT(&due, k, c) *= AT(&dp, k, c) - mean;
        }
        softmax_backward(&p, &dp, &dz);
        check_mat("dz of a batch of another size", &dz, &due, exact);
    }
}

Test(softmax_backward, leaves_dz_alone_when_the_shapes_differ)
{
    Mat p = random_probabilities(3, 4), dp = check_random(3, 5, -1, 1);
    Mat dz = check_random(3, 4, -1, 1), before = mat_copy(&dz);
    softmax_backward(&p, &dp, &dz);
    check_shape_error("3 x 4", "3 x 5");
    check_mat("dz after a shape error", &dz, &before, 0);
    dp = check_random(3, 4, -1, 1);
    dz = check_random(4, 3, -1, 1);
    before = mat_copy(&dz);
    softmax_backward(&p, &dp, &dz);
    check_shape_error("3 x 4", "4 x 3");
    check_mat("dz after a shape error", &dz, &before, 0);
}
