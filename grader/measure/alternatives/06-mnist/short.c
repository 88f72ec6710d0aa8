/* As short as it gets: each function leans on another one. */
#include "mnist.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define UNLESS_SAME(who, a, b, ...)                                          \
    if (!mat_same(who, a, b))                                                \
    return __VA_ARGS__
#define ALL(k, m) for (size_t k = 0; k < mat_size(m); k++)
#define ROWS(i, m) for (size_t i = 0; i < (m)->rows; i++)
#define COLS(c, m) for (size_t c = 0; c < (m)->cols; c++)

/* log of the softmax */
static Mat log_softmax(const Mat *z)
{
    Mat l = mat_copy(z);
    ROWS(i, z)
    {
        double most = -INFINITY, sum = 0;
        COLS(c, z) most = fmax(AT(z, i, c), most);
        COLS(c, z) sum += exp(AT(&l, i, c) -= (real)most);
        COLS(c, z) AT(&l, i, c) -= (real)log(sum);
    }
    return l;
}

void softmax(const Mat *z, Mat *p)
{
    UNLESS_SAME("softmax", z, p);
    Mat l = log_softmax(z);
    ALL(k, z) p->data[k] = exp(l.data[k]);
    mat_free(&l);
}

double cross_entropy(const Mat *p, const Mat *t)
{
    UNLESS_SAME("cross_entropy", p, t, NAN);
    double sum = 0;
    ALL(k, p) sum -= t->data[k] ? log((double)p->data[k]) : 0;
    return sum / (double)(p->rows + !p->rows);
}

void softmax_backward(const Mat *p, const Mat *dp, Mat *dz)
{
    UNLESS_SAME("softmax_backward", p, dp);
    UNLESS_SAME("softmax_backward", p, dz);
    ROWS(i, p)
    {
        double s = 0;
        COLS(c, p) s += AT(p, i, c) * AT(dp, i, c);
        COLS(c, p) AT(dz, i, c) = (AT(dp, i, c) - (real)s) * AT(p, i, c);
    }
}

double class_loss(const Mat *z, const Mat *t)
{
    UNLESS_SAME("class_loss", z, t, NAN);
    double sum = 0;
    Mat l = log_softmax(z);
    ALL(k, z) sum -= t->data[k] ? l.data[k] : 0;
    mat_free(&l);
    return sum / (double)(z->rows + !z->rows);
}

void class_grad(const Mat *z, const Mat *t, Mat *dz)
{
    UNLESS_SAME("class_grad", z, t);
    UNLESS_SAME("class_grad", z, dz);
    softmax(z, dz);
    ALL(k, z) dz->data[k] = (dz->data[k] - t->data[k]) / (real)z->rows;
}

void one_hot(const Mat *labels, Mat *t)
{
    if (mat_shape("one_hot", labels, t->rows, 1))
        ROWS(i, t) COLS(c, t) AT(t, i, c) = labels->data[i] == (real)c;
}

void argmax(const Mat *z, Mat *guess)
{
    if (!mat_shape("argmax", guess, z->rows, 1))
        return;
    ROWS(i, z)
    {
        real best = AT(z, i, 0), at = best != best ? NAN : 0;
        for (size_t c = 1; c < z->cols; c++) {
            real v = AT(z, i, c);
            at = v != v ? NAN : v > best && at == at ? (real)c : at;
            best = v > best ? v : best;
        }
        guess->data[i] = at;
    }
}

double accuracy(const Mat *guess, const Mat *labels)
{
    if (!mat_shape("accuracy", guess, guess->rows, 1) ||
        !mat_same("accuracy", guess, labels))
        return NAN;
    double hits = 0;
    ALL(k, guess) hits += guess->data[k] == labels->data[k];
    return hits / (double)(guess->rows + !guess->rows);
}

void digit_or_not(const Mat *labels, size_t digit, Mat *y)
{
    if (mat_shape("digit_or_not", labels, labels->rows, 1) &&
        mat_same("digit_or_not", labels, y))
        ALL(k, y) y->data[k] = labels->data[k] == (real)digit;
}

Net *mlp_new(const size_t *widths, size_t n, uint64_t seed)
{
    Net *net = n < 2 || n > 17 ? NULL : net_new();
    for (size_t i = 1; net && i < n; i++) {
        if (!widths[i - 1] || !widths[i])
            return net_free(net), NULL;
        if (i > 1)
            net_add(net, "sigmoid");
        net_add_linear(net,
                       linear_new(widths[i - 1], widths[i], "xavier",
                                  rng_seed_of((char[]){(char)i, 0}) + seed));
    }
    return net;
}

void class_predict(Net *net, const Mat *x, Mat *p)
{
    if (net_fits("class_predict", net, x, p))
        net_forward(net, x, p), softmax(p, p);
}

double class_batch(Net *net, const Mat *x, const Mat *labels)
{
    Mat z = {x->rows, net_outputs(net, x->cols), NULL};
    if (!net_fits("class_batch", net, x, &z) ||
        !mat_shape("class_batch", labels, x->rows, 1))
        return NAN;
    Mat y = mat_new(z.rows, z.cols), t = mat_copy(&y), d = mat_copy(&y);
    one_hot(labels, &t), net_forward(net, x, &y), class_grad(&y, &t, &d);
    net_backward_from(net, net->count, &d, NULL);
    double loss = class_loss(&y, &t);
    return mat_free(&y), mat_free(&t), mat_free(&d), loss;
}

double class_epoch(Net *net, const Samples *samples, size_t batch,
                   double rate, uint64_t seed)
{
    size_t n = samples_count(samples), f = samples_features(samples);
    Mat in = {n, f, NULL}, out = {n, net_outputs(net, f), NULL};
    if (!net_fits("class_epoch", net, &in, &out))
        return NAN;
    size_t *order = malloc(n * sizeof *order), at = 0;
    double sum = 0;
    for (epoch_order(seed, order, n); at < n; at += batch) {
        size_t rows = n - at < batch ? n - at : batch;
        Mat x = mat_new(rows, f), t = mat_new(rows, 1);
        samples_batch(samples, order + at, &x, &t);
        sum += (double)rows * class_batch(net, &x, &t);
        net_step(net, rate), mat_free(&x), mat_free(&t);
    }
    return free(order), sum / (double)n;
}
