/* Weights and biases as one matrix with an extra row, inputs with a column
 * of ones: made for a pass and taken apart again. Everything is static or
 * grows; the activations are switches. */
#include "net.h"

#include "neuron.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define NAME(kind)                                                           \
    ((kind) == LAYER_RELU      ? "relu"                                      \
     : (kind) == LAYER_SIGMOID ? "sigmoid"                                   \
                               : "linear")

void net_describe(const Net *net, char *text, size_t size)
{
    char *all = calloc(net->count + 1, 64);
    for (size_t i = 0; i < net->count; i++) {
        strcat(all, NAME(net->layers[i].kind));
        if (net->layers[i].kind == LAYER_LINEAR) {
            char numbers[50];
            snprintf(numbers, sizeof numbers, " %zu %zu",
                     linear_in(net->layers[i].linear),
                     linear_out(net->layers[i].linear));
            strcat(all, numbers);
        }
        strcat(all, "\n");
    }
    if (size)
        snprintf(text, size, "%s", all);
    free(all);
}

/* x with a column of ones behind it. */
static Mat with_ones(const Mat *x)
{
    Mat wide = mat_new(x->rows, x->cols + 1);
    for (size_t i = 0; i < x->rows; i++) {
        for (size_t j = 0; j < x->cols; j++)
            AT(&wide, i, j) = AT(x, i, j);
        AT(&wide, i, x->cols) = 1;
    }
    return wide;
}

/* W with b below it. */
static Mat stacked(const Linear *l)
{
    Mat all = mat_new(l->W.rows + 1, l->W.cols);
    memcpy(all.data, l->W.data, mat_size(&l->W) * sizeof(real));
    memcpy(all.data + mat_size(&l->W), l->b.data, l->b.cols * sizeof(real));
    return all;
}

static void activate(LayerKind kind, const Mat *x, Mat *y)
{
    for (size_t k = 0; k < mat_size(x); k++) {
        double z = x->data[k];
        switch (kind) {
        case LAYER_RELU:
            y->data[k] = (real)((z + fabs(z)) / 2);
            break;
        case LAYER_SIGMOID:
            y->data[k] =
                (real)(z < 0 ? exp(z) / (1 + exp(z)) : 1 / (1 + exp(-z)));
            break;
        default:
            abort();
        }
    }
}

void net_forward(Net *net, const Mat *x, Mat *y)
{
    if (!net_fits("net_forward", net, x, y))
        return;
    mat_resize(net->kept, x->rows, x->cols);
    mat_assign(x, net->kept);
    for (size_t i = 0; i < net->count; i++) {
        const Layer *l = &net->layers[i];
        Mat *in = &net->kept[i], *out = in + 1;
        if (l->kind == LAYER_LINEAR) {
            Mat wide = with_ones(in), all = stacked(l->linear);
            mat_resize(out, in->rows, all.cols);
            mat_mul(&wide, &all, out);
            mat_free(&wide);
            mat_free(&all);
        } else {
            mat_resize(out, in->rows, in->cols);
            activate(l->kind, in, out);
        }
    }
    mat_assign(&net->kept[net->count], y);
}

static Mat back(Layer *l, const Mat *in, const Mat *out, const Mat *grad)
{
    if (l->kind == LAYER_LINEAR) {
        Mat wide = with_ones(in), all = mat_new(wide.cols, grad->cols);
        mat_mul_tn(&wide, grad, &all);
        size_t n = mat_size(&l->linear->W);
        memcpy(l->linear->dW.data, all.data, n * sizeof(real));
        memcpy(l->linear->db.data, all.data + n, all.cols * sizeof(real));
        mat_free(&wide);
        mat_free(&all);
        Mat below = mat_new(in->rows, in->cols);
        mat_mul_nt(grad, &l->linear->W, &below);
        return below;
    }
    Mat below = mat_copy(grad);
    for (size_t k = 0; k < mat_size(grad); k++)
        if (l->kind == LAYER_SIGMOID)
            below.data[k] *= out->data[k] - out->data[k] * out->data[k];
        else if (in->data[k] < 0) /* at 0 the slope is 1 */
            below.data[k] = 0;
    return below;
}

void net_backward_from(Net *net, size_t top, const Mat *dy, Mat *dx)
{
    if (!mat_same("net_backward", &net->kept[top], dy) ||
        (dx && !mat_same("net_backward", &net->kept[0], dx)))
        return;
    Mat grad = mat_copy(dy);
    for (size_t i = top; i > 0; i--) {
        Mat below = back(&net->layers[i - 1], &net->kept[i - 1],
                         &net->kept[i], &grad);
        mat_free(&grad);
        grad = below;
    }
    if (dx)
        mat_assign(&grad, dx);
    mat_free(&grad);
}

void net_step(Net *net, double rate)
{
    for (size_t i = 0; i < net->count; i++)
        if (net->layers[i].linear != NULL) {
            Linear *l = net->layers[i].linear;
            mat_add_scaled(-rate, &l->dW, &l->W);
            mat_add_scaled(-rate, &l->db, &l->b);
        }
}

void net_predict(Net *net, const Mat *x, Mat *p)
{
    if (!net_fits("net_predict", net, x, p) ||
        !mat_shape("net_predict", p, x->rows, 1))
        return;
    net_forward(net, x, p);
    if (net_top(net) == net->count)
        activate(LAYER_SIGMOID, p, p);
}

double train_epoch(Net *net, const Samples *samples, size_t batch,
                   double rate, uint64_t seed)
{
    static size_t *order, room;
    static Mat x, t, y;
    size_t n = samples_count(samples), d = samples_features(samples);
    Mat in = {n, d, NULL}, out = {n, net_outputs(net, d), NULL};
    if (!mat_shape("train_epoch", &out, n, 1) ||
        !net_fits("train_epoch", net, &in, &out))
        return NAN;
    if (room < n) {
        order = realloc(order, n * sizeof *order);
        room = n;
    }
    epoch_order(seed, order, n);
    double sum = 0;
    for (size_t done = 0; done < n; done += batch) {
        size_t rows = done + batch > n ? n - done : batch;
        mat_resize(&x, rows, d);
        mat_resize(&t, rows, 1);
        mat_resize(&y, rows, 1);
        samples_batch(samples, order + done, &x, &t);
        net_forward(net, &x, &y);
        Mat *z = &net->kept[net_top(net)];
        sum += logits_loss(z, &t) * (double)rows;
        logits_grad(z, &t, &y);
        net_backward_from(net, net_top(net), &y, NULL);
        net_step(net, rate);
    }
    return sum / (double)n;
}
