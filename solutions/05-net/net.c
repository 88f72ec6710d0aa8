/* net.c - chapter 5: a net of layers, and how it is trained. */
#include "net.h"

#include "activations.h"
#include "neuron.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

void net_describe(const Net *net, char *text, size_t size)
{
    /* [answer net_describe] */
    size_t used = 0;
    if (size > 0)
        *text = '\0';
    for (size_t i = 0; i < net->count && used < size; i++) {
        const Layer *l = &net->layers[i];
        if (l->kind == LAYER_LINEAR)
            used +=
                (size_t)snprintf(text + used, size - used, "linear %zu %zu\n",
                                 linear_in(l->linear), linear_out(l->linear));
        else
            used += (size_t)snprintf(text + used, size - used, "%s\n",
                                     l->kind == LAYER_SIGMOID ? "sigmoid"
                                                              : "relu");
    }
    /* [end] */
}

void net_forward(Net *net, const Mat *x, Mat *y)
{
    /* [answer net_forward] */
    if (!net_fits("net_forward", net, x, y))
        return;
    mat_resize(&net->kept[0], x->rows, x->cols);
    mat_assign(x, &net->kept[0]);
    for (size_t i = 0; i < net->count; i++) {
        const Layer *l = &net->layers[i];
        const Mat *in = &net->kept[i];
        Mat *out = &net->kept[i + 1];
        mat_resize(out, in->rows,
                   l->linear ? linear_out(l->linear) : in->cols);
        if (l->kind == LAYER_LINEAR)
            linear_forward(l->linear, in, out);
        else if (l->kind == LAYER_SIGMOID)
            sigmoid(in, out);
        else
            relu(in, out);
    }
    mat_assign(&net->kept[net->count], y);
    /* [end] */
}

void net_backward_from(Net *net, size_t top, const Mat *dy, Mat *dx)
{
    /* [answer net_backward] */
    if (!mat_same("net_backward", &net->kept[top], dy) ||
        (dx && !mat_same("net_backward", &net->kept[0], dx)))
        return;
    mat_resize(&net->dkept[top], dy->rows, dy->cols);
    mat_assign(dy, &net->dkept[top]);
    for (size_t i = top; i-- > 0;) {
        const Layer *l = &net->layers[i];
        const Mat *in = &net->kept[i], *dout = &net->dkept[i + 1];
        Mat *din = &net->dkept[i];
        mat_resize(din, in->rows, in->cols);
        if (l->kind == LAYER_LINEAR)
            linear_backward(l->linear, in, dout, i > 0 || dx ? din : NULL);
        else if (l->kind == LAYER_SIGMOID)
            sigmoid_backward(&net->kept[i + 1], dout, din);
        else
            relu_backward(in, dout, din);
    }
    if (dx)
        mat_assign(&net->dkept[0], dx);
    /* [end] */
}

void net_step(Net *net, double rate)
{
    /* [answer net_step] */
    for (size_t i = 0; i < net->count; i++)
        if (net->layers[i].kind == LAYER_LINEAR)
            linear_step(net->layers[i].linear, rate);
    /* [end] */
}

void net_predict(Net *net, const Mat *x, Mat *p)
{
    /* [answer net_predict] */
    if (!mat_shape("net_predict", p, x->rows, 1) ||
        !net_fits("net_predict", net, x, p))
        return;
    net_forward(net, x, p);
    if (net_top(net) == net->count)
        sigmoid(p, p);
    /* [end] */
}

/* One step of training on the batch `x` with the labels `t`; returns its mean
 * loss. */
static double train_batch(Net *net, const Mat *x, const Mat *t, double rate)
{
    /* [answer train_epoch | return NAN;] */
    size_t top = net_top(net);
    Mat y = mat_new(x->rows, 1), dz = mat_new(x->rows, 1);
    net_forward(net, x, &y);
    double loss = logits_loss(&net->kept[top], t);
    logits_grad(&net->kept[top], t, &dz);
    net_backward_from(net, top, &dz, NULL);
    net_step(net, rate);
    mat_free(&y);
    mat_free(&dz);
    return loss;
    /* [end] */
}

double train_epoch(Net *net, const Samples *samples, size_t batch,
                   double rate, uint64_t seed)
{
    /* [answer train_epoch | (void)train_batch; return NAN;] */
    size_t n = samples_count(samples), features = samples_features(samples);
    double sum = 0;
    Mat out = {batch < n ? batch : n, net_outputs(net, features), NULL};
    Mat x = {out.rows, features, NULL}, t = {0};
    if (!mat_shape("train_epoch", &out, out.rows, 1) ||
        !net_fits("train_epoch", net, &x, &out))
        return NAN;
    size_t *order = malloc(n * sizeof *order);
    if (!order)
        return NAN;
    x = mat_new(out.rows, features);
    epoch_order(seed, order, n);
    for (size_t from = 0; from < n; from += batch) {
        size_t rows = n - from < batch ? n - from : batch;
        mat_resize(&x, rows, features);
        mat_resize(&t, rows, 1);
        samples_batch(samples, order + from, &x, &t);
        sum += train_batch(net, &x, &t, rate) * (double)rows;
    }
    mat_free(&x);
    mat_free(&t);
    free(order);
    return sum / (double)n;
    /* [end] */
}
