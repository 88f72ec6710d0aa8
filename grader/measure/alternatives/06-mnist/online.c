/* Softmax and log-sum-exp in one pass over a row; sums compensated after
 * Kahan; batches walk through the order by pointer. */
#include "mnist.h"

#include <float.h>
#include <stdio.h>
#include <stdlib.h>

typedef struct {
    double sum, carry;
} Kahan;

static void kahan_add(Kahan *k, double x)
{
    double y = x - k->carry, t = k->sum + y;
    k->carry = (t - k->sum) - y;
    k->sum = t;
}

/* The greatest entry so far and the sum of exp(z - greatest). */
typedef struct {
    double most, sum;
} Running;

static Running running(const real *z, size_t n)
{
    Running r = {-DBL_MAX, 0};
    for (const real *end = z + n; z < end; z++)
        if (*z > r.most) {
            r.sum = r.sum * exp(r.most - *z) + 1;
            r.most = *z;
        } else {
            r.sum += exp(*z - r.most);
        }
    return r;
}

void softmax(const Mat *z, Mat *p)
{
    if (!mat_same("softmax", z, p))
        return;
    const real *from = z->data;
    real *to = p->data;
    for (size_t i = 0; i < z->rows; i++) {
        Running r = running(from, z->cols);
        for (size_t c = z->cols; c > 0; c--, from++, to++)
            *to = (real)(exp(*from - r.most) / r.sum);
    }
}

double cross_entropy(const Mat *p, const Mat *t)
{
    if (!mat_same("cross_entropy", p, t))
        return NAN;
    if (p->rows == 0)
        return 0;
    Kahan k = {0, 0};
    for (size_t i = 0; i < p->rows; ++i)
        for (size_t c = 0; c < p->cols; ++c)
            if (AT(t, i, c) != 0)
                kahan_add(&k, -log((double)fmax(AT(p, i, c), 1e-30)));
    return k.sum / (double)p->rows;
}

void softmax_backward(const Mat *p, const Mat *dp, Mat *dz)
{
    if (!mat_same("softmax_backward", p, dp) ||
        !mat_same("softmax_backward", p, dz))
        return;
    for (size_t i = p->rows; i-- > 0;) {
        const real *pi = p->data + i * p->cols, *di = dp->data + i * p->cols;
        real *zi = dz->data + i * p->cols;
        Kahan k = {0, 0};
        for (size_t c = p->cols; c-- > 0;)
            kahan_add(&k, (double)pi[c] * di[c]);
        for (size_t c = p->cols; c-- > 0;)
            zi[c] = (real)(pi[c] * di[c] - pi[c] * k.sum);
    }
}

double class_loss(const Mat *z, const Mat *t)
{
    if (!mat_same("class_loss", z, t))
        return NAN;
    Kahan k = {0, 0};
    for (size_t i = 0; i < z->rows; i++) {
        const real *row = &AT(z, i, 0);
        Running r = running(row, z->cols);
        size_t right = 0;
        while (right < z->cols && AT(t, i, right) == 0)
            ++right;
        if (right < z->cols)
            kahan_add(&k, (r.most - row[right]) + log(r.sum));
    }
    return z->rows == 0 ? 0.0 : k.sum / (double)z->rows;
}

void class_grad(const Mat *z, const Mat *t, Mat *dz)
{
    if (!mat_same("class_grad", z, t) || !mat_same("class_grad", z, dz))
        return;
    double share = 1. / (double)(z->rows ? z->rows : 1);
    for (size_t i = 0; i < z->rows; i++) {
        Running r = running(&AT(z, i, 0), z->cols);
        for (size_t c = 0; c < z->cols; c++)
            AT(dz, i, c) = (real)(share * (exp(AT(z, i, c) - r.most) / r.sum -
                                           AT(t, i, c)));
    }
}

void one_hot(const Mat *labels, Mat *t)
{
    if (!mat_shape("one_hot", labels, t->rows, 1))
        return;
    for (size_t i = 0; i < t->rows; i++)
        for (size_t c = 0; c < t->cols; c++)
            AT(t, i, c) = (real)c == labels->data[i] ? 1 : 0;
}

void argmax(const Mat *z, Mat *guess)
{
    if (!mat_shape("argmax", guess, z->rows, 1))
        return;
    const real *at = z->data;
    for (size_t i = 0; i < z->rows; i++) {
        double best = -INFINITY, where = 0, c = 0;
        for (const real *end = at + z->cols; at != end; ++at, ++c) {
            if (*at > best) {
                best = *at;
                where = c;
            }
            if (*at != *at)
                where = best = NAN; /* and nothing is greater than that */
        }
        guess->data[i] = (real)where;
    }
}

double accuracy(const Mat *guess, const Mat *labels)
{
    if (!mat_shape("accuracy", guess, guess->rows, 1) ||
        !mat_same("accuracy", guess, labels))
        return NAN;
    double wrong = 0;
    for (size_t i = 0; i < guess->rows; i++)
        if (!(guess->data[i] == labels->data[i]))
            wrong++;
    return guess->rows ? 1 - wrong / (double)guess->rows : 0;
}

void digit_or_not(const Mat *labels, size_t digit, Mat *y)
{
    if (!mat_shape("digit_or_not", labels, labels->rows, 1) ||
        !mat_same("digit_or_not", labels, y))
        return;
    for (size_t i = 0; i < y->rows; i++)
        y->data[i] = fabs(labels->data[i] - (real)digit) < 0.5;
}

Net *mlp_new(const size_t *widths, size_t n, uint64_t seed)
{
    if (n < 2 || n > 17)
        return NULL;
    char *plan = NULL;
    size_t length;
    FILE *out = open_memstream(&plan, &length);
    if (!out)
        return NULL;
    for (const size_t *w = widths; w + 1 < widths + n; w++) {
        if (w > widths)
            fputs("sigmoid\n", out);
        fprintf(out, "linear %zu %zu\n", w[0], w[1]);
    }
    fclose(out);
    Net *net = net_build(plan, "xavier", seed);
    free(plan);
    return net;
}

void class_predict(Net *net, const Mat *x, Mat *p)
{
    if (!net_fits("class_predict", net, x, p))
        return;
    Mat z = mat_copy(p);
    net_forward(net, x, &z);
    softmax(&z, p);
    mat_free(&z);
}

double class_batch(Net *net, const Mat *x, const Mat *labels)
{
    Mat y = {x->rows, net_outputs(net, x->cols), NULL};
    if (!net_fits("class_batch", net, x, &y) ||
        !mat_shape("class_batch", labels, x->rows, 1))
        return NAN;
    y = mat_new(y.rows, y.cols);
    Mat t = mat_new(y.rows, y.cols), dy = mat_new(y.rows, y.cols);
    one_hot(labels, &t);
    net_forward(net, x, &y);
    class_grad(&y, &t, &dy);
    net_backward(net, &dy, NULL);
    double loss = class_loss(&y, &t);
    mat_free(&dy);
    mat_free(&t);
    mat_free(&y);
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
    Kahan k = {0, 0};
    size_t *order = calloc(n, sizeof(size_t));
    if (order == NULL)
        return NAN;
    epoch_order(seed, order, n);
    for (const size_t *at = order, *end = order + n; at < end;) {
        size_t left = (size_t)(end - at), rows = left > batch ? batch : left;
        Mat x = mat_new(rows, features), labels = mat_new(rows, 1);
        samples_batch(samples, at, &x, &labels);
        kahan_add(&k, class_batch(net, &x, &labels) * (double)rows);
        net_step(net, rate);
        mat_free(&x);
        mat_free(&labels);
        at += rows;
    }
    free(order);
    return k.sum / (double)n;
}
