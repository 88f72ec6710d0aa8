/* By the book: the whole matrix of slopes of a softmax, long double on the
 * way, VLAs, and a loss that is summed from the last sample to the first. */
#include "mnist.h"

#include <assert.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>

static void softmax_row(size_t C, const real z[C], long double p[C])
{
    long double most = z[0], sum = 0;
    for (size_t c = 1; c < C; c++)
        if (z[c] > most)
            most = z[c];
    for (size_t c = 0; c < C; c++)
        sum += p[c] = expl(z[c] - most);
    for (size_t c = 0; c < C; c++)
        p[c] /= sum;
}

void softmax(const Mat *z, Mat *p)
{
    size_t C = z->cols;
    if (!mat_same("softmax", z, p) || mat_size(z) == 0)
        return;
    for (size_t i = 0; i < z->rows; i++) {
        long double row[C];
        softmax_row(C, &AT(z, i, 0), row);
        for (size_t c = 0; c < C; c++)
            AT(p, i, c) = (real)row[c];
    }
}

double cross_entropy(const Mat *p, const Mat *t)
{
    if (!mat_same("cross_entropy", p, t))
        return NAN;
    if (p->rows == 0)
        return 0;
    long double sum = 0.0L;
    for (size_t i = p->rows - 1; i < p->rows; i--)
        for (size_t c = p->cols; c-- > 0;)
            if (AT(t, i, c) > (real)0.5)
                sum -= logl(AT(p, i, c));
    return (double)(sum / (long double)p->rows);
}

void softmax_backward(const Mat *p, const Mat *dp, Mat *dz)
{
    if (!mat_same("softmax_backward", p, dp) ||
        !mat_same("softmax_backward", p, dz) || mat_size(p) == 0)
        return;
    size_t C = p->cols;
    long double(*J)[C] = malloc(sizeof(long double[C][C]));
    assert(J != NULL);
    for (size_t i = 0; i < p->rows; i++) {
        long double out[C];
        for (size_t k = 0; k < C; k++)
            for (size_t c = 0; c < C; c++)
                J[k][c] = AT(p, i, k) * ((long double)(k == c) - AT(p, i, c));
        for (size_t c = 0; c < C; c++) {
            out[c] = 0;
            for (size_t k = 0; k < C; k++)
                out[c] += AT(dp, i, k) * J[k][c];
        }
        for (size_t c = 0; c < C; c++)
            AT(dz, i, c) = (real)out[c];
    }
    free(J);
}

double class_loss(const Mat *z, const Mat *t)
{
    if (!mat_same("class_loss", z, t))
        return NAN;
    if (z->rows == 0 || z->cols == 0)
        return 0;
    long double sum = 0;
    for (size_t i = z->rows; i-- > 0;) {
        long double whole = 0;
        for (size_t c = 0; c < z->cols; c++)
            if (AT(t, i, c) > 0)
                for (size_t k = 0; k < z->cols; k++)
                    whole += expl((long double)AT(z, i, k) - AT(z, i, c));
        if (isinf(whole)) { /* logits far apart */
            long double most = AT(z, i, 0), right = 0;
            for (size_t k = 0; k < z->cols; k++) {
                most = fmaxl(most, AT(z, i, k));
                right += AT(t, i, k) * (long double)AT(z, i, k);
            }
            whole = 0;
            for (size_t k = 0; k < z->cols; k++)
                whole += expl(AT(z, i, k) - most);
            sum += most - right + logl(whole);
        } else if (whole > 0) {
            sum += logl(whole);
        }
    }
    return (double)(sum / (long double)z->rows);
}

void class_grad(const Mat *z, const Mat *t, Mat *dz)
{
    if (!mat_same("class_grad", z, t) || !mat_same("class_grad", z, dz) ||
        mat_size(z) == 0)
        return;
    for (size_t i = 0; i < z->rows; i++) {
        long double p[z->cols];
        softmax_row(z->cols, &AT(z, i, 0), p);
        for (size_t c = 0; c < z->cols; c++)
            AT(dz, i, c) =
                (real)((p[c] - AT(t, i, c)) / (long double)z->rows);
    }
}

void one_hot(const Mat *labels, Mat *t)
{
    if (!mat_shape("one_hot", labels, t->rows, 1))
        return;
    for (size_t k = 0; k < mat_size(t); k++) {
        int column = (int)(k % t->cols),
            label = (int)labels->data[k / t->cols];
        t->data[k] = column == label;
    }
}

void argmax(const Mat *z, Mat *guess)
{
    if (!mat_shape("argmax", guess, z->rows, 1))
        return;
    for (size_t i = 0; i < z->rows; i++) {
        size_t c = 0;
        /* the first that no entry is greater than */
        for (bool beaten = true; beaten; c += beaten) {
            beaten = false;
            for (size_t k = 0; k < z->cols; k++)
                beaten = beaten || AT(z, i, k) > AT(z, i, c);
        }
        AT(guess, i, 0) = (real)c;
        for (size_t k = 0; k < z->cols; k++)
            if (isnan(AT(z, i, k)))
                AT(guess, i, 0) = AT(z, i, k);
    }
}

double accuracy(const Mat *guess, const Mat *labels)
{
    if (!mat_shape("accuracy", guess, guess->rows, 1) ||
        !mat_same("accuracy", guess, labels))
        return NAN;
    unsigned long long hits = 0;
    for (size_t i = 0; i < guess->rows; i++)
        hits += AT(guess, i, 0) - AT(labels, i, 0) == 0 ? 1 : 0;
    return hits ? (double)hits / (double)guess->rows : 0;
}

void digit_or_not(const Mat *labels, size_t digit, Mat *y)
{
    if (!mat_shape("digit_or_not", labels, labels->rows, 1) ||
        !mat_same("digit_or_not", labels, y))
        return;
    for (size_t i = y->rows; i-- > 0;)
        AT(y, i, 0) = !((long)AT(labels, i, 0) - (long)digit);
}

Net *mlp_new(const size_t *widths, size_t n, uint64_t seed)
{
    if (n < 2 || n > 17)
        return NULL;
    char plan[17][80] = {{0}}, all[17 * 80], *end = all;
    *end = '\0';
    for (size_t i = 1; i < n; i++) {
        if (widths[i - 1] == 0 || widths[i] == 0)
            return NULL;
        sprintf(plan[i], "linear %zu %zu\n%s", widths[i - 1], widths[i],
                i + 1 < n ? "sigmoid\n" : "");
        for (const char *from = plan[i]; (*end = *from) != '\0'; from++)
            end++;
    }
    return net_build(all, "xavier", seed);
}

void class_predict(Net *net, const Mat *x, Mat *p)
{
    if (net_fits("class_predict", net, x, p)) {
        net_forward(net, x, p);
        softmax(p, p);
    }
}

double class_batch(Net *net, const Mat *x, const Mat *labels)
{
    Mat z = {x->rows, net_outputs(net, x->cols), NULL};
    if (!net_fits("class_batch", net, x, &z) ||
        !mat_shape("class_batch", labels, x->rows, 1))
        return NAN;
    real *all = calloc(4 * mat_size(&z), sizeof *all);
    assert(all || !mat_size(&z));
    z.data = all;
    Mat t = {z.rows, z.cols, all + mat_size(&z)};
    Mat p = {z.rows, z.cols, all + 2 * mat_size(&z)};
    Mat dz = {z.rows, z.cols, all + 3 * mat_size(&z)};
    net_forward(net, x, &z);
    one_hot(labels, &t);
    softmax(&z, &p);
    /* without the fused form: dL/dp first, where p is not too small */
    bool small = false;
    for (size_t k = 0; k < mat_size(&z); k++)
        small = small || (t.data[k] > 0 && p.data[k] < 1e-3);
    if (small) {
        class_grad(&z, &t, &dz);
    } else {
        Mat dp = mat_new(z.rows, z.cols);
        for (size_t k = 0; k < mat_size(&z); k++)
            if (t.data[k] > 0)
                dp.data[k] = -1 / (p.data[k] * (real)z.rows);
        softmax_backward(&p, &dp, &dz);
        mat_free(&dp);
    }
    net_backward(net, &dz, NULL);
    double loss = class_loss(&z, &t);
    free(all);
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
    assert(batch > 0 && n < SIZE_MAX / sizeof(size_t));
    size_t *order = malloc(n * sizeof *order);
    long double sum = 0;
    epoch_order(seed, order, n);
    size_t full = n / batch, rest = n % batch;
    for (size_t b = 0; b < full + (rest > 0); b++) {
        size_t rows = b < full ? batch : rest;
        Mat x = mat_new(rows, features), labels = mat_new(rows, 1);
        samples_batch(samples, order + b * batch, &x, &labels);
        sum += (long double)rows * class_batch(net, &x, &labels);
        net_step(net, rate);
        mat_free(&x);
        mat_free(&labels);
    }
    free(order);
    return (double)(sum / n);
}
