/* A batch goes through the net row by row; gradients of the rows are added
 * up. The kept matrices are allocated anew each time. */
#include "net.h"

#include "activations.h"
#include "neuron.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

/* Appends to a text that has room for `*left` more bytes. */
static void say(char **text, size_t *left, const char *format, ...)
{
    va_list list;
    va_start(list, format);
    int length = *left ? vsnprintf(*text, *left, format, list) : 0;
    va_end(list);
    size_t used = (size_t)length < *left ? (size_t)length : *left;
    *text += used;
    *left -= used;
}

void net_describe(const Net *net, char *text, size_t size)
{
    size_t left = size;
    if (size)
        text[0] = 0;
    for (size_t i = 0; i < net->count; ++i)
        if (net->layers[i].linear)
            say(&text, &left, "linear %zu %zu\n",
                linear_in(net->layers[i].linear),
                linear_out(net->layers[i].linear));
        else if (net->layers[i].kind == LAYER_RELU)
            say(&text, &left, "relu\n");
        else
            say(&text, &left, "sigmoid\n");
}

static Mat row(const Mat *m, size_t i)
{
    return (Mat){1, m->cols, m->data + i * m->cols};
}

void net_forward(Net *net, const Mat *x, Mat *y)
{
    if (!net_fits("net_forward", net, x, y))
        return;
    size_t width = x->cols;
    for (size_t l = 0; l <= net->count; l++) {
        mat_free(&net->kept[l]);
        if (l > 0 && net->layers[l - 1].linear)
            width = linear_out(net->layers[l - 1].linear);
        net->kept[l] = mat_new(x->rows, width);
    }
    mat_assign(x, &net->kept[0]);
    for (size_t i = 0; i < x->rows; i++) {
        for (size_t l = 0; l < net->count; l++) {
            Mat in = row(&net->kept[l], i), out = row(&net->kept[l + 1], i);
            if (net->layers[l].kind == LAYER_LINEAR)
                linear_forward(net->layers[l].linear, &in, &out);
            if (net->layers[l].kind == LAYER_SIGMOID)
                sigmoid(&in, &out);
            if (net->layers[l].kind == LAYER_RELU)
                relu(&in, &out);
        }
        Mat from = row(&net->kept[net->count], i), to = row(y, i);
        mat_assign(&from, &to);
    }
}

/* The gradients of all rows so far, which linear_backward() overwrites. */
typedef struct {
    Mat dW, db;
} Sum;

static void add_up(Sum *sum, const Linear *l)
{
    mat_add_scaled(1, &l->dW, &sum->dW);
    mat_add_scaled(1, &l->db, &sum->db);
}

static void put_back(Sum *sum, Linear *l)
{
    mat_assign(&sum->dW, &l->dW);
    mat_assign(&sum->db, &l->db);
    mat_free(&sum->dW);
    mat_free(&sum->db);
}

void net_backward_from(Net *net, size_t top, const Mat *dy, Mat *dx)
{
    Sum sums[NET_MOST] = {0};
    if (!mat_same("net_backward", &net->kept[top], dy) ||
        (dx && !mat_same("net_backward", &net->kept[0], dx)))
        return;
    for (size_t l = 0; l < top; l++)
        if (net->layers[l].linear)
            sums[l] = (Sum){mat_new(net->layers[l].linear->W.rows,
                                    net->layers[l].linear->W.cols),
                            mat_new(1, net->layers[l].linear->b.cols)};
    for (size_t i = 0; i < dy->rows; i++) {
        Mat from = row(dy, i), grad = mat_copy(&from);
        for (size_t l = top; l-- > 0;) {
            Mat in = row(&net->kept[l], i), out = row(&net->kept[l + 1], i);
            Mat below = mat_new(1, in.cols);
            if (net->layers[l].kind == LAYER_LINEAR) {
                linear_backward(net->layers[l].linear, &in, &grad, &below);
                add_up(&sums[l], net->layers[l].linear);
            } else if (net->layers[l].kind == LAYER_SIGMOID) {
                sigmoid_backward(&out, &grad, &below);
            } else {
                relu_backward(&in, &grad, &below);
            }
            mat_free(&grad);
            grad = below;
        }
        if (dx) {
            Mat to = row(dx, i);
            mat_assign(&grad, &to);
        }
        mat_free(&grad);
    }
    for (size_t l = 0; l < top; l++)
        if (net->layers[l].linear)
            put_back(&sums[l], net->layers[l].linear);
}

void net_step(Net *net, double rate)
{
    Param params[2 * NET_MOST];
    for (size_t n = net_params(net, params), i = 0; i < n; i++)
        mat_add_scaled(-rate, params[i].grad, params[i].value);
}

void net_predict(Net *net, const Mat *x, Mat *p)
{
    if (!net_fits("net_predict", net, x, p) ||
        !mat_shape("net_predict", p, x->rows, 1))
        return;
    net_forward(net, x, p);
    if (net->count == 0 || net->layers[net->count - 1].kind != LAYER_SIGMOID)
        sigmoid(p, p);
}

double train_epoch(Net *net, const Samples *samples, size_t batch,
                   double rate, uint64_t seed)
{
    size_t n = samples_count(samples), d = samples_features(samples);
    Mat in = {n, d, NULL}, out = {n, net_outputs(net, d), NULL};
    if (!mat_shape("train_epoch", &out, n, 1) ||
        !net_fits("train_epoch", net, &in, &out))
        return NAN;
    size_t *order = malloc(n * sizeof *order), rows;
    double mean = 0;
    epoch_order(seed, order, n);
    for (const size_t *at = order; at < order + n; at += rows) {
        rows = (size_t)(order + n - at);
        rows = rows < batch ? rows : batch;
        Mat x = mat_new(rows, d), t = mat_new(rows, 1), z = mat_new(rows, 1);
        samples_batch(samples, at, &x, &t);
        net_forward(net, &x, &z);
        mat_assign(&net->kept[net_top(net)], &z);
        mean += logits_loss(&z, &t) * (double)rows / (double)n;
        Mat p = mat_copy(&z);
        sigmoid(&z, &p);
        mat_add_scaled(-1, &t, &p);
        for (size_t i = 0; i < rows; i++)
            p.data[i] /= (real)rows;
        net_backward_from(net, net_top(net), &p, NULL);
        net_step(net, rate);
        mat_free(&p);
        mat_free(&z);
        mat_free(&t);
        mat_free(&x);
    }
    free(order);
    return mean;
}
