/* Rows are searched from the right, the maximum and the sum of exponentials
 * come from one walk, the Jacobian is summed as it stands, and the one-hot
 * labels become the gradient in place. */
#include "mnist.h"

#include <stdio.h>
#include <stdlib.h>

/* A row's greatest logit, and the sum of the exponentials above it: found in
 * one walk, which rescales the sum whenever a greater logit comes. */
typedef struct {
    double top, sum;
} Peak;

static Peak peak_of(const real *z, size_t n)
{
    Peak p = {-INFINITY, 0};
    for (const real *end = z + n; z < end; z++) {
        if (*z <= p.top) {
            p.sum += exp((double)*z - p.top);
        } else {
            p.sum = p.sum * exp(p.top - (double)*z) + 1;
            p.top = *z;
        }
    }
    return p;
}

void softmax(const Mat *z, Mat *p)
{
    if (!mat_same("softmax", z, p))
        return;
    for (size_t i = 0; i < z->rows; i++) {
        const real *in = &AT(z, i, 0);
        real *out = &AT(p, i, 0);
        Peak peak = peak_of(in, z->cols);
        for (size_t c = 0; c < z->cols; c++)
            out[c] = (real)(exp((double)in[c] - peak.top) / peak.sum);
    }
}

double cross_entropy(const Mat *p, const Mat *t)
{
    if (!mat_same("cross_entropy", p, t))
        return NAN;
    if (p->rows == 0)
        return 0;
    double sum = 0;
    for (size_t k = mat_size(p); k-- > 0;)
        if (t->data[k] != 0)
            sum -= t->data[k] * log(fmax(p->data[k], 1e-30));
    return sum / (double)p->rows;
}

void softmax_backward(const Mat *p, const Mat *dp, Mat *dz)
{
    if (!mat_same("softmax_backward", p, dp) ||
        !mat_same("softmax_backward", p, dz))
        return;
    size_t n = p->cols;
    for (size_t i = 0; i < p->rows; i++) {
        /* The Jacobian as it stands: quadratic, but plain. */
        double row[n];
        for (size_t c = 0; c < n; c++) {
            row[c] = 0;
            for (size_t k = 0; k < n; k++)
                row[c] += (double)AT(dp, i, k) * AT(p, i, k) *
                          ((k == c) - (double)AT(p, i, c));
        }
        for (size_t c = 0; c < n; c++)
            AT(dz, i, c) = (real)row[c];
    }
}

double class_loss(const Mat *z, const Mat *t)
{
    if (!mat_same("class_loss", z, t))
        return NAN;
    double mean = 0;
    for (size_t i = 0; i < z->rows; i++) {
        Peak peak = peak_of(&AT(z, i, 0), z->cols);
        double cost = 0;
        for (size_t c = 0; c < z->cols; c++)
            cost += AT(t, i, c) *
                    (peak.top - (double)AT(z, i, c) + log(peak.sum));
        mean += cost / (double)z->rows;
    }
    return mean;
}

void class_grad(const Mat *z, const Mat *t, Mat *dz)
{
    if (!mat_same("class_grad", z, t) || !mat_same("class_grad", z, dz))
        return;
    for (size_t i = 0; i < z->rows; i++) {
        Peak peak = peak_of(&AT(z, i, 0), z->cols);
        for (size_t c = 0; c < z->cols; c++)
            AT(dz, i, c) = (real)((exp(AT(z, i, c) - peak.top) / peak.sum -
                                   AT(t, i, c)) /
                                  (double)z->rows);
    }
}

void one_hot(const Mat *labels, Mat *t)
{
    if (!mat_shape("one_hot", labels, t->rows, 1))
        return;
    for (size_t i = 0; i < t->rows; i++)
        for (size_t c = 0; c < t->cols; c++)
            AT(t, i, c) = labels->data[i] == (real)c ? 1 : 0;
}

void argmax(const Mat *z, Mat *guess)
{
    if (!mat_shape("argmax", guess, z->rows, 1))
        return;
    for (size_t i = 0; i < z->rows; i++) {
        size_t best = z->cols - 1;
        bool bad = false;
        for (size_t c = z->cols; c-- > 0;) { /* from the right */
            bad = bad || isnan(AT(z, i, c));
            if (AT(z, i, c) >= AT(z, i, best))
                best = c;
        }
        guess->data[i] = bad ? (real)NAN : (real)best;
    }
}

double accuracy(const Mat *guess, const Mat *labels)
{
    if (!mat_shape("accuracy", guess, guess->rows, 1) ||
        !mat_same("accuracy", guess, labels))
        return NAN;
    double right = 0, all = 0;
    for (const real *g = guess->data, *l = labels->data; all < guess->rows;
         all++)
        right += *g++ == *l++;
    return all > 0 ? right / all : 0;
}

void digit_or_not(const Mat *labels, size_t digit, Mat *y)
{
    if (!mat_shape("digit_or_not", labels, labels->rows, 1) ||
        !mat_same("digit_or_not", labels, y))
        return;
    for (size_t i = 0; i < labels->rows; i++)
        y->data[i] = !(labels->data[i] < digit || labels->data[i] > digit);
}

Net *mlp_new(const size_t *widths, size_t n, uint64_t seed)
{
    enum { MOST_WIDTHS = 17, LINE = 64 };
    if (n < 2 || n > MOST_WIDTHS)
        return NULL;
    for (size_t i = 0; i < n; i++)
        if (widths[i] == 0)
            return NULL;
    Net *net = net_new();
    Rng rng = rng_new(seed);
    for (size_t i = 1; i < n; i++) {
        if (i > 1)
            net_add(net, "sigmoid");
        net_add_linear(net, linear_new(widths[i - 1], widths[i], "xavier",
                                       rng_next(&rng)));
    }
    return net;
}

void class_predict(Net *net, const Mat *x, Mat *p)
{
    if (!net_fits("class_predict", net, x, p))
        return;
    Mat z = mat_new(p->rows, p->cols);
    net_forward(net, x, &z);
    softmax(&z, p);
    mat_free(&z);
}

double class_batch(Net *net, const Mat *x, const Mat *labels)
{
    Mat room = {x->rows, net_outputs(net, x->cols), NULL};
    if (!net_fits("class_batch", net, x, &room) ||
        !mat_shape("class_batch", labels, x->rows, 1))
        return NAN;
    Mat z = mat_new(room.rows, room.cols), t = mat_new(room.rows, room.cols);
    one_hot(labels, &t);
    net_forward(net, x, &z);
    double loss = class_loss(&z, &t);
    class_grad(&z, &t, &t); /* the labels are not needed any more */
    net_backward(net, &t, NULL);
    mat_free(&t);
    mat_free(&z);
    return loss;
}

double class_epoch(Net *net, const Samples *samples, size_t batch,
                   double rate, uint64_t seed)
{
    size_t n = samples_count(samples), features = samples_features(samples);
    Mat whole = {n, features, NULL};
    Mat room = {n, net_outputs(net, features), NULL};
    if (!net_fits("class_epoch", net, &whole, &room))
        return NAN;
    size_t *order = malloc(n * sizeof *order), *at = order, *end = order + n;
    epoch_order(seed, order, n);
    Mat x = {0}, labels = {0};
    double mean = 0;
    while (at < end) {
        size_t rows = (size_t)(end - at) < batch ? (size_t)(end - at) : batch;
        mat_resize(&x, rows, features);
        mat_resize(&labels, rows, 1);
        samples_batch(samples, at, &x, &labels);
        mean += class_batch(net, &x, &labels) * ((double)rows / (double)n);
        net_step(net, rate);
        at += rows;
    }
    mat_free(&x);
    mat_free(&labels);
    free(order);
    return mean;
}
