/* Both passes are recursions over the layers; an epoch keeps one batch in an
 * array of its own. */
#include "net.h"

#include "activations.h"
#include "neuron.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

void net_describe(const Net *net, char *text, size_t size)
{
    static const char *const names[] = {
        [LAYER_SIGMOID] = "sigmoid", [LAYER_RELU] = "relu"};
    char all[NET_MOST * 60 + 1] = "", line[60];
    for (size_t i = 0; i < net->count; i++) {
        const Layer *l = net->layers + i;
        if (l->linear)
            sprintf(line, "linear %zu %zu\n", l->linear->W.rows,
                    l->linear->W.cols);
        else
            sprintf(line, "%s\n", names[l->kind]);
        strcat(all, line);
    }
    if (size)
        snprintf(text, size, "%s", all);
}

static void forward(Net *net, size_t i)
{
    if (i == net->count)
        return;
    Layer *l = &net->layers[i];
    Mat *in = net->kept + i, *out = in + 1;
    mat_resize(out, in->rows, l->linear ? l->linear->W.cols : in->cols);
    switch (l->kind) {
    case LAYER_LINEAR:
        linear_forward(l->linear, in, out);
        break;
    case LAYER_SIGMOID:
        sigmoid(in, out);
        break;
    case LAYER_RELU:
        relu(in, out);
    }
    forward(net, i + 1);
}

void net_forward(Net *net, const Mat *x, Mat *y)
{
    if (!net_fits("net_forward", net, x, y))
        return;
    mat_free(&net->kept[0]);
    net->kept[0] = mat_copy(x);
    forward(net, 0);
    mat_assign(&net->kept[net->count], y);
}

static void backward(Net *net, size_t i, const Mat *dy, Mat *dx)
{
    if (i == 0) {
        if (dx)
            mat_assign(dy, dx);
        return;
    }
    Layer *l = &net->layers[i - 1];
    Mat din = mat_new(net->kept[i - 1].rows, net->kept[i - 1].cols);
    if (l->kind == LAYER_LINEAR)
        linear_backward(l->linear, &net->kept[i - 1], dy, &din);
    if (l->kind == LAYER_SIGMOID)
        sigmoid_backward(&net->kept[i], dy, &din);
    if (l->kind == LAYER_RELU)
        relu_backward(&net->kept[i - 1], dy, &din);
    backward(net, i - 1, &din, dx);
    mat_free(&din);
}

void net_backward_from(Net *net, size_t top, const Mat *dy, Mat *dx)
{
    if (mat_same("net_backward", &net->kept[top], dy) &&
        (!dx || mat_same("net_backward", &net->kept[0], dx)))
        backward(net, top, dy, dx);
}

void net_step(Net *net, double rate)
{
    for (size_t i = net->count; i > 0; i--)
        if (net->layers[i - 1].linear)
            linear_step(net->layers[i - 1].linear, rate);
}

void net_predict(Net *net, const Mat *x, Mat *p)
{
    if (!mat_shape("net_predict", p, x->rows, 1) ||
        !net_fits("net_predict", net, x, p))
        return;
    Mat out = mat_new(p->rows, 1);
    net_forward(net, x, &out);
    for (size_t i = 0; i < p->rows; i++)
        p->data[i] = net_top(net) < net->count ? out.data[i]
                                               : 1 / (1 + exp(-out.data[i]));
    mat_free(&out);
}

double train_epoch(Net *net, const Samples *samples, size_t batch,
                   double rate, uint64_t seed)
{
    size_t n = samples_count(samples), d = samples_features(samples);
    size_t widest = n < batch ? n : batch;
    Mat x = mat_new(widest, d), y = mat_new(widest, net_outputs(net, d));
    double total = 0;
    if (!mat_shape("train_epoch", &y, widest, 1) ||
        !net_fits("train_epoch", net, &x, &y)) {
        mat_free(&x);
        mat_free(&y);
        return NAN;
    }
    size_t *order = calloc(n + 1, sizeof *order), from = 0;
    epoch_order(seed, order, n);
    while (from < n) {
        size_t rows = from + batch <= n ? batch : n - from;
        Mat t = mat_new(rows, 1), g = mat_new(rows, 1);
        mat_resize(&x, rows, d);
        mat_resize(&y, rows, 1);
        samples_batch(samples, &order[from], &x, &t);
        net_forward(net, &x, &y);
        const Mat *z = &net->kept[net_top(net)];
        total += (double)rows * logits_loss(z, &t);
        logits_grad(z, &t, &g);
        net_backward_from(net, net_top(net), &g, NULL);
        net_step(net, rate);
        from += rows;
        mat_free(&t);
        mat_free(&g);
    }
    free(order);
    mat_free(&x);
    mat_free(&y);
    return total / (double)n;
}
