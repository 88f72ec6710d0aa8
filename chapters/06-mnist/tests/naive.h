/* naive.h - what is due, computed entry by entry from the
 * definitions, never by the code under test. */
#ifndef TESTS_06_NAIVE_H
#define TESTS_06_NAIVE_H

#include "check.h"

static const double tiny = 1e-9; /* what rounding may do */
/* Formulas of a few terms; measured slopes are ten times less exact. */
static const double exact = 1e-12;

static inline double row_max(const Mat *z, size_t i)
{
    double most = -INFINITY;
    for (size_t c = 0; c < z->cols; c++)
        most = fmax(most, AT(z, i, c));
    return most;
}

/* exp(z - shift) over its sum, row by row; NaN in `shift` stands for the
 * maximum of the row. */
static inline Mat shifted_softmax(const Mat *z, double shift)
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

static inline Mat naive_softmax(const Mat *z)
{
    return shifted_softmax(z, NAN);
}

static inline size_t label_of(const Mat *t, size_t i)
{
    size_t c = 0;
    while (c + 1 < t->cols && AT(t, i, c) == 0)
        c++;
    return c;
}

/* The mean of -log p of the right classes. */
static inline double naive_loss(const Mat *p, const Mat *t)
{
    double sum = 0;
    for (size_t i = 0; i < p->rows; i++)
        sum -= log(AT(p, i, label_of(t, i)));
    return sum / (double)p->rows;
}

static inline Mat one_hot_of(const Mat *labels, size_t classes)
{
    Mat t = mat_new(labels->rows, classes);
    for (size_t i = 0; i < t.rows; i++)
        AT(&t, i, (size_t)labels->data[i]) = 1;
    return t;
}

static inline Mat naive_grad(const Mat *z, const Mat *t)
{
    Mat dz = naive_softmax(z);
    for (size_t k = 0; k < mat_size(z); k++)
        dz.data[k] = (dz.data[k] - t->data[k]) / (double)z->rows;
    return dz;
}

static inline double sigma(double z)
{
    return 1 / (1 + exp(-z));
}

static inline Mat naive_backward(const Mat *p, const Mat *dp, double own,
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

#endif
