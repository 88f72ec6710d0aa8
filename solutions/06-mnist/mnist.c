/* mnist.c - chapter 6: many classes. */
#include "mnist.h"

#include <stdio.h>
#include <stdlib.h>

void softmax(const Mat *z, Mat *p)
{
    if (!mat_same("softmax", z, p))
        return;
    /* [answer softmax] */
    for (size_t i = 0; i < z->rows; i++) {
        double most = -INFINITY, sum = 0;
        for (size_t c = 0; c < z->cols; c++)
            most = fmax(most, AT(z, i, c));
        for (size_t c = 0; c < z->cols; c++) {
            AT(p, i, c) = exp(AT(z, i, c) - (real)most);
            sum += AT(p, i, c);
        }
        for (size_t c = 0; c < z->cols; c++)
            AT(p, i, c) /= (real)sum;
    }
    /* [end] */
}

double cross_entropy(const Mat *p, const Mat *t)
{
    if (!mat_same("cross_entropy", p, t))
        return NAN;
    /* [answer cross_entropy | return NAN;] */
    double sum = 0;
    for (size_t k = 0; k < mat_size(p); k++)
        if (t->data[k] > 0) /* else 0 times a logarithm that may be -inf */
            sum -= t->data[k] * log((double)p->data[k]);
    return p->rows ? sum / (double)p->rows : 0;
    /* [end] */
}

void softmax_backward(const Mat *p, const Mat *dp, Mat *dz)
{
    if (!mat_same("softmax_backward", p, dp) ||
        !mat_same("softmax_backward", p, dz))
        return;
    /* [answer softmax_backward] */
    for (size_t i = 0; i < p->rows; i++) {
        double mean = 0; /* of the row of dp, weighted by p */
        for (size_t c = 0; c < p->cols; c++)
            mean += AT(dp, i, c) * AT(p, i, c);
        for (size_t c = 0; c < p->cols; c++)
            AT(dz, i, c) = AT(p, i, c) * (AT(dp, i, c) - (real)mean);
    }
    /* [end] */
}

/* Helpers of your own may stand above the function that needs them. */
/* [answer class_loss] */
/* log sum exp of a row. */
static double log_sum_exp(const Mat *z, size_t row)
{
    double most = -INFINITY, sum = 0;
    for (size_t c = 0; c < z->cols; c++)
        most = fmax(most, AT(z, row, c));
    for (size_t c = 0; c < z->cols; c++)
        sum += exp(AT(z, row, c) - most);
    return most + log(sum);
}
/* [end] */

double class_loss(const Mat *z, const Mat *t)
{
    if (!mat_same("class_loss", z, t))
        return NAN;
    /* [answer class_loss | return NAN;] */
    double sum = 0;
    for (size_t i = 0; i < z->rows; i++) {
        double whole = log_sum_exp(z, i);
        for (size_t c = 0; c < z->cols; c++)
            if (AT(t, i, c) > 0)
                sum += AT(t, i, c) * (whole - AT(z, i, c));
    }
    return z->rows ? sum / (double)z->rows : 0;
    /* [end] */
}

void class_grad(const Mat *z, const Mat *t, Mat *dz)
{
    if (!mat_same("class_grad", z, t) || !mat_same("class_grad", z, dz))
        return;
    /* [answer class_grad] */
    softmax(z, dz);
    for (size_t k = 0; k < mat_size(dz); k++)
        dz->data[k] = (dz->data[k] - t->data[k]) / (real)dz->rows;
    /* [end] */
}

void one_hot(const Mat *labels, Mat *t)
{
    if (!mat_shape("one_hot", labels, t->rows, 1))
        return;
    /* [answer one_hot] */
    mat_fill(t, 0);
    for (size_t i = 0; i < t->rows; i++) {
        double label = AT(labels, i, 0);
        if (label >= 0 && label < (double)t->cols)
            AT(t, i, (size_t)label) = 1;
    }
    /* [end] */
}

void argmax(const Mat *z, Mat *guess)
{
    if (!mat_shape("argmax", guess, z->rows, 1))
        return;
    /* [answer argmax] */
    for (size_t i = 0; i < z->rows; i++) {
        size_t best = 0;
        bool nan = false;
        for (size_t c = 0; c < z->cols; c++) {
            nan |= isnan(AT(z, i, c)) != 0;
            best = AT(z, i, c) > AT(z, i, best) ? c : best;
        }
        AT(guess, i, 0) = nan ? (real)NAN : (real)best;
    }
    /* [end] */
}

double accuracy(const Mat *guess, const Mat *labels)
{
    if (!mat_shape("accuracy", guess, guess->rows, 1) ||
        !mat_same("accuracy", guess, labels))
        return NAN;
    /* [answer accuracy | return NAN;] */
    size_t right = 0;
    for (size_t i = 0; i < guess->rows; i++)
        right += AT(guess, i, 0) == AT(labels, i, 0);
    return guess->rows ? (double)right / (double)guess->rows : 0;
    /* [end] */
}

void digit_or_not(const Mat *labels, size_t digit, Mat *y)
{
    if (!mat_shape("digit_or_not", labels, labels->rows, 1) ||
        !mat_same("digit_or_not", labels, y))
        return;
    /* [answer digit_or_not] */
    for (size_t i = 0; i < y->rows; i++)
        AT(y, i, 0) = AT(labels, i, 0) == (real)digit;
    /* [end] */
}

Net *mlp_new(const size_t *widths, size_t n, uint64_t seed)
{
    enum { MOST_WIDTHS = 17, LINE = 64 };
    if (n < 2 || n > MOST_WIDTHS)
        return NULL;
    /* [answer mlp_new | return NULL;] */
    char plan[MOST_WIDTHS * LINE];
    size_t used = 0;
    for (size_t i = 0; i + 1 < n; i++)
        used += (size_t)snprintf(plan + used, sizeof plan - used,
                                 "%slinear %zu %zu\n", i ? "sigmoid\n" : "",
                                 widths[i], widths[i + 1]);
    return net_build(plan, "xavier", seed);
    /* [end] */
}

void class_predict(Net *net, const Mat *x, Mat *p)
{
    if (!net_fits("class_predict", net, x, p))
        return;
    /* [answer class_predict] */
    net_forward(net, x, p);
    softmax(p, p);
    /* [end] */
}

double class_batch(Net *net, const Mat *x, const Mat *labels)
{
    Mat room = {x->rows, net_outputs(net, x->cols), NULL};
    if (!net_fits("class_batch", net, x, &room) ||
        !mat_shape("class_batch", labels, x->rows, 1))
        return NAN;
    /* [answer class_batch | return NAN;] */
    Mat z = mat_new(room.rows, room.cols), t = mat_new(room.rows, room.cols);
    net_forward(net, x, &z);
    one_hot(labels, &t);
    double loss = class_loss(&z, &t);
    class_grad(&z, &t, &z);
    net_backward(net, &z, NULL);
    mat_free(&z);
    mat_free(&t);
    return loss;
    /* [end] */
}

double class_epoch(Net *net, const Samples *samples, size_t batch,
                   double rate, uint64_t seed)
{
    size_t n = samples_count(samples), features = samples_features(samples);
    Mat whole = {n, features, NULL};
    Mat room = {n, net_outputs(net, features), NULL};
    if (!net_fits("class_epoch", net, &whole, &room))
        return NAN;
    /* [answer class_epoch | return NAN;] */
    double sum = 0;
    Mat x = {0}, labels = {0};
    size_t *order = malloc(n * sizeof *order);
    if (!order)
        return NAN;
    epoch_order(seed, order, n);
    for (size_t from = 0; from < n; from += batch) {
        size_t rows = n - from < batch ? n - from : batch;
        mat_resize(&x, rows, features);
        mat_resize(&labels, rows, 1);
        samples_batch(samples, order + from, &x, &labels);
        sum += class_batch(net, &x, &labels) * (double)rows;
        net_step(net, rate);
    }
    mat_free(&x);
    mat_free(&labels);
    free(order);
    return sum / (double)n;
    /* [end] */
}
