/* Sums over rows are products with a column of ones; whatever has to be
 * spread over a row is a product with a row of ones. */
#include "mnist.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static Mat ones(size_t rows, size_t cols)
{
    Mat m = mat_new(rows, cols);
    mat_fill(&m, 1);
    return m;
}

/* N x 1: the sums of the rows. */
static Mat row_sums(const Mat *m)
{
    Mat column = ones(m->cols, 1), sums = mat_new(m->rows, 1);
    mat_mul(m, &column, &sums);
    mat_free(&column);
    return sums;
}

/* N x cols: `column` beside itself. */
static Mat spread(const Mat *column, size_t cols)
{
    Mat row = ones(1, cols), wide = mat_new(column->rows, cols);
    mat_mul(column, &row, &wide);
    mat_free(&row);
    return wide;
}

static void replace(Mat *m, Mat by)
{
    mat_free(m);
    *m = by;
}

#define EACH(k, m) for (size_t k = 0, k##_end = mat_size(m); k < k##_end; k++)

/* z minus the greatest of its row; the greatest are tracked by columns. */
static Mat shifted(const Mat *z)
{
    Mat most = mat_new(z->rows, 1);
    mat_fill(&most, -INFINITY);
    for (size_t c = 0; c < z->cols; c++)
        for (size_t i = 0; i < z->rows; i++)
            most.data[i] = fmax(most.data[i], AT(z, i, c));
    Mat s = spread(&most, z->cols);
    EACH(k, z)
    s.data[k] = z->data[k] - s.data[k];
    mat_free(&most);
    return s;
}

void softmax(const Mat *z, Mat *p)
{
    if (!mat_same("softmax", z, p))
        return;
    Mat e = shifted(z);
    EACH(k, &e)
    e.data[k] = exp(e.data[k]);
    Mat sums = row_sums(&e);
    replace(&sums, spread(&sums, z->cols));
    EACH(k, &e)
    p->data[k] = e.data[k] / sums.data[k];
    mat_free(&e);
    mat_free(&sums);
}

double cross_entropy(const Mat *p, const Mat *t)
{
    double total = 0;
    if (!mat_same("cross_entropy", p, t))
        return NAN;
    EACH(k, p)
    total += t->data[k] == 0 ? 0 : t->data[k] * log((double)p->data[k]);
    return p->rows > 0 ? -total / (double)p->rows : 0;
}

/* dz = p * (dp - (p * dp) 1) */
void softmax_backward(const Mat *p, const Mat *dp, Mat *dz)
{
    if (!mat_same("softmax_backward", p, dp) ||
        !mat_same("softmax_backward", p, dz))
        return;
    Mat both = mat_copy(p);
    EACH(k, p)
    both.data[k] *= dp->data[k];
    Mat means = row_sums(&both);
    replace(&means, spread(&means, p->cols));
    EACH(k, p)
    dz->data[k] = p->data[k] * (dp->data[k] - means.data[k]);
    mat_free(&both);
    mat_free(&means);
}

double class_loss(const Mat *z, const Mat *t)
{
    if (!mat_same("class_loss", z, t))
        return NAN;
    if (z->rows == 0)
        return 0;
    double loss = 0;
    Mat s = shifted(z), e = mat_copy(&s);
    EACH(k, &e)
    e.data[k] = exp(e.data[k]);
    Mat sums = row_sums(&e);
    EACH(k, &sums)
    loss += log((double)sums.data[k]);
    EACH(k, &s)
    if (t->data[k] > 0)
        loss -= s.data[k];
    mat_free(&s);
    mat_free(&e);
    mat_free(&sums);
    return loss / (double)z->rows;
}

void class_grad(const Mat *z, const Mat *t, Mat *dz)
{
    if (!mat_same("class_grad", z, t) || !mat_same("class_grad", z, dz))
        return;
    Mat p = mat_copy(z);
    softmax(z, &p);
    mat_add_scaled(-1, t, &p);
    mat_fill(dz, 0);
    if (z->rows)
        mat_add_scaled(1 / (double)z->rows, &p, dz);
    mat_free(&p);
}

/* Rows of the unit matrix. */
void one_hot(const Mat *labels, Mat *t)
{
    if (!mat_shape("one_hot", labels, t->rows, 1))
        return;
    size_t C = t->cols;
    Mat unit = mat_new(C, C);
    for (size_t c = 0; c < C; c++)
        AT(&unit, c, c) = 1;
    mat_fill(t, 0);
    for (size_t i = 0; i < t->rows; i++) {
        long label = (long)labels->data[i];
        if (label >= 0 && (size_t)label < C)
            memcpy(&AT(t, i, 0), &AT(&unit, label, 0), C * sizeof(real));
    }
    mat_free(&unit);
}

void argmax(const Mat *z, Mat *guess)
{
    if (!mat_shape("argmax", guess, z->rows, 1))
        return;
    mat_fill(guess, 0);
    for (size_t c = 1; c < z->cols; c++)
        for (size_t i = 0; i < z->rows; i++)
            if (AT(z, i, c) > AT(z, i, (size_t)guess->data[i]))
                guess->data[i] = (real)c;
    EACH(k, z)
    if (isnan(z->data[k]))
        guess->data[k / z->cols] = NAN;
}

double accuracy(const Mat *guess, const Mat *labels)
{
    if (!mat_shape("accuracy", guess, guess->rows, 1) ||
        !mat_same("accuracy", guess, labels))
        return NAN;
    double share = 0;
    EACH(k, guess)
    share += (guess->data[k] == labels->data[k]) / (double)guess->rows;
    return share;
}

void digit_or_not(const Mat *labels, size_t digit, Mat *y)
{
    if (!mat_shape("digit_or_not", labels, labels->rows, 1) ||
        !mat_same("digit_or_not", labels, y))
        return;
    EACH(k, y)
    y->data[k] = (size_t)labels->data[k] == digit ? 1 : 0;
}

Net *mlp_new(const size_t *widths, size_t n, uint64_t seed)
{
    if (n < 2 || n > 17)
        return NULL;
    Net *net = net_new();
    for (size_t i = 0; i + 1 < n; i++) {
        if (!widths[i] || !widths[i + 1]) {
            net_free(net);
            return NULL;
        }
        if (i > 0)
            net_add(net, "sigmoid");
        net_add_linear(net, linear_new(widths[i], widths[i + 1], "xavier",
                                       seed * 31 + i));
    }
    return net;
}

void class_predict(Net *net, const Mat *x, Mat *p)
{
    if (!net_fits("class_predict", net, x, p))
        return;
    net_forward(net, x, p);
    softmax(&net->kept[net->count], p);
}

double class_batch(Net *net, const Mat *x, const Mat *labels)
{
    Mat room = {x->rows, net_outputs(net, x->cols), NULL};
    if (!net_fits("class_batch", net, x, &room) ||
        !mat_shape("class_batch", labels, x->rows, 1))
        return NAN;
    Mat z = mat_new(room.rows, room.cols), t = mat_copy(&z);
    one_hot(labels, &t);
    net_forward(net, x, &z);
    double loss = class_loss(&z, &t);
    softmax(&z, &z);
    mat_add_scaled(-1, &t, &z);
    mat_fill(&t, 0);
    mat_add_scaled(1 / (double)z.rows, &z, &t);
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
    size_t *order = malloc(n * sizeof *order);
    double mean = 0;
    epoch_order(seed, order, n);
    for (size_t done = 0, rows; done < n; done += rows) {
        rows = batch + done < n ? batch : n - done;
        Mat x = mat_new(rows, features), labels = mat_new(rows, 1);
        samples_batch(samples, &order[done], &x, &labels);
        mean += class_batch(net, &x, &labels) / (double)n * (double)rows;
        net_step(net, rate);
        mat_free(&labels);
        mat_free(&x);
    }
    free(order);
    return mean;
}
