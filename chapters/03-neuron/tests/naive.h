/* naive.h - what is due, computed sample by sample from the
 * definitions, never by the code under test. */
#ifndef TESTS_03_NAIVE_H
#define TESTS_03_NAIVE_H

#include "check.h"

/* How far a gradient, times N, may be off, however its formula is written:
 * the worst of the right ones that we know is off by 3e-16. Measured slopes
 * miss it, at any step and extrapolated, too: the best that doubles give is
 * 2e-15. */
static const double rounding = 1e-15;

static inline double naive_bce(double p, double y)
{
    return y > 0.5 ? -log(p) : -log(1 - p);
}

static inline double naive_sigmoid(double z)
{
    return (double)(1 / (1 + expl(-(long double)z)));
}

static inline double mean_bce(const Mat *p, const Mat *y)
{
    double sum = 0;
    for (size_t i = 0; i < p->rows; i++)
        sum += naive_bce(p->data[i], y->data[i]);
    return sum / (double)p->rows;
}

/* dL/dp, 1/N included. */
static inline Mat naive_dp(const Mat *p, const Mat *y)
{
    Mat dp = mat_copy(p);
    for (size_t i = 0; i < p->rows; i++) {
        long double pi = p->data[i];
        dp.data[i] = (real)((pi - y->data[i]) / (pi * (1 - pi) * p->rows));
    }
    return dp;
}

static inline Mat naive_probabilities(const Mat *z)
{
    Mat p = mat_copy(z);
    for (size_t i = 0; i < mat_size(z); i++)
        p.data[i] = naive_sigmoid(z->data[i]);
    return p;
}

/* dL/dz, 1/N included. */
static inline Mat naive_dz(const Mat *z, const Mat *y)
{
    Mat dz = mat_copy(z);
    for (size_t i = 0; i < z->rows; i++) {
        long double p = 1 / (1 + expl(-(long double)z->data[i]));
        dz.data[i] = (real)((p - y->data[i]) / z->rows);
    }
    return dz;
}

static inline Mat naive_logits(const Mat *x, const Mat *w, double bias)
{
    Mat z = mat_new(x->rows, 1);
    for (size_t i = 0; i < x->rows; i++) {
        z.data[i] = bias;
        for (size_t j = 0; j < x->cols; j++)
            z.data[i] += AT(x, i, j) * w->data[j];
    }
    return z;
}

static inline double naive_loss(const Mat *x, const Mat *y, const Mat *w,
                                double bias)
{
    Mat z = naive_logits(x, w, bias), p = naive_probabilities(&z);
    double loss = mean_bce(&p, y);
    mat_free(&z);
    mat_free(&p);
    return loss;
}

#endif
