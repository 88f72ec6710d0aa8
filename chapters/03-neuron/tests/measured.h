/* measured.h - the error that a check of gradients owes. */
#ifndef TESTS_03_MEASURED_H
#define TESTS_03_MEASURED_H

#include "check.h"
#include "gradcheck.h"
#include "naive.h"

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

static inline double loss_of(const Loss *l)
{
    return l->w ? naive_loss(l->moved, l->y, l->w, l->bias)
                : mean_bce(l->moved, l->y);
}

static inline double slope_of(const Loss *l, size_t at, double eps,
                              Fault fault)
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

static inline double due_error(const Loss *l, const Mat *given, double eps,
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
static inline double expect_error(const Mat *x, const Mat *y, const Mat *w,
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
static inline Mat tampered(const Mat *m)
{
    Mat t = mat_copy(m);
    for (size_t i = 0; i < mat_size(m); i++)
        t.data[i] *= check_uniform(0.5, 1.6);
    return t;
}

#endif
