/* As short as it gets. */
#include "net.h"

#include "activations.h"
#include "neuron.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

void net_describe(const Net *net, char *text, size_t size)
{
    static const char *const names[] = {"linear", "sigmoid", "relu"};
    char all[NET_MOST * 60] = "", *at = all;
    for (const Layer *l = net->layers; l < net->layers + net->count; l++)
        at += l->linear ? sprintf(at, "linear %zu %zu\n",
                                  linear_in(l->linear), linear_out(l->linear))
                        : sprintf(at, "%s\n", names[l->kind]);
    snprintf(text, size, "%s", all);
}

void net_forward(Net *net, const Mat *x, Mat *y)
{
    Mat *k = net->kept;
    if (!net_fits("net_forward", net, x, y))
        return;
    mat_resize(k, x->rows, x->cols), mat_assign(x, k);
    for (const Layer *l = net->layers; l < net->layers + net->count;
         l++, k++) {
        mat_resize(k + 1, x->rows,
                   l->linear ? linear_out(l->linear) : k->cols);
        l->linear                  ? linear_forward(l->linear, k, k + 1)
        : l->kind == LAYER_SIGMOID ? sigmoid(k, k + 1)
                                   : relu(k, k + 1);
    }
    mat_assign(k, y);
}

void net_backward_from(Net *net, size_t top, const Mat *dy, Mat *dx)
{
    Mat *k = net->kept + top, *d = net->dkept + top;
    if (!mat_same("net_backward", k, dy) ||
        (dx && !mat_same("net_backward", net->kept, dx)))
        return;
    mat_resize(d, dy->rows, dy->cols), mat_assign(dy, d);
    for (Layer *l = net->layers + top; l-- > net->layers; k--, d--) {
        mat_resize(d - 1, k[-1].rows, k[-1].cols);
        l->linear ? linear_backward(l->linear, k - 1, d, d - 1)
        : l->kind == LAYER_SIGMOID ? sigmoid_backward(k, d, d - 1)
                                   : relu_backward(k - 1, d, d - 1);
    }
    if (dx)
        mat_assign(d, dx);
}

void net_step(Net *net, double rate)
{
    for (Layer *l = net->layers; l < net->layers + net->count; l++)
        l->linear ? linear_step(l->linear, rate) : (void)0;
}

void net_predict(Net *net, const Mat *x, Mat *p)
{
    if (!mat_shape("net_predict", p, x->rows, 1) ||
        !net_fits("net_predict", net, x, p))
        return;
    net_forward(net, x, p), sigmoid(&net->kept[net_top(net)], p);
}

double train_epoch(Net *net, const Samples *samples, size_t batch,
                   double rate, uint64_t seed)
{
    size_t n = samples_count(samples), f = samples_features(samples), rows;
    Mat in = {n, f, NULL}, out = {n, net_outputs(net, f), NULL};
    if (!mat_shape("train_epoch", &out, n, 1) ||
        !net_fits("train_epoch", net, &in, &out))
        return NAN;
    size_t *order = malloc(n * sizeof *order), at = 0;
    double sum = 0;
    for (epoch_order(seed, order, n); at < n; at += rows) {
        rows = n - at < batch ? n - at : batch;
        Mat x = mat_new(rows, f), t = mat_new(rows, 1), y = mat_new(rows, 1);
        Mat *z = &net->kept[net_top(net)];
        samples_batch(samples, order + at, &x, &t);
        net_forward(net, &x, &y);
        sum += (double)rows * logits_loss(z, &t);
        logits_grad(z, &t, &y);
        net_backward_from(net, net_top(net), &y, NULL);
        net_step(net, rate);
        mat_free(&x), mat_free(&t), mat_free(&y);
    }
    return free(order), sum / (double)n;
}
