/* Checks of chapter 6. What is due is computed here, entry by entry, from
 * the definitions, never by the code under test. */
#include "check.h"
#include "evaluate.h"
#include "gradcheck.h"
#include "mnist.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const double tiny = 1e-9; /* what rounding may do */
/* Formulas of a few terms; measured slopes are ten times less exact. */
static const double exact = 1e-12;

/* The definitions */

static double row_max(const Mat *z, size_t i)
{
    double most = -INFINITY;
    for (size_t c = 0; c < z->cols; c++)
        most = fmax(most, AT(z, i, c));
    return most;
}

/* exp(z - shift) over its sum, row by row; NaN in `shift` stands for the
 * maximum of the row. */
static Mat shifted_softmax(const Mat *z, double shift)
{
    Mat p = mat_new(z->rows, z->cols);
    for (size_t i = 0; i < z->rows; i++) {
        double sum = 0, by = isnan(shift) ? row_max(z, i) : shift;
        for (size_t c = 0; c < z->cols; c++)
            sum += exp(AT(z, i, c) - by);
        for (size_t c = 0; c < z->cols; c++)
            AT(&p, i, c) = exp(AT(z, i, c) - by) / sum;
    }
    return p;
}

static Mat naive_softmax(const Mat *z)
{
    return shifted_softmax(z, NAN);
}

static size_t label_of(const Mat *t, size_t i)
{
    size_t c = 0;
    while (c + 1 < t->cols && AT(t, i, c) == 0)
        c++;
    return c;
}

/* The mean of -log p of the right classes. */
static double naive_loss(const Mat *p, const Mat *t)
{
    double sum = 0;
    for (size_t i = 0; i < p->rows; i++)
        sum -= log(AT(p, i, label_of(t, i)));
    return sum / (double)p->rows;
}

static Mat one_hot_of(const Mat *labels, size_t classes)
{
    Mat t = mat_new(labels->rows, classes);
    for (size_t i = 0; i < t.rows; i++)
        AT(&t, i, (size_t)labels->data[i]) = 1;
    return t;
}

static Mat naive_grad(const Mat *z, const Mat *t)
{
    Mat dz = naive_softmax(z);
    for (size_t k = 0; k < mat_size(z); k++)
        dz.data[k] = (dz.data[k] - t->data[k]) / (double)z->rows;
    return dz;
}

static double sigma(double z)
{
    return 1 / (1 + exp(-z));
}

/* Inputs */

static Mat scaled(const Mat *m, double factor)
{
    Mat s = mat_copy(m);
    for (size_t i = 0; i < mat_size(m); i++)
        s.data[i] *= factor;
    return s;
}

/* Labels that are neither all alike nor, from three classes on, without a
 * middle one. */
static Mat random_labels(size_t n, size_t classes)
{
    Mat labels = mat_new(n, 1);
    for (size_t i = 0; i < n; i++)
        labels.data[i] = (real)check_size(0, classes - 1);
    size_t at = check_size(0, n - 1);
    labels.data[at] = (real)(classes - 1);
    labels.data[(at + 1) % n] = 0;
    if (n > 2)
        labels.data[(at + 2) % n] = (real)(classes / 2);
    return labels;
}

static Mat random_one_hot(size_t n, size_t classes)
{
    Mat labels = random_labels(n, classes), t = one_hot_of(&labels, classes);
    mat_free(&labels);
    return t;
}

static Mat random_probabilities(size_t n, size_t classes)
{
    Mat z = check_random(n, classes, -1.5, 1.5), p = naive_softmax(&z);
    mat_free(&z);
    return p;
}

/* Numbers of samples and classes that differ, so that one cannot stand for
 * the other, and neither divides by 1. */
typedef struct {
    size_t n, classes;
} Size;

static Size fresh_size(void)
{
    Size s = {check_size(3, 6), check_size(7, 11)};
    return s;
}

/* Sizes to be asked for one after the other: what was kept of one does not
 * do for the next, and the large ones are more than fits into a small buffer
 * of the student's own. */
enum { SIZES = 7 };

static Size size_of_call(size_t i)
{
    size_t many = check_size(1030, 1200);
    const Size sizes[SIZES] = {{1, 1},    {3, 2},    {5, 11}, {2, 33},
                               {many, 5}, {3, many}, {7, 3}};
    return sizes[i];
}

/* Suspects. Each text outlives the test, whose process ends with it. */

static const char *with_n(const char *format, size_t n)
{
    char *text = malloc(400);
    snprintf(text, 400, format, n, n);
    return text;
}

static void suspect_loss_scales(Size s)
{
    check_suspect_factor(-1, "the minus sign in front of the sum is missing: "
                             "logarithms of probabilities are negative, a "
                             "loss is not");
    check_suspect_factor(
        (double)s.n,
        with_n("your loss is %zu times the due one: %zu is the batch size, "
               "so the division by the batch size is missing",
               s.n));
    check_suspect_factor(1 / (double)s.n,
                         with_n("the sum is divided by the batch size, %zu, "
                                "twice: once makes the mean",
                                s.n));
    check_suspect_factor(
        1 / (double)s.classes,
        with_n("the sum is divided by the number of entries, as if each of "
               "the %zu classes were a sample: divide by the batch size",
               s.classes));
    check_suspect_factor((double)s.n / (double)s.classes,
                         "the sum is divided by the number of classes: "
                         "divide by the batch size");
    check_suspect_factor(1 / log(10), "this is the decimal logarithm: the "
                                      "natural one is log() in C, log10() "
                                      "is another");
    check_suspect_factor(1 / log(2), "this is the logarithm to base 2: the "
                                     "natural one is log() in C, log2() is "
                                     "another");
}

static void suspect_gradient_scales(Size s)
{
    check_suspect_factor(-1, "the sign is the other way round: the gradient "
                             "is p - t, positive where a class was given "
                             "too much");
    check_suspect_factor(
        (double)s.n,
        with_n("your gradient is %zu times the due one: %zu is the batch "
               "size, so the division by the batch size is missing",
               s.n));
    check_suspect_factor(1 / (double)s.n,
                         with_n("the gradient is divided by the batch size, "
                                "%zu, twice: the mean does it once",
                                s.n));
    check_suspect_factor(
        1 / (double)s.classes,
        with_n("the gradient is divided by the number of classes, %zu, on "
               "top of the batch size: the mean is over samples only",
               s.classes));
    check_suspect_factor((double)s.n / (double)s.classes,
                         "the gradient is divided by the number of classes "
                         "instead of the batch size");
}

static const char twice[] =
    "the softmax is taken twice: what comes in are logits, and one softmax "
    "makes probabilities of them";

/* What a call gives whose output is an input, too, after the same call with
 * an output of its own has been right: if it is wrong, that is why. */
static void suspect_alias(const Mat *came)
{
    check_suspect(came, "with an output of its own the same call is right: "
                        "here the output is the input, too, and an entry is "
                        "overwritten that is still needed");
}

/* softmax */

static Mat exponentials(const Mat *z)
{
    Mat e = mat_copy(z);
    for (size_t k = 0; k < mat_size(z); k++)
        e.data[k] = exp(z->data[k]);
    return e;
}

static double sum_of(const Mat *m)
{
    double sum = 0;
    for (size_t k = 0; k < mat_size(m); k++)
        sum += m->data[k];
    return sum;
}

static void suspect_normalisation(const Mat *z)
{
    Mat e = exponentials(z), whole = scaled(&e, 1 / sum_of(&e));
    Mat sums = mat_new(1, z->cols), column = mat_copy(&e);
    mat_column_sums(&e, &sums);
    for (size_t i = 0; i < e.rows; i++)
        for (size_t c = 0; c < e.cols; c++)
            AT(&column, i, c) /= sums.data[c];
    check_suspect(&column, "each column is divided by its sum: a sample is a "
                           "row, so the sum goes along the row");
    check_suspect(&whole, "everything is divided by the sum of the whole "
                          "matrix: each row has a sum of its own");
    check_suspect(&e, "the exponentials are not divided by their sum");
    Mat tops = mat_copy(&e), halves = mat_copy(&e), mixed = mat_copy(&e);
    Mat carried = mat_copy(&e), shortened = mat_copy(&e);
    double total = 0;
    for (size_t i = 0; i < e.rows; i++) {
        double sum = 0, plain = 0, top = exp(row_max(z, i));
        for (size_t c = 0; c < e.cols; c++) {
            sum += AT(&e, i, c);
            plain += AT(z, i, c);
        }
        for (size_t c = 0; c < e.cols; c++) {
            AT(&tops, i, c) = exp(AT(z, i, c) - row_max(z, i));
            AT(&mixed, i, c) = AT(&tops, i, c) / sum;
            AT(&halves, i, c) = AT(z, i, c) / plain;
            AT(&shortened, i, c) /= sum - AT(&e, i, e.cols - 1);
        }
        total += sum / top;
        for (size_t c = 0; c < e.cols; c++)
            AT(&carried, i, c) /= top * total;
    }
    check_suspect(&carried,
                  "the sum goes on from row to row: each row starts "
                  "from zero");
    check_suspect(&shortened, "the last class is left out of the sum");
    check_suspect(&tops, "the exponentials are not divided by their sum");
    check_suspect(&mixed, "the maximum is subtracted above the fraction line "
                          "and not below it: the sum needs it too");
    check_suspect(&halves, "the logits are divided by their sum: the "
                           "exponentials have to be");
}

static void suspect_functions(const Mat *z)
{
    Mat minus = scaled(z, -1), wrong = naive_softmax(&minus);
    check_suspect(&wrong, "the sign of the exponent is the other way round: "
                          "the greatest logit has to get the greatest "
                          "probability");
    Mat again = naive_softmax(z), second = naive_softmax(&again);
    check_suspect(&second, twice);
    Mat single = mat_copy(z), powers = scaled(z, log(2));
    for (size_t k = 0; k < mat_size(z); k++)
        single.data[k] = sigma(z->data[k]);
    check_suspect(&single, "this is the sigmoid of each entry: the entries "
                           "of a row have to share one sum");
    wrong = naive_softmax(&powers);
    check_suspect(&wrong, "these are powers of 2: the softmax takes powers "
                          "of e, exp() in C");
}

Test(softmax, agrees_with_the_formula_on_fresh_batches)
{
    Size s = fresh_size();
    Mat z = check_random(s.n, s.classes, -3, 3), due = naive_softmax(&z);
    Mat p = check_junk(s.n, s.classes), junk = mat_copy(&p);
    check_given("z", &z);
    suspect_normalisation(&z);
    suspect_functions(&z);
    check_suspect(&junk, "p has not been written");
    softmax(&z, &p);
    check_no_shape_error();
    check_mat("p", &p, &due, tiny);
}

/* [region table] */
static const double sheet_z[] = {2.0, 1.0, 0.1};
static const double sheet_p[] = {0.659001, 0.242433, 0.098566};
static const double sheet_loss[] = {0.417030, 1.417030, 2.317030};
/* [end] */

Test(softmax, agrees_with_the_table_in_the_chapter)
{
    Mat z = mat_of(1, 3, sheet_z), due = mat_of(1, 3, sheet_p);
    Mat p = check_junk(1, 3);
    check_given("z", &z);
    softmax(&z, &p);
    check_mat("p", &p, &due, 1e-5);
}

static const char no_max[] =
    "exp() overflows: subtract the greatest logit of the row before taking "
    "the exponential, which changes no probability";
static const char one_max[] =
    "the maximum is that of the whole batch: a row far below it underflows "
    "to 0/0, so each row needs a maximum of its own";

static const char first_max[] =
    "the maximum of the first row is used for all: each row has its own";
static const char added_max[] = "the maximum is added to the logits: it has "
                                "to be subtracted";
static const char zero_max[] =
    "in a row of negative logits something is subtracted that is above all "
    "of them: begin the search for the greatest with the first logit, or "
    "with -INFINITY, not with 0";

/* Row by row, what is subtracted by mistake. */
typedef enum { NOTHING, OF_ALL, OF_FIRST, NOT_BELOW_0, ADDED } WrongMax;

static Mat softmax_by(const Mat *z, WrongMax mistake)
{
    Mat p = mat_copy(z);
    double all = -INFINITY;
    for (size_t i = 0; i < z->rows; i++)
        all = fmax(all, row_max(z, i));
    for (size_t i = 0; i < z->rows; i++) {
        double own = row_max(z, i);
        double by = mistake == NOTHING       ? 0
                    : mistake == OF_ALL      ? all
                    : mistake == OF_FIRST    ? row_max(z, 0)
                    : mistake == NOT_BELOW_0 ? fmax(own, 0)
                                             : -own;
        Mat row = {1, z->cols, &AT(z, i, 0)}, q = shifted_softmax(&row, by);
        memcpy(&AT(&p, i, 0), q.data, z->cols * sizeof(real));
        mat_free(&q);
    }
    return p;
}

static void suspect_maxima(const Mat *z)
{
    static const char *const causes[] = {no_max, one_max, first_max, zero_max,
                                         added_max};
    for (WrongMax i = NOTHING; i <= ADDED; i++) {
        Mat wrong = softmax_by(z, i);
        check_suspect(&wrong, causes[i]);
        mat_free(&wrong);
    }
}

Test(softmax, survives_large_logits)
{
    Mat z = mat_of(
        3, 3,
        (double[]){1000, 999, 0, -1000, -1001, -3000, 1e300, -1e300, 0});
    Mat due = naive_softmax(&z), p = check_junk(3, 3);
    check_given("z", &z);
    suspect_maxima(&z);
    softmax(&z, &p);
    check_mat("p", &p, &due, tiny);
}

/* Heights that tell one wrong maximum from another. */
Test(softmax, takes_the_maximum_of_each_row)
{
    static const double heights[] = {1000, 3000, 500, 2000, -2000};
    Mat z = check_random(5, 5, -2, 2);
    for (size_t k = 0; k < mat_size(&z); k++)
        z.data[k] += heights[k / 5];
    Mat due = naive_softmax(&z), p = check_junk(5, 5);
    check_given("z", &z);
    suspect_maxima(&z);
    softmax(&z, &p);
    check_mat("p", &p, &due, tiny);
}

/* Beyond the reach of exp(), whichever class it is. */
Test(softmax, finds_the_maximum_wherever_it_stands)
{
    for (size_t c = 0; c < 7; c++) {
        Mat z = check_random(1, 7, -2, 2), p = check_junk(1, 7);
        z.data[c] += 2000;
        Mat due = naive_softmax(&z);
        check_given("z", &z);
        softmax(&z, &p);
        check_mat("p when one logit is far above the others", &p, &due, tiny);
    }
}

Test(softmax, may_write_over_its_input)
{
    Mat z = check_random(4, 6, -3, 3), due = naive_softmax(&z);
    Mat p = check_junk(4, 6);
    softmax(&z, &p);
    check_mat("p", &p, &due, tiny);
    check_given("z", &z);
    softmax(&z, &z);
    suspect_alias(&z);
    check_mat("p, written over z", &z, &due, tiny);
}

/* Columns that are not looked at keep what they held. */
static void suspect_ten_columns(const Mat *z, const Mat *came)
{
    if (z->cols <= 10)
        return;
    Mat few = mat_new(z->rows, 10), ten = mat_copy(came);
    for (size_t k = 0; k < mat_size(&few); k++)
        few.data[k] = AT(z, k / 10, k % 10);
    few = naive_softmax(&few);
    for (size_t k = 0; k < mat_size(&few); k++)
        AT(&ten, k / 10, k % 10) = few.data[k];
    check_suspect(&ten, "only the first ten classes are looked at: the "
                        "number of columns says how many there are");
    mat_free(&few);
    mat_free(&ten);
}

Test(softmax, takes_any_number_of_samples_and_classes)
{
    for (size_t i = 0; i < SIZES; i++) {
        Size s = size_of_call(i);
        Mat z = check_random(s.n, s.classes, -3, 3), due = naive_softmax(&z);
        Mat p = check_junk(s.n, s.classes);
        softmax(&z, &p);
        suspect_ten_columns(&z, &p);
        check_mat("p of a batch of another size", &p, &due, tiny);
    }
}

Test(softmax, takes_an_empty_batch)
{
    Mat none = mat_new(0, 4);
    softmax(&none, &none);
    check_no_shape_error();
}

Test(softmax, leaves_p_alone_when_the_shapes_differ)
{
    Mat z = check_random(3, 4, -1, 1), p = check_random(4, 3, 0, 1);
    Mat before = mat_copy(&p);
    softmax(&z, &p);
    check_shape_error("3 x 4", "4 x 3");
    check_mat("p after a shape error", &p, &before, 0);
}

/* cross_entropy */

static double binary_everywhere(const Mat *p, const Mat *t)
{
    double sum = 0;
    for (size_t k = 0; k < mat_size(p); k++)
        sum -= log(t->data[k] > 0 ? p->data[k] : 1 - p->data[k]);
    return sum / (double)p->rows;
}

static const char small_number[] =
    "a small number is added to p under the logarithm, which makes every "
    "loss a little wrong: leave out the classes whose t is 0 instead";

/* With something added to p, or the class `by` columns further on. */
static double loss_with(const Mat *p, const Mat *t, double more, int by)
{
    double sum = 0;
    for (size_t i = 0; i < p->rows; i++) {
        size_t c = (label_of(t, i) + p->cols + (size_t)by) % p->cols;
        sum -= log(AT(p, i, c) + more);
    }
    return sum / (double)p->rows;
}

/* Losses that forget the logarithm, or take the wrong classes. */
static void suspect_losses(const Mat *p, const Mat *t)
{
    double plain = 0, others = 0, squares = 0, likeliest = 0;
    double n = (double)p->rows;
    for (size_t i = 0; i < p->rows; i++)
        likeliest -= log(row_max(p, i)) / n;
    check_suspect_num(likeliest, "this is the loss of the likeliest class of "
                                 "each row: t says which class counts");
    for (size_t k = 0; k < mat_size(p); k++) {
        plain += t->data[k] * p->data[k] / n;
        others -= (1 - t->data[k]) * log(p->data[k]) / n;
        squares += (p->data[k] - t->data[k]) * (p->data[k] - t->data[k]) / n;
    }
    for (double small = 1e-4; small > 1e-11; small /= 10)
        check_suspect_num(loss_with(p, t, small, 0), small_number);
    for (int by = -1; by <= 1; by += 2)
        check_suspect_num(loss_with(p, t, 0, by),
                          "the class beside the right one counts: classes "
                          "are numbered from 0, as columns are");
    check_suspect_num(0, "nothing is added up, or 1 / 2 or 1 / N is computed "
                         "in whole numbers, which gives 0: write 1.0, or "
                         "convert to double");
    check_suspect_num(1 - plain, "the logarithm is missing");
    check_suspect_num(-plain, "the logarithm is missing");
    check_suspect_num(others, "the wrong classes are counted: only the class "
                              "whose t is 1 costs");
    check_suspect_num(squares, "this is the squared error");
    check_suspect_num(binary_everywhere(p, t),
                      "each column is treated as a question of yes or no: "
                      "only the probability of the right class counts, "
                      "there is no term with 1 - t");
}

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

/* softmax_backward */

static Mat naive_backward(const Mat *p, const Mat *dp, double own,
                          double others)
{
    Mat dz = mat_new(p->rows, p->cols);
    for (size_t i = 0; i < p->rows; i++)
        for (size_t c = 0; c < p->cols; c++)
            for (size_t k = 0; k < p->cols; k++)
                AT(&dz, i, c) += AT(dp, i, k) * AT(p, i, k) *
                                 (own * (c == k) - others * AT(p, i, c));
    return dz;
}

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

/* Probabilities of all magnitudes: two classes of each row share nearly all,
 * the others have 1e-9 to 1e-50. Fractions of 64, so that differences of
 * logits are exact. */
static Mat steep_logits(size_t n, size_t classes)
{
    Mat z = mat_new(n, classes);
    for (size_t i = 0; i < n; i++)
        for (size_t c = 0; c < classes; c++) {
            bool high = c == i % classes || c == (i + 3) % classes;
            size_t low = high ? 0 : check_size(21, 114);
            AT(&z, i, c) = (real)check_size(0, 64) / 64 - (real)low;
        }
    return z;
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

/* class_loss */

static void suspect_logit_losses(const Mat *z, const Mat *t)
{
    Mat p = naive_softmax(z), again = naive_softmax(&p);
    double whole = 0, own = 0, tops = 0, n = (double)z->rows;
    for (size_t i = 0; i < z->rows; i++) {
        double right = AT(z, i, label_of(t, i));
        own += right / n;
        whole += (right - log(AT(&p, i, label_of(t, i)))) / n;
        tops += row_max(z, i) / n;
    }
    suspect_losses(&p, t);
    check_suspect_num(naive_loss(&again, t), twice);
    check_suspect_num(whole, "the logit of the right class is not "
                             "subtracted");
    check_suspect_num(-own, "only the logit of the right class is there: the "
                            "logarithm of the row's sum is missing");
    check_suspect_num(whole + own, "the logit of the right class is added: "
                                   "it has to be subtracted");
    check_suspect_num(whole - own - tops,
                      "the maximum that was subtracted inside the sum is "
                      "not added again outside of the logarithm");
    check_suspect_num(whole - own + tops,
                      "the maximum is added outside of the logarithm but "
                      "was not subtracted inside");
}

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

/* class_grad */

static void suspect_slopes(const Mat *z, const Mat *t)
{
    Mat p = naive_softmax(z), again = naive_softmax(&p);
    Mat sloped = mat_copy(z), jacobi = mat_copy(z), alone = mat_copy(z);
    Mat second = mat_copy(z), dp = mat_copy(z), single = mat_copy(z);
    double n = (double)z->rows;
    for (size_t k = 0; k < mat_size(z); k++) {
        double pk = p.data[k], tk = t->data[k];
        sloped.data[k] = (pk - tk) * pk * (1 - pk) / n;
        alone.data[k] = pk / n;
        second.data[k] = (again.data[k] - tk) / n;
        dp.data[k] = -tk / pk / n;
        single.data[k] = (sigma(z->data[k]) - tk) / n;
    }
    jacobi = naive_grad(z, t);
    jacobi = naive_backward(&p, &jacobi, 1, 1);
    check_suspect(&sloped, "the slope p (1 - p) is multiplied in again: "
                           "p - t holds the slope of the softmax already");
    check_suspect(&jacobi, "the backward pass of the softmax is applied "
                           "again: p - t holds it already");
    check_suspect(&alone, "the labels are not subtracted");
    check_suspect(&second, twice);
    check_suspect(&dp, "this is the gradient with respect to p: the one with "
                       "respect to z is asked for");
    check_suspect(&single, "the sigmoid of each logit is used: the classes "
                           "share one softmax");
    mat_fill(&alone, 0);
    check_suspect(&alone, "everything is 0: 1 / N in whole numbers is 0 for "
                          "more than one sample; divide by a double");
    for (size_t i = 0; i < z->rows; i++)
        for (size_t c = 0; c < z->cols; c++)
            AT(&alone, i, c) =
                (AT(&p, i, c) - AT(t, i, (c + 1) % z->cols)) / n;
    check_suspect(&alone, "the labels are one column off: classes count from "
                          "0, as columns do");
}

Test(class_grad, agrees_with_the_formula_on_fresh_batches)
{
    Size s = fresh_size();
    Mat z = check_random(s.n, s.classes, -3, 3), due;
    Mat t = random_one_hot(s.n, s.classes);
    Mat dz = check_junk(s.n, s.classes), junk = mat_copy(&dz);
    due = naive_grad(&z, &t);
    check_given("z", &z);
    check_given("t", &t);
    suspect_gradient_scales(s);
    suspect_slopes(&z, &t);
    check_suspect(&junk, "dz has not been written");
    class_grad(&z, &t, &dz);
    check_no_shape_error();
    check_mat("dz", &dz, &due, exact);
}

Test(class_grad, is_exact_where_probabilities_are_small)
{
    Size s = fresh_size();
    Mat z = steep_logits(s.n, s.classes), t = random_one_hot(s.n, s.classes);
    Mat due = naive_grad(&z, &t), dz = check_junk(s.n, s.classes);
    check_given("z", &z);
    check_given("t", &t);
    class_grad(&z, &t, &dz);
    check_relative("dz", &dz, &due, exact);
}

typedef struct {
    const Mat *z, *t;
} LossAt;

static double loss_at(void *context)
{
    const LossAt *at = context;
    Mat p = naive_softmax(at->z);
    double loss = naive_loss(&p, at->t);
    mat_free(&p);
    return loss;
}

Test(class_grad, verified_by_central_differences)
{
    Mat z = check_random(5, 4, -2, 2), t = random_one_hot(5, 4);
    Mat dz = check_junk(5, 4);
    class_grad(&z, &t, &dz);
    GradCheck worst =
        gradcheck_all(loss_at, &(LossAt){&z, &t}, &z, &dz, 1e-5);
    check_that(worst.error < 1e-5,
               "the gradient differs from the central difference of the loss",
               "row %zu, column %zu: came %.9g, the difference is %.9g",
               worst.row, worst.col, worst.given, worst.numeric);
}

Test(class_grad, is_finite_for_every_finite_logit)
{
    double far = check_uniform(800, 900);
    Mat z = mat_of(2, 3, (double[]){far, -far, 0, -far, -far, -far});
    Mat t = mat_of(2, 3, (double[]){0, 1, 0, 0, 0, 1});
    Mat due = naive_grad(&z, &t), dz = check_junk(2, 3);
    check_given("z", &z);
    check_given("t", &t);
    class_grad(&z, &t, &dz);
    check_mat("dz", &dz, &due, exact);
}

Test(class_grad, may_write_over_its_input)
{
    Mat z = check_random(4, 6, -3, 3), t = random_one_hot(4, 6);
    Mat due = naive_grad(&z, &t), dz = check_junk(4, 6);
    class_grad(&z, &t, &dz);
    check_mat("dz", &dz, &due, exact);
    class_grad(&z, &t, &z);
    suspect_alias(&z);
    check_mat("dz, written over z", &z, &due, exact);
}

Test(class_grad, takes_any_number_of_samples_and_classes)
{
    for (size_t i = 0; i < SIZES; i++) {
        Size s = size_of_call(i);
        Mat z = check_random(s.n, s.classes, -3, 3);
        Mat t = random_one_hot(s.n, s.classes), due = naive_grad(&z, &t);
        Mat dz = check_junk(s.n, s.classes);
        class_grad(&z, &t, &dz);
        check_mat("dz of a batch of another size", &dz, &due, exact);
    }
}

Test(class_grad, leaves_dz_alone_when_the_shapes_differ)
{
    Mat z = check_random(3, 4, -1, 1), t = random_one_hot(3, 5);
    Mat dz = check_random(3, 4, -1, 1), before = mat_copy(&dz);
    class_grad(&z, &t, &dz);
    check_shape_error("3 x 4", "3 x 5");
    check_mat("dz after a shape error", &dz, &before, 0);
    t = random_one_hot(3, 4);
    dz = check_random(4, 3, -1, 1);
    before = mat_copy(&dz);
    class_grad(&z, &t, &dz);
    check_shape_error("3 x 4", "4 x 3");
    check_mat("dz after a shape error", &dz, &before, 0);
}

/* one_hot */

static void suspect_codes(const Mat *labels, const Mat *due)
{
    Mat up = mat_new(due->rows, due->cols), down = mat_copy(&up);
    Mat names = mat_copy(&up), holes = mat_copy(due);
    Mat right = mat_copy(&up), left = mat_copy(&up), tens = mat_copy(&up);
    for (size_t i = 0; i < due->rows; i++) {
        size_t label = (size_t)labels->data[i];
        if (label + 1 < due->cols)
            AT(&up, i, label + 1) = 1;
        if (label > 0)
            AT(&down, i, label - 1) = 1;
        size_t k = i * due->cols + label;
        if (k + 1 < mat_size(due))
            right.data[k + 1] = 1;
        if (k > 0)
            left.data[k - 1] = 1;
        AT(&names, i, label) = (real)label;
        if (10 * i + label < mat_size(due))
            tens.data[10 * i + label] = 1;
        for (size_t c = 0; c < due->cols; c++)
            AT(&holes, i, c) = c != label;
    }
    static const char far_right[] = "each 1 stands one column too far "
                                    "right: classes count from 0, as columns "
                                    "do";
    static const char far_left[] = "each 1 stands one column too far left: "
                                   "classes count from 0, as columns do";
    check_suspect(&up, far_right);
    check_suspect(&right, far_right);
    check_suspect(&down, far_left);
    check_suspect(&left, far_left);
    check_suspect(&names, "the label itself is written: the entry is 1 for "
                          "every class");
    check_suspect(&holes, "0 and 1 are exchanged");
    check_suspect(&tens, "each row is taken to be ten columns wide: t says "
                         "how wide it is");
}

Test(one_hot, marks_the_column_of_the_label)
{
    Size s = fresh_size();
    Mat labels = random_labels(s.n, s.classes);
    Mat due = one_hot_of(&labels, s.classes);
    Mat t = check_random(s.n, s.classes, 2, 3), junk = mat_copy(&t);
    Mat rest = mat_copy(&t);
    for (size_t i = 0; i < s.n; i++)
        AT(&rest, i, (size_t)labels.data[i]) = 1;
    check_given("labels", &labels);
    suspect_codes(&labels, &due);
    check_suspect(&rest, "what stood in t before is left beside the ones: "
                         "the other entries have to become 0");
    check_suspect(&junk, "t has not been written");
    one_hot(&labels, &t);
    check_no_shape_error();
    check_mat("t", &t, &due, 0);
}

Test(one_hot, knows_the_first_class_and_the_last)
{
    Mat labels = mat_of(3, 1, (double[]){0, 4, 0}), t = check_junk(3, 5);
    Mat due = one_hot_of(&labels, 5);
    check_given("labels", &labels);
    one_hot(&labels, &t);
    check_mat("t", &t, &due, 0);
}

Test(one_hot, leaves_zeros_for_a_label_that_is_no_class)
{
    Mat labels = mat_of(4, 1, (double[]){5, 1, -1, 9});
    Mat t = check_junk(4, 5), due = mat_new(4, 5);
    AT(&due, 1, 1) = 1;
    check_given("labels", &labels);
    one_hot(&labels, &t);
    check_mat("t, where only the second label is a class,", &t, &due, 0);
}

Test(one_hot, takes_any_number_of_samples_and_classes)
{
    for (size_t i = 0; i < SIZES; i++) {
        Size s = size_of_call(i);
        Mat labels = random_labels(s.n, s.classes);
        Mat due = one_hot_of(&labels, s.classes);
        Mat t = check_junk(s.n, s.classes);
        one_hot(&labels, &t);
        check_mat("t of a batch of another size", &t, &due, 0);
    }
}

Test(one_hot, leaves_t_alone_when_the_shapes_differ)
{
    Mat labels = random_labels(3, 4), t = check_random(5, 4, 0, 1);
    Mat before = mat_copy(&t);
    one_hot(&labels, &t);
    check_shape_error("3 x 1", "5 x 1");
    check_mat("t after a shape error", &t, &before, 0);
    labels = check_random(5, 2, 0, 1);
    one_hot(&labels, &t);
    check_shape_error("5 x 2", "5 x 1");
    check_mat("t after a shape error", &t, &before, 0);
}

/* argmax */

static Mat naive_argmax(const Mat *z)
{
    Mat guess = mat_new(z->rows, 1);
    for (size_t i = 0; i < z->rows; i++)
        for (size_t c = z->cols; c-- > 0;)
            if (AT(z, i, c) == row_max(z, i))
                guess.data[i] = (real)c;
    return guess;
}

static void suspect_guesses(const Mat *z, const Mat *due)
{
    Mat minus = scaled(z, -1), sizes = mat_copy(z), above = mat_copy(z);
    Mat next = mat_copy(due), value = mat_copy(due);
    for (size_t k = 0; k < mat_size(z); k++) {
        sizes.data[k] = fabs(z->data[k]);
        above.data[k] = fmax(z->data[k], 0);
    }
    for (size_t i = 0; i < z->rows; i++) {
        next.data[i] = due->data[i] + 1;
        value.data[i] = (real)row_max(z, i);
    }
    minus = naive_argmax(&minus);
    sizes = naive_argmax(&sizes);
    above = naive_argmax(&above);
    check_suspect(&minus, "this is the column of the smallest entry");
    check_suspect(&sizes, "the entries are compared without their signs");
    check_suspect(&above, "the search begins with 0 as the best so far: in "
                          "a row of negative entries nothing is greater; "
                          "begin with the first entry");
    check_suspect(&next, "the columns are counted from 1: classes count from "
                         "0");
    check_suspect(&value, "this is the greatest entry itself: its column is "
                          "asked for");
}

Test(argmax, finds_the_greatest_entry_of_each_row)
{
    size_t n = check_size(5, 9), classes = check_size(10, 13);
    Mat z = check_random(n, classes, -3, 3);
    for (size_t i = 0; i < n; i += 2) /* every other row below 0 */
        for (size_t c = 0; c < classes; c++)
            AT(&z, i, c) -= 4;
    Mat due = naive_argmax(&z), guess = check_junk(n, 1);
    Mat junk = mat_copy(&guess);
    check_given("z", &z);
    suspect_guesses(&z, &due);
    check_suspect(&junk, "guess has not been written");
    argmax(&z, &guess);
    check_no_shape_error();
    check_mat("guess", &guess, &due, 0);
}

Test(argmax, takes_the_first_of_equal_entries)
{
    Mat z = check_random(3, 6, -1, 1), guess = check_junk(3, 1);
    AT(&z, 0, 1) = AT(&z, 0, 4) = 2;
    for (size_t c = 0; c < 6; c++)
        AT(&z, 1, c) = 0.5;
    AT(&z, 2, 0) = AT(&z, 2, 5) = 3;
    Mat due = mat_of(3, 1, (double[]){1, 0, 0});
    Mat last = mat_of(3, 1, (double[]){4, 5, 5});
    check_given("z", &z);
    check_suspect(&last, "the last of equal entries is taken: compare with "
                         ">, not with >=");
    argmax(&z, &guess);
    check_mat("guess", &guess, &due, 0);
}

Test(argmax, answers_nan_for_a_row_with_nan)
{
    Mat z = check_random(4, 5, -1, 1), due = naive_argmax(&z);
    Mat guess = check_junk(4, 1);
    AT(&z, 0, 0) = AT(&z, 1, 3) = AT(&z, 2, 4) = NAN;
    argmax(&z, &guess);
    for (size_t i = 0; i < 3; i++)
        if (!isnan(guess.data[i]))
            check_fail("a row that holds a NaN is given a class",
                       "comparisons with NaN are false, so a net that has "
                       "broken down seems to answer some class, often 0: "
                       "ask isnan()",
                       NULL);
    check_num("the guess for a row without NaN", guess.data[3], due.data[3],
              0);
}

Test(argmax, takes_any_number_of_samples_and_classes)
{
    for (size_t i = 0; i < SIZES; i++) {
        Size s = size_of_call(i);
        Mat z = check_random(s.n, s.classes, -3, 3), due = naive_argmax(&z);
        Mat guess = check_junk(s.n, 1);
        argmax(&z, &guess);
        check_mat("the guesses for a batch of another size", &guess, &due, 0);
    }
}

Test(argmax, leaves_guess_alone_when_the_shapes_differ)
{
    Mat z = check_random(3, 4, -1, 1), guess = check_random(4, 1, 0, 1);
    Mat before = mat_copy(&guess);
    argmax(&z, &guess);
    check_shape_error("4 x 1", "3 x 1");
    check_mat("guess after a shape error", &guess, &before, 0);
    guess = check_random(3, 2, 0, 1);
    before = mat_copy(&guess);
    argmax(&z, &guess);
    check_shape_error("3 x 2", "3 x 1");
    check_mat("guess after a shape error", &guess, &before, 0);
}

/* accuracy */

Test(accuracy, is_the_share_of_right_guesses)
{
    size_t n = check_size(10, 20), wrong = check_size(2, 4);
    Mat labels = random_labels(n, 10), guess = mat_copy(&labels);
    for (size_t i = 0; i < wrong; i++) {
        size_t at = i * n / wrong;
        guess.data[at] = fmod(labels.data[at] + (i ? 3 : 1), 10);
    }
    double due = 1 - (double)wrong / (double)n;
    check_given("guess", &guess);
    check_given("labels", &labels);
    check_suspect_num(1 - due, "this is the share of wrong guesses");
    check_suspect_factor((double)n, "this is the number of right guesses: "
                                    "divide by the number of samples");
    check_suspect_factor(100, "this is a percentage: a share lies between 0 "
                              "and 1");
    double some = 0, beside = 0;
    for (size_t i = 0; i < n; i++) {
        some += labels.data[i] > 0 && guess.data[i] == labels.data[i];
        beside += fabs(labels.data[i] - guess.data[i]) <= 1;
    }
    check_suspect_num(some / (double)n, "right guesses of class 0 are not "
                                        "counted: 0 is a class like others");
    check_suspect_num(beside / (double)n,
                      "a guess beside the label counts as right: it has to "
                      "be the label itself");
    check_suspect_num(0, "a division of whole numbers drops what stands "
                         "behind the point: make one of them a double");
    check_num("the accuracy", accuracy(&guess, &labels), due, 1e-12);
}

Test(accuracy, counts_a_guess_that_is_nan_as_wrong)
{
    Mat labels = mat_of(5, 1, (double[]){0, 3, 0, 2, 1});
    Mat guess = mat_of(5, 1, (double[]){NAN, 3, NAN, NAN, 1});
    check_given("guess", &guess);
    check_given("labels", &labels);
    check_suspect_num(0.8, "a guess that is NaN counts as class 0: NaN "
                           "equals no label");
    check_num("the accuracy", accuracy(&guess, &labels), 0.4, 1e-12);
}

Test(accuracy, of_no_samples_is_zero)
{
    Mat none = mat_new(0, 1), labels = random_labels(5, 4);
    check_num("the accuracy of an ordinary batch", accuracy(&labels, &labels),
              1, 1e-12);
    check_suspect_num(NAN, "0 is divided by 0 samples");
    check_num("the accuracy of no samples", accuracy(&none, &none), 0, 0);
}

Test(accuracy, takes_any_number_of_samples)
{
    for (size_t k = 0; k < SIZES; k++) {
        size_t n = size_of_call(k).n, right = 0;
        Mat labels = random_labels(n, 3), guess = random_labels(n, 3);
        for (size_t i = 0; i < n; i++)
            right += labels.data[i] == guess.data[i];
        check_num("the accuracy of a batch of another size",
                  accuracy(&guess, &labels), (double)right / (double)n, tiny);
    }
}

Test(accuracy, is_nan_when_the_shapes_differ)
{
    Mat guess = random_labels(3, 4), labels = random_labels(4, 4);
    double share = accuracy(&guess, &labels);
    check_shape_error("3 x 1", "4 x 1");
    check_that(isnan(share), "the accuracy after a shape error is not NaN",
               "it is %g", share);
    guess = check_random(3, 2, 0, 1);
    share = accuracy(&guess, &guess);
    check_shape_error("3 x 2", "3 x 1");
    check_that(isnan(share), "the accuracy after a shape error is not NaN",
               "it is %g", share);
}

/* digit_or_not */

Test(digit_or_not, is_one_for_the_digit_and_zero_for_the_others)
{
    for (size_t digit = 0; digit < 10; digit++) {
        Mat labels = mat_new(13, 1), due = mat_new(13, 1), y, inverse, five;
        for (size_t i = 0; i < 13; i++) {
            labels.data[i] = (real)(i < 10 ? i : check_size(0, 9));
            due.data[i] = labels.data[i] == (real)digit;
        }
        y = check_junk(13, 1);
        inverse = mat_copy(&due);
        five = mat_copy(&due);
        for (size_t i = 0; i < 13; i++) {
            inverse.data[i] = 1 - due.data[i];
            five.data[i] = labels.data[i] == 5;
        }
        check_given("labels", &labels);
        check_given_num("digit", (double)digit);
        check_suspect(&inverse, "0 and 1 are exchanged");
        if (digit != 5)
            check_suspect(&five, "the digit is always 5: it is given as an "
                                 "argument");
        check_suspect(&labels, "the labels are copied: 1 or 0 is asked for");
        digit_or_not(&labels, digit, &y);
        check_no_shape_error();
        check_mat("y", &y, &due, 0);
    }
}

Test(digit_or_not, may_write_over_the_labels)
{
    Mat labels = mat_of(5, 1, (double[]){1, 7, 0, 7, 1});
    Mat due = mat_of(5, 1, (double[]){1, 0, 0, 0, 1}), y = check_junk(5, 1);
    digit_or_not(&labels, 1, &y);
    check_mat("y", &y, &due, 0);
    digit_or_not(&labels, 1, &labels);
    suspect_alias(&labels);
    check_mat("y, written over the labels", &labels, &due, 0);
}

Test(digit_or_not, takes_any_number_of_samples)
{
    for (size_t k = 0; k < SIZES; k++) {
        size_t n = size_of_call(k).n, digit = check_size(0, 2);
        Mat labels = random_labels(n, 3), due = mat_copy(&labels);
        Mat y = check_junk(n, 1);
        for (size_t i = 0; i < n; i++)
            due.data[i] = labels.data[i] == (real)digit;
        digit_or_not(&labels, digit, &y);
        check_mat("y of a batch of another size", &y, &due, 0);
    }
}

Test(digit_or_not, leaves_y_alone_when_the_shapes_differ)
{
    Mat labels = random_labels(3, 4), y = check_random(4, 1, 0, 1);
    Mat before = mat_copy(&y);
    digit_or_not(&labels, 2, &y);
    check_shape_error("3 x 1", "4 x 1");
    check_mat("y after a shape error", &y, &before, 0);
    labels = check_random(4, 2, 0, 1);
    before = mat_copy(&labels);
    digit_or_not(&labels, 0, &labels);
    check_shape_error("4 x 2", "4 x 1");
    check_mat("y after a shape error", &labels, &before, 0);
}

/* mlp_new */

enum { PLAN = 1200 };

/* The text of a net with these widths; `between` and `behind` are what
 * stands between two linear layers and behind the last. */
static void plan_of(const size_t *widths, size_t n, const char *between,
                    const char *behind, char *plan)
{
    size_t used = 0;
    *plan = '\0';
    for (size_t i = 0; i + 1 < n; i++)
        used += (size_t)snprintf(plan + used, PLAN - used,
                                 "linear %zu %zu\n%s", widths[i],
                                 widths[i + 1], i + 2 < n ? between : behind);
}

static Net *mlp_of(const size_t *widths, size_t n, uint64_t seed)
{
    Net *net = mlp_new(widths, n, seed);
    if (!net)
        check_fail("mlp_new() gave no net", NULL, NULL);
    return net;
}

static const char *layers_cause(const size_t *widths, size_t n,
                                const char *text)
{
    static const struct {
        const char *between, *behind, *cause;
    } known[] = {
        {"sigmoid\n", "sigmoid\n",
         "there is a sigmoid behind the last layer: its outputs are logits, "
         "which the softmax turns into probabilities"},
        {"", "",
         "there are no sigmoids: linear layers one behind another are no "
         "more than a single one"},
        {"relu\n", "",
         "the layers between are ReLUs: sigmoids are asked for"},
        {"", "sigmoid\n",
         "the only sigmoid stands behind the last layer: they belong between "
         "the linear ones"}};
    char plan[PLAN + sizeof "sigmoid\n"] = "sigmoid\n";
    const char *cause = NULL;
    plan_of(widths, n, "sigmoid\n", "", plan + strlen(plan));
    if (strcmp(plan, text) == 0)
        return "there is a sigmoid in front of the first layer: the inputs "
               "go into it as they are";
    for (size_t i = 0; i < sizeof known / sizeof *known; i++) {
        plan_of(widths, n, known[i].between, known[i].behind, plan);
        if (strcmp(plan, text) == 0 && !cause)
            cause = known[i].cause;
    }
    return cause;
}

static void has_layers(const size_t *widths, size_t n)
{
    char due[PLAN], text[PLAN], details[PLAN + 60];
    Net *net = mlp_of(widths, n, rng_next(check_rng()));
    plan_of(widths, n, "sigmoid\n", "", due);
    net_describe(net, text, sizeof text);
    text[sizeof text - 1] = '\0';
    if (strcmp(text, due) != 0) {
        snprintf(details, sizeof details, "the net is \"%s\"", text);
        for (char *c = details; *c; c++)
            *c = *c == '\n' ? '|' : *c;
        check_fail("the net does not have the layers that the widths ask for",
                   layers_cause(widths, n, text), details);
    }
    net_free(net);
}

Test(mlp_new, has_a_sigmoid_between_each_two_linear_layers)
{
    has_layers((size_t[]){check_size(5, 9), 4, check_size(2, 3), 7}, 4);
    has_layers((size_t[]){check_size(5, 9), 4, check_size(2, 3)}, 3);
    has_layers((size_t[]){6, 5, 4, 3, 4, 5}, 6);
}

Test(mlp_new, works_for_the_fewest_widths_and_the_most)
{
    size_t widths[17];
    for (size_t i = 0; i < 17; i++)
        widths[i] = 1000 + check_size(0, 20);
    for (size_t i = 2; i < 17; i++)
        widths[i] = check_size(1, 12);
    has_layers((size_t[]){8, 3}, 2);
    has_layers(widths + 1, 16);
    widths[1] = 3;
    has_layers(widths, 17);
}

Test(mlp_new, draws_weights_by_xaviers_rule)
{
    size_t widths[] = {check_size(40, 50), check_size(20, 30), 12};
    Net *net = mlp_of(widths, 3, rng_next(check_rng()));
    for (size_t l = 0; l < 2; l++) {
        size_t in = widths[l], out = widths[l + 1];
        Mat W = check_junk(in, out), b = check_junk(1, out);
        Mat zero = mat_new(1, out);
        double bound = sqrt(6.0 / (double)(in + out)), most = 0;
        net_get(net, 2 * l, &W, &b);
        for (size_t k = 0; k < mat_size(&W); k++)
            most = fmax(most, fabs(W.data[k]));
        check_that(most <= bound && most > 0.9 * bound,
                   "the weights are not drawn by the rule \"xavier\"",
                   "layer %zu: the largest is %g, the bound is %g", 2 * l,
                   most, bound);
        check_mat("the biases of a new net", &b, &zero, 0);
    }
    net_free(net);
}

static Mat weights_of(const Net *net, size_t layer, size_t in, size_t out)
{
    Mat W = check_junk(in, out), b = check_junk(1, out);
    net_get(net, layer, &W, &b);
    mat_free(&b);
    return W;
}

static bool alike(const Mat *a, const Mat *b)
{
    for (size_t k = 0; k < mat_size(a); k++)
        if (a->data[k] != b->data[k])
            return false;
    return true;
}

Test(mlp_new, depends_on_the_seed_and_on_nothing_else)
{
    size_t widths[] = {6, 6, 6};
    uint64_t seed = rng_next(check_rng());
    Net *a = mlp_of(widths, 3, seed), *b = mlp_of(widths, 3, seed);
    Net *other = mlp_of(widths, 3, seed + 1);
    Mat first = weights_of(a, 0, 6, 6), second = weights_of(a, 2, 6, 6);
    Mat same = weights_of(b, 0, 6, 6), fresh = weights_of(other, 0, 6, 6);
    check_that(alike(&first, &same),
               "two nets of the same seed have different weights", "seed %zu",
               (size_t)seed);
    check_that(!alike(&first, &fresh),
               "two nets of different seeds have the same weights",
               "seed %zu and the next", (size_t)seed);
    check_that(!alike(&first, &second),
               "two layers of a net have the same weights", "seed %zu",
               (size_t)seed);
    net_free(a);
    net_free(b);
    net_free(other);
}

Test(mlp_new, refuses_widths_that_make_no_net)
{
    size_t widths[18] = {4, 4, 4};
    Net *net = NULL;
    for (size_t i = 0; i < 3; i++) {
        widths[0] = widths[1] = widths[2] = 4;
        widths[i] = 0;
        net = mlp_new(widths, 3, 1);
        check_that(!net, "a net was made though a width is 0",
                   "%zu, %zu, %zu", widths[0], widths[1], widths[2]);
        net_free(net);
    }
    widths[2] = 4;
    for (size_t n = 0; n < 2; n++) {
        net = mlp_new(widths, n, 1);
        check_that(!net, "a net was made of a single width, or of none",
                   "%zu widths", n);
        net_free(net);
    }
    for (size_t i = 0; i < 18; i++)
        widths[i] = 3;
    net = mlp_new(widths, 18, 1);
    check_that(!net, "a net was made of more widths than it has room for",
               "18 widths");
    net_free(net);
    has_layers(widths, 5);
}

/* A net with fresh parameters, the same as a plain model, and samples. */

enum { FEATURES = 4, CLASSES = 6, COUNT = 11, STEP = 4 };

static const char *const small =
    "linear 4 5\nsigmoid\nlinear 5 3\nsigmoid\nlinear 3 6\n";

typedef struct {
    Net *net;
    Model m;
    size_t count;
    Mat x, labels;
    Samples *samples;
} Case;

static void give_samples(Case *c)
{
    Mat scale = mat_of(2, 1, (double[]){0, 16});
    uint8_t *bytes = malloc(c->count * (FEATURES + 1));
    uint8_t *names = bytes + c->count * FEATURES;
    for (size_t k = 0; k < c->count * FEATURES; k++) {
        bytes[k] = (uint8_t)check_size(0, 32);
        c->x.data[k] = (real)(bytes[k] / 16.0);
    }
    c->labels = random_labels(c->count, CLASSES);
    for (size_t i = 0; i < c->count; i++)
        names[i] = (uint8_t)c->labels.data[i];
    c->samples =
        samples_new(bytes, c->count * FEATURES, names, c->count, &scale);
    mat_free(&scale);
    free(bytes);
}

static Case case_of(size_t count)
{
    Case c = {.net = net_build(small, "xavier", 1),
              .count = count,
              .x = mat_new(count, FEATURES)};
    if (!c.net || !model_new(small, &c.m))
        check_fail("net_build() gave no net to check with", NULL, NULL);
    for (size_t i = 0; i < c.m.count; i++) {
        rng_fill(check_rng(), -1, 1, &c.m.layers[i].W);
        rng_fill(check_rng(), -1, 1, &c.m.layers[i].b);
    }
    model_give(&c.m, c.net);
    give_samples(&c);
    return c;
}

static Case fresh_case(void)
{
    return case_of(COUNT);
}

static void case_free(Case *c)
{
    net_free(c->net);
    samples_free(c->samples);
    model_free(&c->m);
    mat_free(&c->x);
    mat_free(&c->labels);
}

/* Naive passes through a model of linear and sigmoid layers */

typedef struct {
    Mat value[NET_MOST + 1], dW[NET_MOST], db[NET_MOST];
    size_t count;
} Trace;

static Mat naive_layer(const Model *m, size_t i, const Mat *x)
{
    const Mat *W = &m->layers[i].W, *b = &m->layers[i].b;
    if (m->layers[i].kind != LAYER_LINEAR) {
        Mat y = mat_copy(x);
        for (size_t k = 0; k < mat_size(x); k++)
            y.data[k] = sigma(x->data[k]);
        return y;
    }
    Mat y = mat_new(x->rows, W->cols);
    for (size_t r = 0; r < y.rows; r++)
        for (size_t c = 0; c < y.cols; c++) {
            AT(&y, r, c) = b->data[c];
            for (size_t k = 0; k < W->rows; k++)
                AT(&y, r, c) += AT(x, r, k) * AT(W, k, c);
        }
    return y;
}

static Trace forward_of(const Model *m, const Mat *x)
{
    Trace t = {.count = m->count};
    t.value[0] = mat_copy(x);
    for (size_t i = 0; i < m->count; i++)
        t.value[i + 1] = naive_layer(m, i, &t.value[i]);
    return t;
}

/* Gradients of a linear layer; returns the one for its input. */
static Mat linear_back(Trace *t, size_t i, const Mat *W, const Mat *dy)
{
    const Mat *x = &t->value[i];
    Mat dx = mat_new(x->rows, x->cols);
    t->dW[i] = mat_new(W->rows, W->cols);
    t->db[i] = mat_new(1, W->cols);
    for (size_t r = 0; r < x->rows; r++)
        for (size_t c = 0; c < W->cols; c++) {
            t->db[i].data[c] += AT(dy, r, c);
            for (size_t k = 0; k < W->rows; k++) {
                AT(&t->dW[i], k, c) += AT(x, r, k) * AT(dy, r, c);
                AT(&dx, r, k) += AT(dy, r, c) * AT(W, k, c);
            }
        }
    return dx;
}

static void backward_of(const Model *m, const Mat *dz, Trace *t)
{
    Mat dy = mat_copy(dz), dx;
    for (size_t i = m->count; i-- > 0;) {
        if (m->layers[i].kind == LAYER_LINEAR) {
            dx = linear_back(t, i, &m->layers[i].W, &dy);
        } else {
            const Mat *y = &t->value[i + 1];
            dx = mat_copy(&dy);
            for (size_t k = 0; k < mat_size(&dx); k++)
                dx.data[k] *= y->data[k] * (1 - y->data[k]);
        }
        mat_free(&dy);
        dy = dx;
    }
    mat_free(&dy);
}

static void trace_free(Trace *t)
{
    for (size_t i = 0; i <= t->count && i <= NET_MOST; i++)
        mat_free(&t->value[i]);
    for (size_t i = 0; i < t->count; i++) {
        mat_free(&t->dW[i]);
        mat_free(&t->db[i]);
    }
    *t = (Trace){0};
}

/* All matrices of one kind in a row, so that one comparison sees the whole
 * net: parameters of a model, or gradients of a trace. */
static Mat row_of(const Model *m, const Trace *t)
{
    size_t size = 0, at = 0;
    for (size_t i = 0; i < m->count; i++)
        size += mat_size(&m->layers[i].W) + mat_size(&m->layers[i].b);
    Mat row = mat_new(1, size);
    for (size_t i = 0; i < m->count; i++) {
        const Mat *parts[] = {t ? &t->dW[i] : &m->layers[i].W,
                              t ? &t->db[i] : &m->layers[i].b};
        for (size_t p = 0; p < 2; p++)
            for (size_t k = 0; k < mat_size(parts[p]); k++)
                row.data[at++] = parts[p]->data[k];
    }
    return row;
}

static Model copy_of(const Model *m)
{
    Model copy = *m;
    for (size_t i = 0; i < m->count; i++) {
        copy.layers[i].W = mat_copy(&m->layers[i].W);
        copy.layers[i].b = mat_copy(&m->layers[i].b);
    }
    return copy;
}

static Mat parameters_of(const Case *c)
{
    Model m = copy_of(&c->m);
    model_take(c->net, &m);
    Mat row = row_of(&m, NULL);
    model_free(&m);
    return row;
}

static Mat gradients_of(const Case *c)
{
    Model m = copy_of(&c->m);
    for (size_t i = 0; i < m.count; i++)
        if (m.layers[i].kind == LAYER_LINEAR)
            net_grad(c->net, i, &m.layers[i].W, &m.layers[i].b);
    Mat row = row_of(&m, NULL);
    model_free(&m);
    return row;
}

/* class_predict */

Test(class_predict, gives_a_probability_for_each_class)
{
    Case c = fresh_case();
    Trace t = forward_of(&c.m, &c.x);
    const Mat *z = &t.value[t.count];
    Mat due = naive_softmax(z), again = naive_softmax(&due);
    Mat p = check_junk(COUNT, CLASSES), junk = mat_copy(&p);
    Mat single = mat_copy(z);
    for (size_t k = 0; k < mat_size(z); k++)
        single.data[k] = sigma(z->data[k]);
    check_given("x", &c.x);
    check_suspect(z, "these are the logits: the softmax turns them into "
                     "probabilities");
    check_suspect(&again, twice);
    check_suspect(&single, "this is the sigmoid of each logit: the classes "
                           "share one softmax");
    check_suspect(&junk, "p has not been written");
    class_predict(c.net, &c.x, &p);
    check_no_shape_error();
    check_mat("p", &p, &due, tiny);
    case_free(&c);
}

Test(class_predict, takes_batches_of_any_size)
{
    Case c = fresh_case();
    size_t sizes[] = {3, 1, 9, check_size(1030, 1200)};
    for (size_t i = 0; i < 4; i++) {
        Mat x = check_random(sizes[i], FEATURES, -2, 2);
        Trace t = forward_of(&c.m, &x);
        Mat due = naive_softmax(&t.value[t.count]);
        Mat p = check_junk(sizes[i], CLASSES);
        class_predict(c.net, &x, &p);
        check_mat("p of a batch of another size", &p, &due, tiny);
        trace_free(&t);
    }
    case_free(&c);
}

Test(class_predict, leaves_p_alone_when_the_shapes_differ)
{
    Case c = fresh_case();
    Mat p = check_random(COUNT, 4, 0, 1), before = mat_copy(&p);
    class_predict(c.net, &c.x, &p);
    check_shape_error("11 x 4", "11 x 6");
    check_mat("p after a shape error", &p, &before, 0);
    Mat x = check_random(COUNT, 3, -1, 1);
    p = check_random(COUNT, CLASSES, 0, 1);
    before = mat_copy(&p);
    class_predict(c.net, &x, &p);
    check_shape_error("11 x 3", "11 x 4");
    check_mat("p after a shape error", &p, &before, 0);
    case_free(&c);
}

/* class_batch */

/* Known ways to go wrong between the logits and their gradient. */
typedef enum {
    BATCH_RIGHT,
    BATCH_SUMMED,
    BATCH_TWICE_MEAN,
    BATCH_UPHILL,
    BATCH_NEXT_CLASS,
    BATCH_SOFTMAX_TWICE,
    BATCH_SLOPE_AGAIN,
    BATCH_ONES,
    BATCH_NO_LABELS,
    BATCH_OF_P,
    BATCH_MISTAKES
} BatchMistake;

static const char *const batch_causes[BATCH_MISTAKES] = {
    [BATCH_SUMMED] = "the gradient is summed over the batch: class_grad() "
                     "gives that of the mean, and nothing multiplies it back",
    [BATCH_TWICE_MEAN] = "the gradient is divided by the batch size once "
                         "more: class_grad() has done it",
    [BATCH_UPHILL] = "the gradient that goes back has the wrong sign",
    [BATCH_NEXT_CLASS] = "the labels are one class off: classes count from "
                         "0",
    [BATCH_SOFTMAX_TWICE] = "the softmax is taken twice: class_loss() and "
                            "class_grad() want logits, the net's output as "
                            "it is",
    [BATCH_SLOPE_AGAIN] = "the backward pass of the softmax is applied on "
                          "top: class_grad() holds it already",
    [BATCH_ONES] = "the backward pass starts from ones: it has to start from "
                   "the gradient of the loss",
    [BATCH_NO_LABELS] =
        "the labels are not used: one_hot() makes a matrix of "
        "them, class_grad() wants it",
    [BATCH_OF_P] = "the gradient with respect to the probabilities goes into "
                   "the net, whose output are logits"};

/* The gradient that goes back into the net, and the loss. */
static Mat start_of(const Mat *z, const Mat *t, BatchMistake mistake)
{
    Mat dz = naive_grad(z, t), p = naive_softmax(z), w;
    double n = (double)z->rows;
    if (mistake == BATCH_SUMMED || mistake == BATCH_TWICE_MEAN)
        return scaled(&dz, mistake == BATCH_SUMMED ? n : 1 / n);
    if (mistake == BATCH_UPHILL)
        return scaled(&dz, -1);
    if (mistake == BATCH_SOFTMAX_TWICE)
        return naive_grad(&p, t);
    if (mistake == BATCH_SLOPE_AGAIN)
        return naive_backward(&p, &dz, 1, 1);
    w = mat_copy(z);
    for (size_t i = 0; i < z->rows; i++)
        for (size_t c = 0; c < z->cols; c++)
            AT(&w, i, c) =
                mistake == BATCH_ONES        ? 1
                : mistake == BATCH_NO_LABELS ? AT(&p, i, c) / n
                : mistake == BATCH_OF_P
                    ? -AT(t, i, c) / AT(&p, i, c) / n
                    : (AT(&p, i, c) - (c > 0 ? AT(t, i, c - 1) : 0)) / n;
    if (mistake != BATCH_RIGHT)
        return w;
    mat_free(&w);
    return dz;
}

static Mat gradients_with(const Case *c, BatchMistake mistake)
{
    Trace trace = forward_of(&c->m, &c->x);
    Mat t = one_hot_of(&c->labels, CLASSES);
    Mat dz = start_of(&trace.value[trace.count], &t, mistake);
    backward_of(&c->m, &dz, &trace);
    Mat row = row_of(&c->m, &trace);
    trace_free(&trace);
    mat_free(&t);
    mat_free(&dz);
    return row;
}

static void suspect_batches(const Case *c, const Mat *none)
{
    for (BatchMistake i = BATCH_RIGHT + 1; i < BATCH_MISTAKES; i++) {
        Mat wrong = gradients_with(c, i);
        check_suspect(&wrong, batch_causes[i]);
        mat_free(&wrong);
    }
    check_suspect(none, "no gradient has reached the layers: net_backward() "
                        "stores them");
}

static double loss_of(const Case *c)
{
    Trace trace = forward_of(&c->m, &c->x);
    Mat t = one_hot_of(&c->labels, CLASSES);
    Mat p = naive_softmax(&trace.value[trace.count]);
    double loss = naive_loss(&p, &t);
    trace_free(&trace);
    mat_free(&t);
    mat_free(&p);
    return loss;
}

Test(class_batch, leaves_the_gradients_of_the_loss_in_the_net)
{
    Case c = fresh_case();
    Mat none = gradients_of(&c), due = gradients_with(&c, BATCH_RIGHT);
    check_given("x", &c.x);
    check_given("labels", &c.labels);
    suspect_batches(&c, &none);
    class_batch(c.net, &c.x, &c.labels);
    check_no_shape_error();
    Mat came = gradients_of(&c);
    check_mat("the gradients, one after another", &came, &due, exact);
    case_free(&c);
}

Test(class_batch, returns_the_mean_loss)
{
    Case c = fresh_case();
    Trace trace = forward_of(&c.m, &c.x);
    Mat t = one_hot_of(&c.labels, CLASSES);
    suspect_loss_scales((Size){COUNT, CLASSES});
    suspect_logit_losses(&trace.value[trace.count], &t);
    Mat dz = naive_grad(&trace.value[trace.count], &t);
    Mat p = naive_softmax(&dz);
    check_suspect_num(naive_loss(&p, &t),
                      "the logits have been overwritten by their gradient "
                      "before the loss was taken of them");
    check_num("the loss", class_batch(c.net, &c.x, &c.labels), loss_of(&c),
              tiny);
    case_free(&c);
}

Test(class_batch, changes_no_parameter)
{
    Case c = fresh_case();
    Mat before = parameters_of(&c);
    class_batch(c.net, &c.x, &c.labels);
    Mat after = parameters_of(&c);
    check_that(alike(&after, &before),
               "the parameters change: computing gradients is no step", NULL);
    case_free(&c);
}

Test(class_batch, replaces_the_gradients_of_the_batch_before)
{
    Case c = fresh_case();
    Mat due = gradients_with(&c, BATCH_RIGHT), doubled = scaled(&due, 2);
    class_batch(c.net, &c.x, &c.labels);
    class_batch(c.net, &c.x, &c.labels);
    Mat came = gradients_of(&c);
    check_suspect(&doubled, "the gradients of two batches are added up");
    check_mat("the gradients after two batches", &came, &due, exact);
    case_free(&c);
}

Test(class_batch, takes_batches_of_any_size)
{
    const size_t sizes[] = {3, 1, 9, check_size(1030, 1200), 4};
    for (size_t i = 0; i < sizeof sizes / sizeof *sizes; i++) {
        Case c = case_of(sizes[i]);
        Mat due = gradients_with(&c, BATCH_RIGHT);
        double loss = class_batch(c.net, &c.x, &c.labels);
        Mat came = gradients_of(&c);
        check_num("the loss of a batch of another size", loss, loss_of(&c),
                  tiny);
        check_mat("the gradients of a batch of another size, one after "
                  "another",
                  &came, &due, exact);
        case_free(&c);
    }
}

/* The gradients of a class that is all but impossible, to the last digits:
 * its logits lie far below the others. */
Test(class_batch, is_exact_where_probabilities_are_small)
{
    enum { LAST = 4, RARE = 1 };
    Case c = fresh_case();
    for (size_t i = 0; i < c.count; i++)
        c.labels.data[i] += c.labels.data[i] == RARE;
    c.m.layers[LAST].b.data[RARE] -= (real)check_uniform(60, 90);
    model_give(&c.m, c.net);
    Mat due = gradients_with(&c, BATCH_RIGHT);
    class_batch(c.net, &c.x, &c.labels);
    Mat came = gradients_of(&c), rare = mat_new(1, 4), is = mat_new(1, 4);
    for (size_t k = 0; k < 4; k++) { /* 3 weights and a bias, at the end */
        size_t at = mat_size(&due) - (4 - k) * CLASSES + RARE;
        rare.data[k] = due.data[at];
        is.data[k] = came.data[at];
    }
    check_relative("the gradients for a class of hardly any probability", &is,
                   &rare, 1e-11);
    case_free(&c);
}

typedef struct {
    Case *c;
} BatchAt;

static double batch_at(void *context)
{
    return loss_of(((BatchAt *)context)->c);
}

Test(class_batch, verified_by_central_differences)
{
    Case c = fresh_case();
    class_batch(c.net, &c.x, &c.labels);
    for (size_t i = 0; i < c.m.count; i += 2) {
        Mat dW = mat_copy(&c.m.layers[i].W), db = mat_copy(&c.m.layers[i].b);
        net_grad(c.net, i, &dW, &db);
        GradCheck w = gradcheck_all(batch_at, &(BatchAt){&c},
                                    &c.m.layers[i].W, &dW, 1e-5);
        GradCheck b = gradcheck_all(batch_at, &(BatchAt){&c},
                                    &c.m.layers[i].b, &db, 1e-5);
        check_that(w.error < 1e-3 && b.error < 1e-3,
                   "a gradient differs from the central difference of the "
                   "loss",
                   "layer %zu: relative error %.3g in the weights, %.3g in "
                   "the biases",
                   i, w.error, b.error);
    }
    case_free(&c);
}

Test(class_batch, is_nan_when_the_shapes_differ)
{
    Case c = fresh_case();
    Mat x = check_random(COUNT, 3, -1, 1), few = random_labels(5, CLASSES);
    class_batch(c.net, &c.x, &c.labels);
    Mat before = gradients_of(&c);
    double loss = class_batch(c.net, &x, &c.labels);
    check_shape_error("11 x 3", "11 x 4");
    check_that(isnan(loss), "the loss after a shape error is not NaN",
               "it is %g", loss);
    loss = class_batch(c.net, &c.x, &few);
    check_shape_error("5 x 1", "11 x 1");
    check_that(isnan(loss), "the loss after a shape error is not NaN",
               "it is %g", loss);
    Mat after = gradients_of(&c);
    check_mat("the gradients after a shape error", &after, &before, 0);
    case_free(&c);
}

/* class_epoch */

typedef enum {
    RIGHT,
    SUMMED,        /* the gradient is summed over the batch, not averaged */
    NOT_SHUFFLED,  /* samples in their order */
    LABELS_STAY,   /* samples shuffled, labels not */
    LAST_DROPPED,  /* the last, smaller batch is left out */
    LAST_SCALED,   /* the last batch is averaged over a full one */
    ONE_STEP,      /* parameters move once, with the last batch's gradient */
    ALL_AT_ONCE,   /* one batch of everything */
    UPHILL,        /* steps in the wrong direction */
    FRESH_NO_MORE, /* the seed is ignored */
    SOFTMAX_TWICE, /* probabilities are taken for logits */
    SPLIT,         /* the gradient is divided by the number of batches */
    STALE,         /* each step uses the gradients of the batch before */
    MISTAKES
} Mistake;

static const char *const epoch_causes[MISTAKES] = {
    [SUMMED] = "the gradient is summed over the batch; the mean has to come "
               "out: class_grad() gives it, and nothing multiplies it back",
    [NOT_SHUFFLED] = "the samples are visited as they stand: ask "
                     "epoch_order() for this epoch's order",
    [LABELS_STAY] = "the inputs are shuffled but the labels are not",
    [LAST_DROPPED] = "the last, smaller batch is left out",
    [LAST_SCALED] = "the last, smaller batch is divided by the full batch "
                    "size",
    [ONE_STEP] = "there is one step at the end of the epoch: each batch "
                 "needs its own",
    [ALL_AT_ONCE] = "the whole set is one batch",
    [UPHILL] = "the step goes uphill",
    [FRESH_NO_MORE] = "the order does not depend on the seed, so every epoch "
                      "has the same",
    [SOFTMAX_TWICE] = "the softmax is taken twice: class_loss() and "
                      "class_grad() want logits",
    [SPLIT] = "the gradient is divided by the number of batches: each batch "
              "makes a whole step with the mean over its own samples",
    [STALE] =
        "each step uses the gradients of the batch before: class_batch() "
        "comes first, then the step"};

static void move(Model *m, const Trace *t, double rate)
{
    for (size_t i = 0; i < m->count; i++)
        if (m->layers[i].kind == LAYER_LINEAR && t->dW[i].data) {
            mat_add_scaled(-rate, &t->dW[i], &m->layers[i].W);
            mat_add_scaled(-rate, &t->db[i], &m->layers[i].b);
        }
}

/* One naive step on order[from .. from+rows-1]; `before` holds the last
 * batch's gradients and receives this one's. Returns the mean loss. */
static double naive_step(Model *m, const Case *c, const size_t *order,
                         size_t from, size_t rows, size_t batch, double rate,
                         Mistake mistake, Trace *before)
{
    Mat x = mat_new(rows, FEATURES), labels = mat_new(rows, 1);
    for (size_t i = 0; i < rows; i++) {
        memcpy(&AT(&x, i, 0), &AT(&c->x, order[from + i], 0),
               FEATURES * sizeof(real));
        labels.data[i] =
            c->labels
                .data[mistake == LABELS_STAY ? from + i : order[from + i]];
    }
    if (mistake == STALE)
        move(m, before, rate);
    Trace trace = forward_of(m, &x);
    const Mat *z = &trace.value[trace.count];
    Mat t = one_hot_of(&labels, CLASSES), p = naive_softmax(z);
    double loss = naive_loss(&p, &t);
    Mat dz = naive_grad(mistake == SOFTMAX_TWICE ? &p : z, &t);
    double factor = mistake == SUMMED        ? (double)rows
                    : mistake == LAST_SCALED ? (double)rows / (double)batch
                    : mistake == SPLIT
                        ? 1 / ceil((double)c->count / (double)batch)
                        : 1;
    for (size_t k = 0; k < mat_size(&dz); k++)
        dz.data[k] *= factor;
    backward_of(m, &dz, &trace);
    if (mistake != STALE)
        move(m, &trace, mistake == UPHILL ? -rate : rate);
    trace_free(before);
    *before = trace;
    Mat *all[] = {&x, &labels, &t, &p, &dz};
    for (size_t i = 0; i < sizeof all / sizeof *all; i++)
        mat_free(all[i]);
    return loss;
}

/* Gradients of an earlier batch, which the net and the naive epoch begin
 * with, so that a step that is taken too early shows. */
static Trace earlier(const Case *c)
{
    Trace trace = forward_of(&c->m, &c->x);
    Mat dz = mat_new(c->count, CLASSES), y = mat_copy(&dz);
    mat_fill(&dz, 0.02);
    backward_of(&c->m, &dz, &trace);
    net_forward(c->net, &c->x, &y);
    net_backward(c->net, &dz, NULL);
    mat_free(&dz);
    mat_free(&y);
    return trace;
}

/* A naive epoch; the model moves, the mean loss is returned. */
static double naive_epoch(Model *m, const Case *c, size_t batch, double rate,
                          uint64_t seed, Mistake mistake)
{
    size_t count = c->count, last = count / batch * batch;
    size_t *order = malloc(count * sizeof *order);
    double sum = 0;
    Trace before = earlier(c);
    Model start = copy_of(m);
    epoch_order(mistake == FRESH_NO_MORE ? 0 : seed, order, count);
    for (size_t i = 0; mistake == NOT_SHUFFLED && i < count; i++)
        order[i] = i;
    if (mistake == ALL_AT_ONCE)
        batch = count;
    for (size_t from = 0; from < count; from += batch) {
        size_t rows = count - from < batch ? count - from : batch;
        if (mistake == LAST_DROPPED && from == last)
            break;
        if (mistake == ONE_STEP) {
            model_free(m);
            *m = copy_of(&start);
        }
        sum += (double)rows * naive_step(m, c, order, from, rows, batch, rate,
                                         mistake, &before);
    }
    trace_free(&before);
    model_free(&start);
    free(order);
    return sum / (double)count;
}

static Mat row_after(const Case *c, size_t batch, double rate, uint64_t seed,
                     Mistake mistake)
{
    Model m = copy_of(&c->m);
    naive_epoch(&m, c, batch, rate, seed, mistake);
    Mat row = row_of(&m, NULL);
    model_free(&m);
    return row;
}

static void trains(size_t batch)
{
    Case c = fresh_case();
    double rate = check_uniform(0.2, 0.6);
    uint64_t seed = rng_next(check_rng());
    Mat before = parameters_of(&c);
    for (Mistake i = RIGHT + 1; i < MISTAKES; i++) {
        Mat wrong = row_after(&c, batch, rate, seed, i);
        check_suspect(&wrong, epoch_causes[i]);
        mat_free(&wrong);
    }
    check_suspect(&before, "nothing has been trained: the parameters have "
                           "not moved");
    Mat due = row_after(&c, batch, rate, seed, RIGHT);
    class_epoch(c.net, c.samples, batch, rate, seed);
    check_no_shape_error();
    Mat came = parameters_of(&c);
    check_mat("the parameters after an epoch, one after another", &came, &due,
              tiny);
    case_free(&c);
}

Test(class_epoch, makes_one_step_for_each_batch)
{
    trains(STEP);
}

Test(class_epoch, works_when_batches_divide_the_samples)
{
    trains(COUNT);
    trains(1);
}

Test(class_epoch, works_when_the_batch_is_larger_than_the_set)
{
    trains(3 * COUNT);
}

/* In one process, smaller and larger than those before. */
Test(class_epoch, takes_sets_and_batches_of_any_size)
{
    const size_t counts[] = {3, 1, 12, check_size(1030, 1200), 5};
    const size_t batches[] = {2, 4, 5, check_size(200, 1100), 3};
    for (size_t i = 0; i < sizeof counts / sizeof *counts; i++) {
        Case c = case_of(counts[i]);
        Model m = copy_of(&c.m);
        uint64_t seed = rng_next(check_rng());
        double due = naive_epoch(&m, &c, batches[i], 0.3, seed, RIGHT);
        double said = class_epoch(c.net, c.samples, batches[i], 0.3, seed);
        Mat row = row_of(&m, NULL), came = parameters_of(&c);
        check_mat("the parameters after an epoch on a set of another size, "
                  "one after another",
                  &came, &row, 1e-8);
        check_num("the loss of a set of another size", said, due, 1e-8);
        model_free(&m);
        case_free(&c);
    }
}

/* The mean of the batches' means counts the samples of a small last batch
 * too much. */
Test(class_epoch, weighs_every_sample_alike_in_the_loss)
{
    Case c = fresh_case();
    Model m = copy_of(&c.m);
    Trace before = {0};
    uint64_t seed = rng_next(check_rng());
    double loss = naive_epoch(&m, &c, STEP, 1e-9, seed, RIGHT);
    double means = 0, full = 0;
    size_t order[COUNT];
    epoch_order(seed, order, COUNT);
    for (size_t from = 0; from < COUNT; from += STEP) {
        size_t rows = COUNT - from < STEP ? COUNT - from : STEP;
        double mean =
            naive_step(&m, &c, order, from, rows, STEP, 0, RIGHT, &before);
        means += mean / 3;
        full += mean * STEP / COUNT;
    }
    check_suspect_num(means, "this is the mean of the batches' means: a "
                             "smaller last batch counts too much in it");
    check_suspect_num(means * 3 / COUNT,
                      "the batches' means are added and divided by the "
                      "number of samples: each of them has been divided "
                      "already");
    check_suspect_num(means * 3, "the batches' means are added up: each "
                                 "counts with its number of samples, and "
                                 "the sum is divided by all samples");
    check_suspect_num(full, "each batch is counted with the full batch size, "
                            "the smaller last one too");
    check_suspect_factor(COUNT, "this is the sum over the samples: divide it "
                                "by their number");
    check_num("the loss of an epoch",
              class_epoch(c.net, c.samples, STEP, 1e-9, seed), loss, 1e-9);
    case_free(&c);
}

Test(class_epoch, goes_on_from_epoch_to_epoch)
{
    Case c = fresh_case();
    Model m = copy_of(&c.m);
    for (size_t epoch = 0; epoch < 3; epoch++) {
        uint64_t seed = rng_next(check_rng());
        naive_epoch(&m, &c, STEP, 0.3, seed, RIGHT);
        class_epoch(c.net, c.samples, STEP, 0.3, seed);
        Mat due = row_of(&m, NULL), came = parameters_of(&c);
        check_mat("the parameters after several epochs", &came, &due, 1e-8);
    }
    model_free(&m);
    case_free(&c);
}

Test(class_epoch, stays_finite_when_the_softmax_is_saturated)
{
    Case c = fresh_case();
    for (size_t k = 0; k < CLASSES; k++)
        c.m.layers[4].b.data[k] = k % 2 ? 900 : -900;
    model_give(&c.m, c.net);
    double loss = class_epoch(c.net, c.samples, STEP, 0.1, 1);
    Mat due = row_after(&c, STEP, 0.1, 1, RIGHT), came = parameters_of(&c);
    check_that(isfinite(loss), "the loss is not finite for logits of 900",
               "it is %g", loss);
    check_mat("the parameters after an epoch", &came, &due, 1e-9);
    case_free(&c);
}

Test(class_epoch, refuses_a_net_that_does_not_fit_the_samples)
{
    Case c = fresh_case();
    Net *other = net_build("linear 5 6\n", "xavier", 1);
    double said = class_epoch(other, c.samples, STEP, 0.1, 1);
    check_shape_error("x 4", "x 5");
    check_that(isnan(said),
               "the loss of a net that cannot be trained is not NaN",
               "it is %g", said);
    net_free(other);
    case_free(&c);
}
