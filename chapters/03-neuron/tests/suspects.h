/* suspects.h - known wrong losses and gradients. */
#ifndef TESTS_03_SUSPECTS_H
#define TESTS_03_SUSPECTS_H

#include "check.h"
#include "inputs.h"
#include "mistakes.h"
#include "naive.h"

static inline void suspect_loss_scales(size_t n)
{
    check_suspect_factor(0.5, "half of what is due: a half belongs to some "
                              "squared errors, not to this loss");
    suspect_loss_of(n);
    suspect_log_bases();
}

static inline void suspect_gradient_scales(size_t n)
{
    check_suspect_factor(-1, "the sign is the other way round: the gradient "
                             "points to where the loss grows, so a "
                             "prediction above its label gives a positive "
                             "one");
    suspect_gradient_of(n);
}

static const char one_over_n[] =
    "0 times something: in C, 1 / N is 0 when both are integers; 1.0 / N and "
    "1 / (double)N are not";

static inline bool right_for_one(void (*grad)(const Mat *, const Mat *,
                                              Mat *),
                                 double at, double due)
{
    Mat one = single(at), label = single(0), came = single(NAN);
    grad(&one, &label, &came);
    return fabs(came.data[0] - due) < 1e-9;
}

/* What the usual slips make of the stable form. */
static inline void suspect_stable_form(const Mat *z, const Mat *y)
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

/* The cause is told if it is the size of the logit that does it. */
static inline _Noreturn void overflow(const char *message, bool fine_nearby)
{
    check_fail(message,
               fine_nearby
                   ? "an exponential overflows, or the probability has "
                     "become exactly 0 or 1 before it is used in a logarithm "
                     "or a division: use the form that needs neither"
                   : NULL,
               NULL);
}

#endif
