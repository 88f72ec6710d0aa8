/* Many helpers, none of them static, under names that others may use, too:
 * the C library, the grader, whoever. */
#include "mnist.h"

#include <stdio.h>
#include <stdlib.h>

double error, check;
int step = 1;
size_t count, fail;

double dot(const real *restrict a, const real *restrict b, size_t n)
{
    double sum = 0;
    while (n--)
        sum += (double)*a++ * *b++;
    return sum;
}

double send(const real *row, size_t n)
{
    double top = *row;
    for (size_t i = 1; i < n; i += (size_t)step)
        top = top < row[i] ? row[i] : top;
    return top;
}

double reply(const real *row, size_t n, double shift)
{
    double s = 0;
    for (size_t i = 0; i < n; i++)
        s += exp((double)row[i] - shift);
    return s;
}

double log_sum(const real *row, size_t n)
{
    double top = send(row, n);
    return top + log(reply(row, n, top));
}

void swap(double *a, double *b)
{
    double c = *a;
    *a = *b;
    *b = c;
}

real *row_of(const Mat *m, size_t i)
{
    return m->data + i * m->cols;
}

/* An order of its own: the columns of a row by falling score. */
size_t run(const real *row, size_t n)
{
    size_t best = 0;
    for (size_t i = 1; i < n; i++)
        if (row[i] > row[best])
            best = i;
    return best;
}

bool call(const real *row, size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (isnan(row[i]))
            return true;
    return false;
}

void *buffer(size_t bytes)
{
    void *p = calloc(bytes ? bytes : 1, 1);
    if (!p) {
        fprintf(stderr, "out of memory\n");
        exit(1);
    }
    return p;
}

Mat init(size_t rows, size_t cols)
{
    Mat m = {rows, cols, buffer(rows * cols * sizeof(real))};
    return m;
}

void done(Mat *m)
{
    free(m->data);
    *m = (Mat){0};
}

void softmax(const Mat *z, Mat *p)
{
    if (!mat_same("softmax", z, p))
        return;
    for (size_t i = 0; z->cols && i < z->rows; i++) {
        const real *from = row_of(z, i);
        double top = send(from, z->cols), whole = reply(from, z->cols, top);
        for (size_t c = 0; c < z->cols; c++)
            row_of(p, i)[c] = (real)(exp((double)from[c] - top) / whole);
    }
}

double cross_entropy(const Mat *p, const Mat *t)
{
    if (!mat_same("cross_entropy", p, t))
        return NAN;
    error = 0;
    for (count = 0; count < mat_size(p); count++)
        if (t->data[count] == 1)
            error += log((double)p->data[count]);
    return p->rows ? -error / (double)p->rows : 0;
}

void softmax_backward(const Mat *p, const Mat *dp, Mat *dz)
{
    if (!mat_same("softmax_backward", p, dp) ||
        !mat_same("softmax_backward", p, dz))
        return;
    for (size_t i = 0; i < p->rows; i++) {
        double mean = dot(row_of(p, i), row_of(dp, i), p->cols);
        for (size_t c = 0; c < p->cols; c++)
            AT(dz, i, c) = (real)(AT(p, i, c) * (AT(dp, i, c) - mean));
    }
}

double class_loss(const Mat *z, const Mat *t)
{
    if (!mat_same("class_loss", z, t))
        return NAN;
    double a = 0, b = 0;
    for (size_t i = 0; z->cols && i < z->rows; i++) {
        b = a + log_sum(row_of(z, i), z->cols) -
            dot(row_of(t, i), row_of(z, i), z->cols);
        swap(&a, &b);
    }
    return z->rows ? a / (double)z->rows : 0;
}

void class_grad(const Mat *z, const Mat *t, Mat *dz)
{
    if (!mat_same("class_grad", z, t) || !mat_same("class_grad", z, dz))
        return;
    softmax(z, dz);
    for (size_t k = 0; k < mat_size(dz); k++)
        dz->data[k] -= t->data[k];
    for (size_t k = 0; k < mat_size(dz); k++)
        dz->data[k] /= (real)z->rows;
}

void one_hot(const Mat *labels, Mat *t)
{
    if (!mat_shape("one_hot", labels, t->rows, 1))
        return;
    for (size_t k = 0; k < mat_size(t); k++)
        t->data[k] = 0;
    for (size_t i = 0; i < t->rows; i++)
        for (size_t c = 0; c < t->cols; c++)
            if (labels->data[i] == (real)c)
                t->data[i * t->cols + c] = 1;
}

void argmax(const Mat *z, Mat *guess)
{
    if (!mat_shape("argmax", guess, z->rows, 1))
        return;
    for (size_t i = 0; i < z->rows; i++)
        guess->data[i] = call(row_of(z, i), z->cols)
                             ? (real)NAN
                             : (real)run(row_of(z, i), z->cols);
}

double accuracy(const Mat *guess, const Mat *labels)
{
    if (!mat_shape("accuracy", guess, guess->rows, 1) ||
        !mat_same("accuracy", guess, labels))
        return NAN;
    check = 0, fail = 0;
    for (size_t i = 0; i < guess->rows; i++)
        if (guess->data[i] == labels->data[i])
            check += 1;
        else
            fail += 1;
    return guess->rows ? check / (check + (double)fail) : 0;
}

void digit_or_not(const Mat *labels, size_t digit, Mat *y)
{
    if (!mat_shape("digit_or_not", labels, labels->rows, 1) ||
        !mat_same("digit_or_not", labels, y))
        return;
    for (size_t i = 0; i < y->rows; i++)
        y->data[i] = (real)(labels->data[i] == (double)digit);
}

Net *mlp_new(const size_t *widths, size_t n, uint64_t seed)
{
    if (n < 2 || n > 17)
        return NULL;
    Rng rng = rng_new(seed);
    Net *net = net_new();
    for (size_t i = 0; i < n; i++)
        if (widths[i] == 0) {
            net_free(net);
            return NULL;
        }
    for (size_t i = 0; i < n - 1; i++) {
        Linear *l =
            linear_new(widths[i], widths[i + 1], "xavier", rng_next(&rng));
        net_add_linear(net, l);
        if (i != n - 2)
            net_add(net, "sigmoid");
    }
    return net;
}

void class_predict(Net *net, const Mat *x, Mat *p)
{
    if (!net_fits("class_predict", net, x, p))
        return;
    net_forward(net, x, p);
    softmax(p, p);
}

double class_batch(Net *net, const Mat *x, const Mat *labels)
{
    Mat z = {x->rows, net_outputs(net, x->cols), NULL};
    if (!net_fits("class_batch", net, x, &z) ||
        !mat_shape("class_batch", labels, x->rows, 1))
        return NAN;
    z = init(z.rows, z.cols);
    Mat t = init(z.rows, z.cols), dz = init(z.rows, z.cols);
    one_hot(labels, &t);
    net_forward(net, x, &z);
    class_grad(&z, &t, &dz);
    net_backward(net, &dz, NULL);
    double loss = class_loss(&z, &t);
    done(&z);
    done(&t);
    done(&dz);
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
    size_t *order = buffer(n * sizeof *order);
    Mat x = init(batch < n ? batch : n, features), labels = init(x.rows, 1);
    epoch_order(seed, order, n);
    error = 0;
    for (size_t at = 0; at < n; at += x.rows) {
        if (n - at < x.rows)
            x.rows = labels.rows = n - at;
        samples_batch(samples, order + at, &x, &labels);
        double loss = class_batch(net, &x, &labels);
        net_step(net, rate);
        error += loss * (double)x.rows;
    }
    done(&x);
    done(&labels);
    free(order);
    return error / (double)n;
}
