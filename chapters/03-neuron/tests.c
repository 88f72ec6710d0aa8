/* Checks of chapter 3. What is due is computed here sample by sample, from
 * the definitions, never by the code under test. */
#include "check.h"
#include "gradcheck.h"
#include "neuron.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* How far a gradient, times N, may be off, however its formula is written:
 * the worst of the right ones that we know is off by 3e-16. Measured slopes
 * miss it, at any step and extrapolated, too: the best that doubles give is
 * 2e-15. */
static const double rounding = 1e-15;

/* The definitions */

static double naive_bce(double p, double y)
{
    return y > 0.5 ? -log(p) : -log(1 - p);
}

static double naive_sigmoid(double z)
{
    return (double)(1 / (1 + expl(-(long double)z)));
}

static double mean_bce(const Mat *p, const Mat *y)
{
    double sum = 0;
    for (size_t i = 0; i < p->rows; i++)
        sum += naive_bce(p->data[i], y->data[i]);
    return sum / (double)p->rows;
}

/* dL/dp, 1/N included. */
static Mat naive_dp(const Mat *p, const Mat *y)
{
    Mat dp = mat_copy(p);
    for (size_t i = 0; i < p->rows; i++) {
        long double pi = p->data[i];
        dp.data[i] = (real)((pi - y->data[i]) / (pi * (1 - pi) * p->rows));
    }
    return dp;
}

static Mat naive_probabilities(const Mat *z)
{
    Mat p = mat_copy(z);
    for (size_t i = 0; i < mat_size(z); i++)
        p.data[i] = naive_sigmoid(z->data[i]);
    return p;
}

/* dL/dz, 1/N included. */
static Mat naive_dz(const Mat *z, const Mat *y)
{
    Mat dz = mat_copy(z);
    for (size_t i = 0; i < z->rows; i++) {
        long double p = 1 / (1 + expl(-(long double)z->data[i]));
        dz.data[i] = (real)((p - y->data[i]) / z->rows);
    }
    return dz;
}

static Mat naive_logits(const Mat *x, const Mat *w, double bias)
{
    Mat z = mat_new(x->rows, 1);
    for (size_t i = 0; i < x->rows; i++) {
        z.data[i] = bias;
        for (size_t j = 0; j < x->cols; j++)
            z.data[i] += AT(x, i, j) * w->data[j];
    }
    return z;
}

static double naive_loss(const Mat *x, const Mat *y, const Mat *w,
                         double bias)
{
    Mat z = naive_logits(x, w, bias), p = naive_probabilities(&z);
    double loss = mean_bce(&p, y);
    mat_free(&z);
    mat_free(&p);
    return loss;
}

/* Inputs */

/* Labels of which at least one is 0 and, from two samples on, one is 1. */
static Mat random_labels(size_t n)
{
    Mat y = mat_new(n, 1);
    for (size_t i = 0; i < n; i++)
        y.data[i] = check_uniform(0, 1) < 0.5;
    size_t at = check_size(0, n - 1);
    y.data[at] = 0;
    if (n > 1)
        y.data[(at + 1) % n] = 1;
    return y;
}

static Mat scaled(const Mat *m, double factor)
{
    Mat s = mat_copy(m);
    for (size_t i = 0; i < mat_size(m); i++)
        s.data[i] *= factor;
    return s;
}

/* A matrix of one number. */
static Mat single(double value)
{
    return mat_of(1, 1, &value);
}

/* Suspects. Each text outlives the test, whose process ends with it. */

static const char *with_n(const char *format, size_t n)
{
    char *text = malloc(400);
    snprintf(text, 400, format, n, n);
    return text;
}

static void suspect_bases(void)
{
    check_suspect_factor(1 / log(10), "this is the decimal logarithm: the "
                                      "natural one is log() in C, log10() "
                                      "is another");
    check_suspect_factor(1 / log(2), "this is the logarithm to base 2: the "
                                     "natural one is log() in C, log2() is "
                                     "another");
}

static void suspect_loss_scales(size_t n)
{
    check_suspect_factor(0.5, "half of what is due: a half belongs to some "
                              "squared errors, not to this loss");
    check_suspect_factor(-1, "the minus sign in front of the sum is missing: "
                             "logarithms of probabilities are negative, a "
                             "loss is not");
    check_suspect_factor(
        (double)n,
        with_n("your loss is %zu times the due one: %zu is the batch size, "
               "so the division by the batch size is missing",
               n));
    check_suspect_factor(1 / (double)n,
                         with_n("the sum is divided by the batch size, %zu, "
                                "twice: once makes the mean",
                                n));
    suspect_bases();
}

static void suspect_gradient_scales(size_t n)
{
    check_suspect_factor(-1, "the sign is the other way round: the gradient "
                             "points to where the loss grows, so a "
                             "prediction above its label gives a positive "
                             "one");
    check_suspect_factor(
        (double)n,
        with_n("your gradient is %zu times the due one: %zu is the batch "
               "size, so the division by the batch size is missing",
               n));
    check_suspect_factor(1 / (double)n,
                         with_n("the gradient is divided by the batch size, "
                                "%zu, twice: the mean does it once",
                                n));
}

/* More samples than fit into a small buffer of the student's own. */
static size_t many(void)
{
    return check_size(1030, 1200);
}

/* Sizes of batches that follow each other in one process, so that nothing is
 * kept of the size before. */
enum { SIZES = 5 };

static void odd_sizes(size_t sizes[SIZES])
{
    const size_t some[SIZES] = {3, many(), 1, 17, 2};
    memcpy(sizes, some, sizeof some);
}

static const char one_over_n[] =
    "0 times something: in C, 1 / N is 0 when both are integers; 1.0 / N and "
    "1 / (double)N are not";

/* bce_loss */

/* [region table] */
static const double sheet_y[] = {1, 0, 1, 0, 0};
static const double sheet_p[] = {.676255, .39111, .332814, .598309, .186734};
static const double sheet_loss[] = {.391186, .496117, 1.100172, .912072,
                                    .206697};
static const double sheet_dp[] = {-1.478733, 1.642332, -3.004682, 2.489474,
                                  1.22961};
/* [end] */

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

/* Two that differ, in one number or in both; and two that are alike but no
 * columns. */
typedef struct {
    size_t rows[2], cols[2];
    const char *one, *other;
} Unfit;

static const Unfit unfit[] = {{{3, 4}, {1, 1}, "3 x 1", "4 x 1"},
                              {{4, 1}, {1, 4}, "4 x 1", "1 x 4"},
                              {{3, 3}, {1, 2}, "3 x 1", "3 x 2"},
                              {{3, 3}, {2, 2}, "3 x 2", "3 x 1"}};
enum { UNFIT = sizeof unfit / sizeof *unfit };

/* What a loss of two columns owes when they are none. */
static void minds_columns(double (*loss)(const Mat *, const Mat *))
{
    for (size_t i = 0; i < UNFIT; i++) {
        const Unfit *u = &unfit[i];
        Mat a = check_random(u->rows[0], u->cols[0], 0.2, 0.8);
        Mat y = mat_new(u->rows[1], u->cols[1]);
        double came = loss(&a, &y);
        check_shape_error(u->one, u->other);
        check_that(isnan(came), "a shape error has to return NaN", "came %g",
                   came);
    }
}

/* The same for a gradient, whose output may be the one that does not fit. */
static void minds_columns_and_output(void (*grad)(const Mat *, const Mat *,
                                                  Mat *))
{
    for (size_t i = 0; i < UNFIT; i++) {
        const Unfit *u = &unfit[i];
        Mat a = check_random(u->rows[0], u->cols[0], 0.2, 0.8);
        Mat y = mat_new(u->rows[1], u->cols[1]), fit = mat_new(a.rows, 1);
        Mat out = check_junk(a.rows, a.cols), before = mat_copy(&out);
        grad(&a, &y, &out);
        check_shape_error(u->one, u->other);
        check_mat("the gradient after a shape error", &out, &before, 0);
        if (u->cols[0] != 1)
            continue;
        Mat wrong = check_junk(u->rows[1], u->cols[1]);
        before = mat_copy(&wrong);
        grad(&a, &fit, &wrong);
        check_shape_error(u->one, u->other);
        check_mat("the gradient after a shape error", &wrong, &before, 0);
    }
}

Test(bce_loss, reports_shapes_that_differ)
{
    minds_columns(bce_loss);
}

/* bce_grad */

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

static bool right_for_one(void (*grad)(const Mat *, const Mat *, Mat *),
                          double at, double due)
{
    Mat one = single(at), label = single(0), came = single(NAN);
    grad(&one, &label, &came);
    return fabs(came.data[0] - due) < 1e-9;
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
    suspect_bases();
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

/* bce_check and neuron_check: a difference check of our own, and the same
 * with one thing wrong. */

typedef enum {
    RIGHT,
    ONE_SIDED,
    NO_HALF,
    ABSOLUTE,
    MEAN,
    FIRST,
    LAST,
    KEPT,
    SQUARED,
    FAULTS
} Fault;

static const char *const fault_causes[FAULTS] = {
    [ONE_SIDED] = "the difference is one-sided: it has to be taken between "
                  "x + eps and x - eps",
    [NO_HALF] = "the difference is divided by eps: from x - eps to x + eps "
                "the distance is 2 eps",
    [ABSOLUTE] = "this is the absolute error: gradcheck_error() divides by "
                 "the sizes of the two numbers",
    [MEAN] = "this is the mean of the errors: the greatest one is asked for",
    [FIRST] = "only the first entry is compared",
    [LAST] = "this is the error of the last entry: the greatest one is "
             "asked for",
    [KEPT] = "an entry that was moved is not put back before the next one "
             "is tried",
    [SQUARED] = "the error is squared",
};

/* The loss under check, as a function of what is moved. */
typedef struct {
    Mat *moved;
    const Mat *y, *w; /* w is NULL for bce */
    double bias;
} Loss;

static double loss_of(const Loss *l)
{
    return l->w ? naive_loss(l->moved, l->y, l->w, l->bias)
                : mean_bce(l->moved, l->y);
}

static double slope_of(const Loss *l, size_t at, double eps, Fault fault)
{
    double before = l->moved->data[at], here = loss_of(l);
    l->moved->data[at] = before + eps;
    double above = loss_of(l);
    l->moved->data[at] = before - eps;
    double below = loss_of(l);
    if (fault != KEPT)
        l->moved->data[at] = before;
    return fault == ONE_SIDED ? (above - here) / eps
           : fault == NO_HALF ? (above - below) / eps
                              : (above - below) / (2 * eps);
}

static double due_error(const Loss *l, const Mat *given, double eps,
                        Fault fault)
{
    double worst = 0, sum = 0, error = 0;
    size_t count = fault == FIRST ? 1 : mat_size(given);
    for (size_t at = 0; at < count; at++) {
        double slope = slope_of(l, at, eps, fault);
        error = fault == ABSOLUTE ? fabs(slope - given->data[at])
                                  : gradcheck_error(slope, given->data[at]);
        if (fault == SQUARED)
            error *= error;
        sum += error;
        worst = fmax(worst, error);
    }
    return fault == MEAN   ? sum / (double)count
           : fault == LAST ? error
                           : worst;
}

/* The error that is due, and as suspects what each fault would give. */
static double expect_error(const Mat *x, const Mat *y, const Mat *w,
                           double bias, const Mat *given, double eps)
{
    double due = 0;
    for (Fault fault = RIGHT; fault < FAULTS; fault++) {
        Mat moved = mat_copy(x);
        double error =
            due_error(&(Loss){&moved, y, w, bias}, given, eps, fault);
        if (fault == RIGHT)
            due = error;
        else
            check_suspect_num(error, fault_causes[fault]);
        mat_free(&moved);
    }
    return due;
}

/* Each entry off by a factor of its own. */
static Mat tampered(const Mat *m)
{
    Mat t = mat_copy(m);
    for (size_t i = 0; i < mat_size(m); i++)
        t.data[i] *= check_uniform(0.5, 1.6);
    return t;
}

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

/* logits_loss */

/* What the usual slips make of the stable form. */
static void suspect_stable_form(const Mat *z, const Mat *y)
{
    double plus = 0, no_max = 0, no_log = 0, opposite = 0, twice = 0;
    double no_sign = 0, squares = 0;
    double n = (double)z->rows;
    for (size_t i = 0; i < z->rows; i++) {
        double zi = z->data[i], yi = y->data[i], p = naive_sigmoid(zi);
        double rest = log1p(exp(-fabs(zi)));
        plus += (fmax(zi, 0) + zi * yi + rest) / n;
        no_max += (-zi * yi + rest) / n;
        no_sign += (fmax(zi, 0) - zi * yi + log1p(exp(fabs(zi)))) / n;
        no_log += (fmax(zi, 0) - zi * yi) / n;
        squares += (p - yi) * (p - yi) / n;
        opposite += naive_bce(p, 1 - yi) / n;
        twice += naive_bce(naive_sigmoid(p), yi) / n;
    }
    check_suspect_num(plus, "z y is added, it has to be subtracted");
    check_suspect_num(no_max, "the part max(z, 0) is missing");
    check_suspect_num(no_sign, "the exponent has to be -|z|, which is never "
                               "above 0");
    check_suspect_num(no_log, "the part with the logarithm is missing");
    check_suspect_num(opposite, "the labels are taken the other way round");
    check_suspect_num(twice, "the sigmoid is applied twice");
    check_suspect_num(squares, "this is the squared error");
}

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

/* The cause is told if it is the size of the logit that does it. */
static _Noreturn void overflow(const char *message, bool fine_nearby)
{
    check_fail(message,
               fine_nearby
                   ? "an exponential overflows, or the probability has "
                     "become exactly 0 or 1 before it is used in a logarithm "
                     "or a division: use the form that needs neither"
                   : NULL,
               NULL);
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

/* logits_grad */

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
    suspect_bases();
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

/* neuron_loss, neuron_grad, neuron_check */

typedef struct {
    Mat x, y, w, b;
} Model;

static Model random_model(size_t n, size_t d)
{
    Model m = {.x = check_random(n, d, -2, 2), .y = random_labels(n)};
    m.w = check_random(d, 1, -1.5, 1.5);
    m.b = check_random(1, 1, 0.3, 1.2);
    return m;
}

/* Many features, whose logits are as large as those of few. */
static Model wide_model(void)
{
    Model m = random_model(3, many());
    for (size_t j = 0; j < m.w.rows; j++)
        m.w.data[j] *= 0.03;
    return m;
}

/* Features from 1e-6 to 1e6 with weights that go with them, so that logits
 * are as large as ever; `sizes` receives each feature's, a power of 2. */
static Model uneven_model(Mat *sizes)
{
    Model m = random_model(check_size(3, 9), 7);
    *sizes = mat_new(7, 1);
    for (size_t j = 0; j < 7; j++) {
        double size = ldexp(1, (int)check_size(0, 40) - 20);
        sizes->data[j] = size;
        m.w.data[j] /= size;
        for (size_t i = 0; i < m.x.rows; i++)
            AT(&m.x, i, j) *= size;
    }
    return m;
}

/* Models of which one part does not fit the others. */
typedef struct {
    size_t y[2], w[2], b[2];
    const char *one, *other;
} UnfitModel;

/* x is 4 x 3 */
static const UnfitModel unfit_models[] = {
    {{3, 1}, {3, 1}, {1, 1}, "4 x 1", "3 x 1"},
    {{4, 2}, {3, 1}, {1, 1}, "4 x 1", "4 x 2"},
    {{4, 1}, {2, 1}, {1, 1}, "3 x 1", "2 x 1"},
    {{4, 1}, {3, 2}, {1, 1}, "3 x 1", "3 x 2"},
    {{4, 1}, {3, 1}, {2, 1}, "1 x 1", "2 x 1"},
    {{4, 1}, {3, 1}, {1, 3}, "1 x 1", "1 x 3"},
};
enum { UNFIT_MODELS = sizeof unfit_models / sizeof *unfit_models };

static Model unfit_model(size_t i)
{
    const UnfitModel *u = &unfit_models[i];
    return (Model){check_random(4, 3, -1, 1), mat_new(u->y[0], u->y[1]),
                   check_random(u->w[0], u->w[1], -1, 1),
                   check_random(u->b[0], u->b[1], -1, 1)};
}

static void reports_unfit(size_t i)
{
    check_shape_error(unfit_models[i].one, unfit_models[i].other);
}

static void model_given(const Model *m)
{
    check_given("x", &m->x);
    check_given("y", &m->y);
    check_given("w", &m->w);
    check_given("b", &m->b);
}

/* [region neurons] */
static const double sheet_w[] = {-1.423825, 1.263728, -.870662, -.259173,
                                 -.075343};
static const double sheet_b = -.740885;
static const double sheet_x[2][5] = {
    {.598309, .186734, .672756, .941803, .248246},
    {.227336, .316758, .797365, .676255, .39111}};
static const double sheet_neuron_loss[] = {2.309880, 1.753416};
static const double sheet_dx[2][5] = {
    {1.282477, -1.138274, .784228, .233444, .067864},
    {1.177245, -1.044874, .719879, .214289, .062295}};
/* [end] */

static Model sheet_model(size_t sample)
{
    return (Model){mat_of(1, 5, sheet_x[sample]), single(1),
                   mat_of(5, 1, sheet_w), single(sheet_b)};
}

Test(neuron_loss, agrees_with_the_table_in_the_chapter)
{
    for (size_t i = 0; i < 2; i++) {
        Model m = sheet_model(i);
        model_given(&m);
        check_num("the loss", neuron_loss(&m.x, &m.y, &m.w, &m.b),
                  sheet_neuron_loss[i], 1e-4);
    }
}

Test(neuron_loss, agrees_with_the_formula_on_fresh_batches)
{
    size_t n = check_size(3, 9), d = check_size(2, 6);
    Model m = random_model(n, d);
    double bias = m.b.data[0];
    Mat z = naive_logits(&m.x, &m.w, bias);
    model_given(&m);
    suspect_loss_scales(n);
    suspect_stable_form(&z, &m.y);
    check_suspect_num(naive_loss(&m.x, &m.y, &m.w, 0), "the bias is missing");
    check_suspect_num(naive_loss(&m.x, &m.y, &m.w, -bias),
                      "the bias is subtracted");
    check_suspect_num(naive_loss(&m.x, &m.y, &m.w, bias * (double)d),
                      "the bias is added once for each feature");
    Mat sideways = mat_copy(&m.x);
    for (size_t i = 0; i < n; i++)
        for (size_t j = 0; j < d; j++)
            AT(&sideways, i, j) = m.x.data[j * n + i];
    check_suspect_num(naive_loss(&sideways, &m.y, &m.w, bias),
                      "x is read column by column: element (i, j) of a "
                      "matrix is data[i * cols + j]");
    check_num("the loss", neuron_loss(&m.x, &m.y, &m.w, &m.b),
              naive_loss(&m.x, &m.y, &m.w, bias), 1e-12);
}

Test(neuron_loss, is_finite_where_the_sigmoid_saturates)
{
    double far = check_uniform(50, 400);
    Mat x = mat_of(2, 1, (double[]){far, -far}), y = mat_new(2, 1);
    Mat w = single(3), b = single(0);
    y.data[1] = 1;
    double loss = neuron_loss(&x, &y, &w, &b);
    Mat small = scaled(&x, 0.001);
    if (!isfinite(loss))
        overflow("the loss of a finite logit is not finite",
                 isfinite(neuron_loss(&small, &y, &w, &b)));
    check_num("the loss of large logits", loss, 3 * far, 1e-9);
}

/* One after the other in one process: nothing is kept of the size before. */
static Model sized_model(size_t i)
{
    return i == 0   ? random_model(4, 3)
           : i == 1 ? random_model(many(), 3)
           : i == 2 ? wide_model()
           : i == 3 ? random_model(1, 1)
                    : random_model(7, 5);
}

Test(neuron_loss, takes_models_of_every_size)
{
    for (size_t i = 0; i < SIZES; i++) {
        Model m = sized_model(i);
        check_num("the loss of a model of another size",
                  neuron_loss(&m.x, &m.y, &m.w, &m.b),
                  naive_loss(&m.x, &m.y, &m.w, m.b.data[0]), 1e-12);
    }
}

Test(neuron_loss, is_zero_for_an_empty_batch)
{
    Mat x = mat_new(0, 3), y = mat_new(0, 1);
    Mat w = check_random(3, 1, -1, 1), b = single(1);
    check_num("the loss of no samples", neuron_loss(&x, &y, &w, &b), 0, 0);
    check_no_shape_error();
}

Test(neuron_loss, reports_shapes_that_differ)
{
    for (size_t i = 0; i < UNFIT_MODELS; i++) {
        Model m = unfit_model(i);
        double loss = neuron_loss(&m.x, &m.y, &m.w, &m.b);
        reports_unfit(i);
        check_that(isnan(loss), "a shape error has to return NaN", "came %g",
                   loss);
    }
}

/* The gradients of a model, from dL/dz, which may be a wrong one. */
typedef struct {
    Mat dx, dw, db;
} Gradients;

static Gradients gradients_from(const Model *m, const Mat *dz)
{
    Gradients g = {mat_copy(&m->x), mat_new(m->x.cols, 1), mat_new(1, 1)};
    for (size_t i = 0; i < m->x.rows; i++) {
        for (size_t j = 0; j < m->x.cols; j++) {
            AT(&g.dx, i, j) = dz->data[i] * m->w.data[j];
            g.dw.data[j] += dz->data[i] * AT(&m->x, i, j);
        }
        g.db.data[0] += dz->data[i];
    }
    return g;
}

static Gradients junk_gradients(const Model *m)
{
    return (Gradients){check_junk(m->x.rows, m->x.cols),
                       check_junk(m->x.cols, 1), check_junk(1, 1)};
}

static void run_neuron_grad(const Model *m, Gradients *g)
{
    neuron_grad(&m->x, &m->y, &m->w, &m->b, &g->dx, &g->dw, &g->db);
}

Test(neuron_grad, agrees_with_the_table_in_the_chapter)
{
    for (size_t i = 0; i < 2; i++) {
        Model m = sheet_model(i);
        Gradients g = junk_gradients(&m);
        Mat due = mat_of(1, 5, sheet_dx[i]);
        model_given(&m);
        run_neuron_grad(&m, &g);
        check_mat("dL/dx", &g.dx, &due, 1e-4);
    }
}

/* A logit is a sum, in any order: of the right ways that we know, the worst
 * is off by 5e-16. */
static const double few_sums = 3e-15;

/* What is wrong with dL/dz shows in all three gradients. */
typedef enum { AGAIN, DIRECT, RAW, NO_BIAS, DZ_FAULTS } DzFault;

static const char *const dz_causes[DZ_FAULTS] = {
    [AGAIN] = "the sigmoid's slope p (1 - p) is multiplied in once more: it "
              "is in p - y already",
    [DIRECT] = "this starts from the gradient with respect to the "
               "probability: the sigmoid's slope p (1 - p) is missing",
    [RAW] = "the label is subtracted from the logit: it has to be "
            "subtracted from the probability",
    [NO_BIAS] = "the bias is missing on the way forward",
};

static Gradients wrong_gradients(const Model *m, DzFault fault)
{
    double bias = fault == NO_BIAS ? 0 : m->b.data[0];
    Mat z = naive_logits(&m->x, &m->w, bias), dz = naive_dz(&z, &m->y);
    for (size_t i = 0; i < z.rows; i++) {
        double p = naive_sigmoid(z.data[i]), slope = p * (1 - p);
        if (fault == AGAIN)
            dz.data[i] *= slope;
        if (fault == DIRECT)
            dz.data[i] /= slope;
        if (fault == RAW)
            dz.data[i] = (z.data[i] - m->y.data[i]) / (double)z.rows;
    }
    return gradients_from(m, &dz);
}

static Mat naive_model_dz(const Model *m)
{
    Mat z = naive_logits(&m->x, &m->w, m->b.data[0]);
    return naive_dz(&z, &m->y);
}

/* n samples, divided by d features? */
static void suspect_features(size_t n, size_t d)
{
    check_suspect_factor((double)n / (double)d,
                         "the division is by the number of features: the "
                         "mean is over the samples");
}

Test(neuron_grad, agrees_with_the_formula_for_the_samples)
{
    size_t n = check_size(3, 9), d = check_size(2, 6);
    Model m = random_model(n, d);
    Mat dz = naive_model_dz(&m), spread = mat_copy(&m.x);
    Gradients g = junk_gradients(&m), due = gradients_from(&m, &dz);
    for (size_t k = 0; k < mat_size(&spread); k++)
        spread.data[k] = dz.data[k / d];
    run_neuron_grad(&m, &g);
    model_given(&m);
    suspect_gradient_scales(n);
    suspect_features(n, d);
    for (DzFault f = 0; f < DZ_FAULTS; f++)
        check_suspect(&(Mat){n, d, wrong_gradients(&m, f).dx.data},
                      dz_causes[f]);
    check_suspect(&spread, "dL/dz is copied into each column: it has to be "
                           "multiplied by the weight of that column");
    check_mat("dL/dx", &g.dx, &due.dx, few_sums / (double)n);
}

Test(neuron_grad, agrees_with_the_formula_for_the_weights)
{
    size_t n = check_size(3, 9), d = check_size(2, 6);
    Model m = random_model(n, d);
    Mat dz = naive_model_dz(&m), last = mat_new(d, 1), bare = mat_new(d, 1);
    Gradients g = junk_gradients(&m), due = gradients_from(&m, &dz);
    for (size_t j = 0; j < d; j++) {
        last.data[j] = dz.data[n - 1] * AT(&m.x, n - 1, j);
        bare.data[j] = due.db.data[0];
    }
    run_neuron_grad(&m, &g);
    model_given(&m);
    suspect_gradient_scales(n);
    suspect_features(n, d);
    for (DzFault f = 0; f < DZ_FAULTS; f++)
        check_suspect(&(Mat){d, 1, wrong_gradients(&m, f).dw.data},
                      dz_causes[f]);
    check_suspect(&last, "only the last sample counts: the samples' parts "
                         "have to be added up");
    check_suspect(&bare, "dL/dz is not multiplied by the inputs");
    check_mat("dL/dw", &g.dw, &due.dw, few_sums);
}

Test(neuron_grad, agrees_with_the_formula_for_the_bias)
{
    size_t n = check_size(3, 9), d = check_size(2, 6);
    Model m = random_model(n, d);
    Mat dz = naive_model_dz(&m);
    Gradients g = junk_gradients(&m), due = gradients_from(&m, &dz);
    run_neuron_grad(&m, &g);
    model_given(&m);
    suspect_gradient_scales(n);
    for (DzFault f = 0; f < DZ_FAULTS; f++)
        check_suspect_num(wrong_gradients(&m, f).db.data[0], dz_causes[f]);
    check_suspect_num(dz.data[n - 1], "only the last sample counts: the "
                                      "samples' parts have to be added up");
    check_suspect_num(dz.data[0], "only the first sample counts: the "
                                  "samples' parts have to be added up");
    check_suspect_num(1, "dz/db is 1, dL/db is the sum of dL/dz");
    check_num("dL/db", g.db.data[0], due.db.data[0], few_sums);
}

/* `there` plus the gradient: what code that adds would leave. */
static Mat added(const Mat *there, const Mat *gradient)
{
    Mat sum = mat_copy(there);
    mat_add_scaled(1, gradient, &sum);
    return sum;
}

Test(neuron_grad, takes_models_of_every_size)
{
    for (size_t i = 0; i < SIZES; i++) {
        Model m = sized_model(i);
        Mat dz = naive_model_dz(&m);
        Gradients due = gradients_from(&m, &dz), g = junk_gradients(&m);
        run_neuron_grad(&m, &g);
        check_mat("dL/dx of a model of another size", &g.dx, &due.dx, 1e-13);
        check_mat("dL/dw of a model of another size", &g.dw, &due.dw, 1e-13);
        check_mat("dL/db of a model of another size", &g.db, &due.db, 1e-13);
    }
}

/* Gradients as if all features were of the same size: a power of 2 changes no
 * digit. */
static void even_out(Gradients *g, const Mat *sizes)
{
    for (size_t j = 0; j < sizes->rows; j++) {
        g->dw.data[j] /= sizes->data[j];
        for (size_t i = 0; i < g->dx.rows; i++)
            AT(&g->dx, i, j) *= sizes->data[j];
    }
}

Test(neuron_grad, takes_features_of_every_size)
{
    Mat sizes;
    Model m = uneven_model(&sizes);
    Mat dz = naive_model_dz(&m);
    Gradients due = gradients_from(&m, &dz), g = junk_gradients(&m);
    double n = (double)m.x.rows;
    run_neuron_grad(&m, &g);
    even_out(&g, &sizes);
    even_out(&due, &sizes);
    check_mat("dL/dx times the features' sizes", &g.dx, &due.dx,
              few_sums / n);
    check_mat("dL/dw over the features' sizes", &g.dw, &due.dw, few_sums);
    check_mat("dL/db", &g.db, &due.db, few_sums);
}

Test(neuron_grad, overwrites_what_was_there)
{
    static const char *cause = "the gradient is added to what stood there: "
                               "it has to replace it";
    Model m = random_model(5, 3);
    Mat dz = naive_model_dz(&m);
    Gradients due = gradients_from(&m, &dz);
    Gradients g = {check_random(5, 3, -1, 1), check_random(3, 1, -1, 1),
                   check_random(1, 1, -1, 1)};
    Gradients sums = {added(&g.dx, &due.dx), added(&g.dw, &due.dw),
                      added(&g.db, &due.db)};
    run_neuron_grad(&m, &g);
    check_suspect(&sums.dx, cause);
    check_mat("dL/dx", &g.dx, &due.dx, 1e-12);
    check_suspect(&sums.dw, cause);
    check_mat("dL/dw", &g.dw, &due.dw, 1e-12);
    check_suspect(&sums.db, cause);
    check_mat("dL/db", &g.db, &due.db, 1e-12);
}

Test(neuron_grad, is_exact_where_the_sigmoid_saturates)
{
    Model m = {mat_of(3, 1, (double[]){400, -400, 400}), mat_new(3, 1),
               single(2), single(0)};
    m.y.data[1] = 1;
    m.y.data[2] = 1;
    Mat dz = mat_of(3, 1, (double[]){1.0 / 3, -1.0 / 3, 0});
    Gradients g = junk_gradients(&m), due = gradients_from(&m, &dz);
    Model small = {scaled(&m.x, 0.001), m.y, m.w, m.b};
    Gradients nearby = junk_gradients(&m);
    run_neuron_grad(&small, &nearby);
    run_neuron_grad(&m, &g);
    if (!isfinite(g.dx.data[0] + g.dx.data[1] + g.dx.data[2]))
        overflow("the gradient at a finite logit is not finite",
                 isfinite(nearby.dx.data[0]));
    check_mat("dL/dx", &g.dx, &due.dx, 1e-12);
    check_mat("dL/dw", &g.dw, &due.dw, 1e-12);
    check_mat("dL/db", &g.db, &due.db, 1e-12);
}

Test(neuron_grad, is_zero_for_an_empty_batch)
{
    Model m = {mat_new(0, 3), mat_new(0, 1), check_random(3, 1, -1, 1),
               single(1)};
    Gradients g = junk_gradients(&m);
    Mat none = mat_new(3, 1);
    run_neuron_grad(&m, &g);
    check_no_shape_error();
    check_mat("dL/dw of no samples", &g.dw, &none, 0);
    check_num("dL/db of no samples", g.db.data[0], 0, 0);
}

static void leaves_alone(const Model *m, Gradients *g)
{
    Gradients before = {mat_copy(&g->dx), mat_copy(&g->dw), mat_copy(&g->db)};
    run_neuron_grad(m, g);
    check_mat("dL/dx after a shape error", &g->dx, &before.dx, 0);
    check_mat("dL/dw after a shape error", &g->dw, &before.dw, 0);
    check_mat("dL/db after a shape error", &g->db, &before.db, 0);
}

Test(neuron_grad, leaves_all_alone_when_the_shapes_differ)
{
    for (size_t i = 0; i < UNFIT_MODELS; i++) {
        Model m = unfit_model(i);
        Gradients g = {check_junk(4, 3), check_junk(m.w.rows, m.w.cols),
                       check_junk(m.b.rows, m.b.cols)};
        leaves_alone(&m, &g);
        reports_unfit(i);
    }
    Model m = random_model(4, 3);
    Gradients wrong[] = {
        {check_junk(3, 4), check_junk(3, 1), check_junk(1, 1)},
        {check_junk(4, 3), check_junk(2, 1), check_junk(1, 1)},
        {check_junk(4, 3), check_junk(3, 1), check_junk(1, 2)}};
    const char *const texts[][2] = {
        {"4 x 3", "3 x 4"}, {"3 x 1", "2 x 1"}, {"1 x 1", "1 x 2"}};
    for (size_t i = 0; i < 3; i++) {
        leaves_alone(&m, &wrong[i]);
        check_shape_error(texts[i][0], texts[i][1]);
    }
}

static double run_neuron_check(const Model *m, const Mat *dx, double eps)
{
    return neuron_check(&m->x, &m->y, &m->w, &m->b, dx, eps);
}

Test(neuron_check, finds_the_right_gradient_right)
{
    Model m = random_model(check_size(3, 5), check_size(2, 4));
    Mat dz = naive_model_dz(&m), before = mat_copy(&m.x);
    Gradients right = gradients_from(&m, &dz);
    double error = run_neuron_check(&m, &right.dx, 1e-5);
    check_that(error >= 0 && error < 1e-6,
               "the right gradient has to be found right", "came %g", error);
    check_mat("x after the check", &m.x, &before, 0);
}

Test(neuron_check, agrees_on_how_wrong_a_gradient_is)
{
    Model m = random_model(check_size(3, 5), check_size(2, 4));
    Mat dz = naive_model_dz(&m);
    Gradients right = gradients_from(&m, &dz);
    Mat dx = tampered(&right.dx);
    double eps = check_uniform(0.01, 0.02);
    model_given(&m);
    check_given_num("eps", eps);
    double due = expect_error(&m.x, &m.y, &m.w, m.b.data[0], &dx, eps);
    check_num("the error", run_neuron_check(&m, &dx, eps), due, 1e-7);
}

Test(neuron_check, does_not_take_nan_for_a_gradient)
{
    Model m = random_model(3, 2);
    Mat dz = naive_model_dz(&m);
    Gradients right = gradients_from(&m, &dz);
    right.dx.data[check_size(0, 5)] = NAN;
    double error = run_neuron_check(&m, &right.dx, 1e-5);
    check_that(isnan(error),
               "a gradient that is not a number has to give an error that "
               "is not a number",
               "came %g; a comparison such as error > worst is false for "
               "NaN",
               error);
}

Test(neuron_check, is_zero_for_an_empty_batch)
{
    Model m = {mat_new(0, 3), mat_new(0, 1), check_random(3, 1, -1, 1),
               single(1)};
    Mat dx = mat_new(0, 3);
    check_num("the error of no samples", run_neuron_check(&m, &dx, 1e-5), 0,
              0);
    check_no_shape_error();
}

Test(neuron_check, tries_each_of_few_and_of_many_entries)
{
    size_t sizes[] = {2, check_size(40, 45), 3};
    for (size_t i = 0; i < 3; i++) {
        Model m = random_model(sizes[i], 2 + i % 2);
        Mat dz = naive_model_dz(&m);
        Gradients right = gradients_from(&m, &dz);
        size_t all = mat_size(&m.x);
        check_that(
            run_neuron_check(&m, &right.dx, 1e-5) < 1e-4,
            "right gradients of many entries are not found to be right",
            "%zu samples", m.x.rows);
        right.dx.data[check_size(all > 100 ? 100 : 0, all - 1)] *= 3;
        check_num("the error when one entry of many is three times too large",
                  run_neuron_check(&m, &right.dx, 1e-5), 0.5, 1e-4);
    }
}

Test(neuron_check, reports_shapes_that_differ)
{
    Mat right = mat_new(4, 3), wrong = mat_new(3, 4);
    for (size_t i = 0; i < UNFIT_MODELS; i++) {
        Model m = unfit_model(i);
        double error = run_neuron_check(&m, &right, 1e-5);
        reports_unfit(i);
        check_that(isnan(error), "a shape error has to return NaN", "came %g",
                   error);
    }
    Model m = random_model(4, 3);
    double error = run_neuron_check(&m, &wrong, 1e-5);
    check_shape_error("4 x 3", "3 x 4");
    check_that(isnan(error), "a shape error has to return NaN", "came %g",
               error);
}

/* neuron_predict */

Test(neuron_predict, agrees_with_the_formula_on_fresh_batches)
{
    size_t n = check_size(3, 9), d = check_size(2, 6);
    Model m = random_model(n, d);
    Mat z = naive_logits(&m.x, &m.w, m.b.data[0]);
    Mat bare = naive_logits(&m.x, &m.w, 0);
    Mat p = check_junk(n, 1), decision = check_junk(n, 1);
    Mat due = naive_probabilities(&z), twice = naive_probabilities(&due);
    Mat unbiased = naive_probabilities(&bare), other = scaled(&due, -1);
    for (size_t i = 0; i < n; i++)
        other.data[i] += 1;
    model_given(&m);
    check_suspect(&z, "this is the logit: the sigmoid is missing");
    check_suspect(&twice, "the sigmoid is applied twice");
    check_suspect(&unbiased, "the bias is missing");
    check_suspect(&other, "this is the probability of the label 0");
    neuron_predict(&m.x, &m.w, &m.b, &p, &decision);
    check_mat("p", &p, &due, 1e-13);
}

/* The first sample's logit is the bias, between 0 and one half. */
Test(neuron_predict, decides_at_one_half)
{
    size_t n = check_size(6, 12), d = check_size(2, 5);
    Model m = random_model(n, d);
    m.b.data[0] = check_uniform(0.1, 0.4);
    for (size_t j = 0; j < d; j++)
        AT(&m.x, 0, j) = 0;
    Mat z = naive_logits(&m.x, &m.w, m.b.data[0]), due = mat_copy(&z);
    Mat half = mat_copy(&z), opposite = mat_copy(&z), p = check_junk(n, 1);
    Mat decision = check_junk(n, 1);
    for (size_t i = 0; i < n; i++) {
        due.data[i] = z.data[i] > 0;
        opposite.data[i] = !(z.data[i] > 0);
        half.data[i] = z.data[i] > 0.5;
    }
    Mat always = mat_new(n, 1), never = mat_new(n, 1);
    Mat probability = naive_probabilities(&z);
    mat_fill(&always, 1);
    model_given(&m);
    check_suspect(&half, "the logit is compared with one half: the "
                         "probability has to be; for a logit the border is "
                         "0");
    check_suspect(&always, "the probability is compared with 0: the border "
                           "is one half");
    check_suspect(&never, "no sample is ever decided to be 1");
    check_suspect(&opposite, "the decision is the other way round");
    check_suspect(&probability, "this is the probability: the decision is "
                                "0 or 1");
    neuron_predict(&m.x, &m.w, &m.b, &p, &decision);
    check_mat("the decision", &decision, &due, 0);
}

Test(neuron_predict, takes_models_of_every_size)
{
    for (size_t i = 0; i < SIZES; i++) {
        Model m = sized_model(i);
        Mat z = naive_logits(&m.x, &m.w, m.b.data[0]);
        Mat due = naive_probabilities(&z), above = mat_copy(&due);
        Mat p = check_junk(z.rows, 1), decision = check_junk(z.rows, 1);
        for (size_t k = 0; k < z.rows; k++)
            above.data[k] = due.data[k] >= 0.5;
        neuron_predict(&m.x, &m.w, &m.b, &p, &decision);
        check_mat("p of a model of another size", &p, &due, 1e-13);
        check_mat("the decisions of a model of another size", &decision,
                  &above, 0);
    }
}

Test(neuron_predict, is_certain_where_the_sigmoid_saturates)
{
    Mat x = mat_of(2, 1, (double[]){900, -900}), w = single(1.5);
    Mat b = single(0), p = check_junk(2, 1), decision = check_junk(2, 1);
    Mat due = mat_of(2, 1, (double[]){1, 0});
    neuron_predict(&x, &w, &b, &p, &decision);
    check_mat("p", &p, &due, 1e-12);
    check_mat("the decision", &decision, &due, 0);
}

Test(neuron_predict, takes_an_empty_batch)
{
    Mat x = mat_new(0, 3), w = check_random(3, 1, -1, 1), b = single(1);
    Mat p = mat_new(0, 1), decision = mat_new(0, 1);
    neuron_predict(&x, &w, &b, &p, &decision);
    check_no_shape_error();
}

static void predicts_nothing(const Model *m, const Mat *p,
                             const Mat *decision)
{
    Mat p_came = mat_copy(p), came = mat_copy(decision);
    neuron_predict(&m->x, &m->w, &m->b, &p_came, &came);
    check_mat("p after a shape error", &p_came, p, 0);
    check_mat("the decision after a shape error", &came, decision, 0);
}

Test(neuron_predict, leaves_both_alone_when_the_shapes_differ)
{
    Mat four = check_junk(4, 1), three = check_junk(3, 1);
    for (size_t i = 2; i < UNFIT_MODELS; i++) { /* the first two are of y */
        Model m = unfit_model(i);
        predicts_nothing(&m, &four, &four);
        reports_unfit(i);
    }
    Model m = random_model(4, 3);
    predicts_nothing(&m, &four, &three);
    check_shape_error("4 x 1", "3 x 1");
    predicts_nothing(&m, &three, &four);
    check_shape_error("4 x 1", "3 x 1");
}

/* neuron_epoch: the epoch written out, and the same with one thing wrong. */

typedef enum {
    EPOCH_RIGHT,
    DROPPED,
    FULL_DIVISOR,
    SUMMED,
    BY_ALL,
    DIVIDED_TWICE,
    UPHILL,
    BIAS_LEFT,
    WEIGHTS_LEFT,
    FILE_ORDER,
    LABELS_ELSEWHERE,
    AT_ONCE,
    SAME_ROWS,
    BIAS_FIRST,
    EPOCH_FAULTS
} EpochFault;

static const char *const epoch_causes[EPOCH_FAULTS] = {
    [DROPPED] = "the last batch, which is smaller, is not used",
    [FULL_DIVISOR] = "the last batch is divided by the full batch size: it "
                     "is smaller, and its mean is over its own samples",
    [SUMMED] = "each step takes the sum over the batch: the division by "
               "the batch size is missing",
    [BY_ALL] = "each step is divided by the number of all samples: it is "
               "the mean over the batch",
    [DIVIDED_TWICE] = "each step is divided by the batch size twice: the "
                      "gradient is a mean already",
    [UPHILL] = "the step goes uphill: w and b have to move against the "
               "gradient",
    [BIAS_LEFT] = "the bias is never changed",
    [WEIGHTS_LEFT] = "the weights are never changed",
    [FILE_ORDER] = "the samples are taken in the order of the file: sample "
                   "number i of the epoch is row order[i]",
    [LABELS_ELSEWHERE] = "a sample's label is not the one in the same row: "
                         "x and y have to be taken in the same order",
    [AT_ONCE] = "all gradients are taken at the weights the epoch began "
                "with: each batch has to start from those the last one left",
    [SAME_ROWS] = "each batch takes the same samples: batch k begins at "
                  "order[k * batch]",
    [BIAS_FIRST] = "the gradient of the weights is taken after the bias has "
                   "moved: both belong to the same point",
};

typedef struct {
    const size_t *order;
    size_t n, batch;
    double rate;
} Plan;

/* dL/dz of one sample, not divided by anything. */
static double pull(const Model *m, const Mat *w, double bias, size_t row,
                   size_t label_row)
{
    double z = bias;
    for (size_t j = 0; j < m->x.cols; j++)
        z += AT(&m->x, row, j) * w->data[j];
    return naive_sigmoid(z) - m->y.data[label_row];
}

static double divisor(const Plan *plan, size_t count, EpochFault fault)
{
    double n = (double)count;
    return fault == SUMMED          ? 1
           : fault == FULL_DIVISOR  ? (double)plan->batch
           : fault == BY_ALL        ? (double)plan->n
           : fault == DIVIDED_TWICE ? n * n
                                    : n;
}

/* Adds the gradients of one batch, at w and bias, to dw and db. */
static void batch_gradient(const Model *m, const Plan *plan, size_t first,
                           size_t count, EpochFault fault, const Mat *w,
                           double bias, Mat *dw, double *db)
{
    for (size_t k = first; k < first + count; k++) {
        size_t place = fault == SAME_ROWS ? k - first : k;
        size_t rows = m->x.rows; /* fewer than the plan has, perhaps */
        size_t row = fault == FILE_ORDER ? place % rows : plan->order[place];
        size_t label = fault == LABELS_ELSEWHERE ? k % rows : row;
        double dz =
            pull(m, w, bias, row, label) / divisor(plan, count, fault);
        for (size_t j = 0; j < dw->rows; j++)
            dw->data[j] += dz * AT(&m->x, row, j);
        *db += dz;
    }
}

/* Moves w and b of `m` by one epoch. */
static void naive_epoch(Model *m, const Plan *plan, EpochFault fault)
{
    Mat start = mat_copy(&m->w);
    double start_bias = m->b.data[0], sign = fault == UPHILL ? -1 : 1;
    for (size_t first = 0; first < plan->n; first += plan->batch) {
        size_t left = plan->n - first;
        size_t count = left < plan->batch ? left : plan->batch;
        if (fault == DROPPED && count < plan->batch)
            break;
        Mat dw = mat_new(m->w.rows, 1), unused = mat_new(m->w.rows, 1);
        double db = 0, again = 0, bias = m->b.data[0];
        bool old = fault == AT_ONCE;
        batch_gradient(m, plan, first, count, fault, old ? &start : &m->w,
                       old ? start_bias : bias, &unused, &db);
        if (fault != BIAS_LEFT)
            m->b.data[0] -= sign * plan->rate * db;
        batch_gradient(m, plan, first, count, fault, old ? &start : &m->w,
                       old                   ? start_bias
                       : fault == BIAS_FIRST ? m->b.data[0]
                                             : bias,
                       &dw, &again);
        if (fault != WEIGHTS_LEFT)
            mat_add_scaled(-sign * plan->rate, &dw, &m->w);
        mat_free(&dw);
        mat_free(&unused);
    }
    mat_free(&start);
}

static size_t *random_order(size_t n)
{
    size_t *order = malloc(n * sizeof *order);
    for (size_t i = 0; i < n; i++)
        order[i] = i;
    do
        rng_shuffle(check_rng(), order, n);
    while (n > 1 && order[0] == 0);
    return order;
}

static Model with_copied_weights(const Model *m)
{
    return (Model){m->x, m->y, mat_copy(&m->w), mat_copy(&m->b)};
}

static Model after(const Model *m, const Plan *plan, EpochFault fault)
{
    Model moved = with_copied_weights(m);
    naive_epoch(&moved, plan, fault);
    return moved;
}

/* Runs one epoch of the student's and compares. */
static void check_epoch(const Model *m, const Plan *plan)
{
    Model got = with_copied_weights(m), due = after(m, plan, EPOCH_RIGHT);
    neuron_epoch(&m->x, &m->y, plan->order, plan->n, plan->batch, plan->rate,
                 &got.w, &got.b);
    check_no_shape_error();
    for (int both = 0; both < 2; both++) {
        check_given_num("samples", (double)plan->n);
        check_given_num("batch", (double)plan->batch);
        check_given_num("rate", plan->rate);
        for (EpochFault f = 1; f < EPOCH_FAULTS; f++) {
            Model wrong = after(m, plan, f);
            check_suspect(both ? &wrong.b : &wrong.w, epoch_causes[f]);
        }
        Plan each = *plan;
        each.batch = 1;
        Model singly = after(m, &each, EPOCH_RIGHT);
        check_suspect(both ? &singly.b : &singly.w,
                      "there is one step for each sample: it is one for "
                      "each batch");
        if (both)
            check_mat("the bias after an epoch", &got.b, &due.b, 1e-9);
        else
            check_mat("the weights after an epoch", &got.w, &due.w, 1e-9);
    }
}

Test(neuron_epoch, makes_one_step_for_each_batch)
{
    size_t batch = check_size(2, 4), n = batch * check_size(2, 4);
    Model m = random_model(n, check_size(2, 5));
    Plan plan = {random_order(n), n, batch, check_uniform(0.2, 1)};
    check_epoch(&m, &plan);
}

Test(neuron_epoch, uses_a_last_batch_that_is_smaller)
{
    size_t batch = check_size(3, 6);
    size_t n = batch * check_size(1, 3) + check_size(1, batch - 1);
    Model m = random_model(n, check_size(2, 5));
    Plan plan = {random_order(n), n, batch, check_uniform(0.2, 1)};
    check_epoch(&m, &plan);
}

Test(neuron_epoch, takes_batches_of_one_and_batches_of_all)
{
    size_t n = check_size(4, 8);
    Model m = random_model(n, check_size(2, 5));
    Plan plan = {random_order(n), n, 1, check_uniform(0.2, 1)};
    check_epoch(&m, &plan);
    plan.batch = n;
    check_epoch(&m, &plan);
    plan.batch = n + check_size(1, 50);
    check_epoch(&m, &plan);
}

Test(neuron_epoch, does_the_same_with_a_large_set)
{
    size_t n = check_size(600, 900);
    Model m = random_model(n, check_size(20, 70));
    Plan plan = {random_order(n), n, 15, check_uniform(0.05, 0.1)};
    check_epoch(&m, &plan);
}

Test(neuron_epoch, visits_only_the_rows_it_is_given)
{
    size_t n = check_size(8, 14);
    Model m = random_model(n, check_size(2, 5));
    Plan plan = {random_order(n), n - 3, 3, check_uniform(0.2, 1)};
    check_epoch(&m, &plan);
}

/* Some twice, some never, and more of them than there are rows. */
Test(neuron_epoch, visits_a_row_as_often_as_it_is_given)
{
    size_t n = check_size(4, 7), more = n + check_size(2, 6);
    Model m = random_model(n, check_size(2, 5));
    size_t *order = calloc(more, sizeof *order);
    for (size_t i = 0; i < more; i++)
        order[i] = check_size(1, n - 1);
    order[more - 1] = order[0];
    Plan plan = {order, more, 3, check_uniform(0.2, 1)};
    check_epoch(&m, &plan);
}

/* One set after the other in one process: nothing is kept of the one before.
 */
Test(neuron_epoch, takes_sets_and_batches_of_every_size)
{
    size_t n[] = {6, many(), 9, many()}, features[] = {4, 3, 7, 5};
    for (size_t i = 0; i < 4; i++) {
        Model m = random_model(n[i], features[i]);
        Plan plan = {random_order(n[i]), n[i], 1 + n[i] / 2,
                     check_uniform(0.2, 1)};
        check_epoch(&m, &plan);
        plan.batch = 7;
        check_epoch(&m, &plan);
    }
}

Test(neuron_epoch, without_samples_changes_nothing)
{
    Model m = random_model(3, 2), got = with_copied_weights(&m);
    size_t none[1] = {0};
    neuron_epoch(&m.x, &m.y, none, 0, 4, 0.5, &got.w, &got.b);
    check_no_shape_error();
    check_mat("the weights", &got.w, &m.w, 0);
    check_mat("the bias", &got.b, &m.b, 0);
}

Test(neuron_epoch, leaves_both_alone_when_the_shapes_differ)
{
    const size_t order[] = {3, 1, 2, 0};
    for (size_t i = 0; i < UNFIT_MODELS; i++) {
        Model m = unfit_model(i), got = with_copied_weights(&m);
        neuron_epoch(&m.x, &m.y, order, 4, 2, 0.5, &got.w, &got.b);
        reports_unfit(i);
        check_mat("the weights after a shape error", &got.w, &m.w, 0);
        check_mat("the bias after a shape error", &got.b, &m.b, 0);
    }
}
