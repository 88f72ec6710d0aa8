/* suspects.h - known wrong formulas. */
#ifndef TESTS_06_SUSPECTS_H
#define TESTS_06_SUSPECTS_H

#include "check.h"
#include "inputs.h"
#include "mistakes.h"
#include "naive.h"

static inline void suspect_loss_scales(Size s)
{
    suspect_loss_of(s.n);
    check_suspect_factor(
        1 / (double)s.classes,
        text_with(
            "the sum is divided by the number of entries, as if each of "
            "the %zu classes were a sample: divide by the batch size",
            s.classes));
    check_suspect_factor((double)s.n / (double)s.classes,
                         "the sum is divided by the number of classes: "
                         "divide by the batch size");
    suspect_log_bases();
}

static const char twice[] =
    "the softmax is taken twice: what comes in are logits, and one softmax "
    "makes probabilities of them";

/* What a call gives whose output is an input, too, after the same call with
 * an output of its own has been right: if it is wrong, that is why. */
static inline void suspect_alias(const Mat *came)
{
    check_suspect(came, "with an output of its own the same call is right: "
                        "here the output is the input, too, and an entry is "
                        "overwritten that is still needed");
}

static const char no_max[] =
    "exp() overflows: subtract the greatest logit of the row before taking "
    "the exponential, which changes no probability";

static const char zero_max[] =
    "in a row of negative logits something is subtracted that is above all "
    "of them: begin the search for the greatest with the first logit, or "
    "with -INFINITY, not with 0";

static inline double binary_everywhere(const Mat *p, const Mat *t)
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
static inline double loss_with(const Mat *p, const Mat *t, double more,
                               int by)
{
    double sum = 0;
    for (size_t i = 0; i < p->rows; i++) {
        size_t c = (label_of(t, i) + p->cols + (size_t)by) % p->cols;
        sum -= log(AT(p, i, c) + more);
    }
    return sum / (double)p->rows;
}

/* Losses that forget the logarithm, or take the wrong classes. */
static inline void suspect_losses(const Mat *p, const Mat *t)
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

static inline void suspect_logit_losses(const Mat *z, const Mat *t)
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

#endif
