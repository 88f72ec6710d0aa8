/* What a kind of layer does stands in a table of functions. */
#include "net.h"

#include "activations.h"
#include "neuron.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

typedef struct {
    size_t (*describe)(const Layer *l, char *text, size_t size);
    size_t (*width)(const Layer *l, size_t before);
    void (*forward)(const Layer *l, const Mat *in, Mat *out);
    void (*backward)(const Layer *l, const Mat *in, const Mat *out,
                     const Mat *dout, Mat *din);
    void (*step)(const Layer *l, double rate);
} Kind;

static size_t describe_linear(const Layer *l, char *text, size_t size)
{
    return (size_t)snprintf(text, size, "linear %zu %zu\n",
                            linear_in(l->linear), linear_out(l->linear));
}

static size_t describe_sigmoid(const Layer *l, char *text, size_t size)
{
    (void)l;
    return (size_t)snprintf(text, size, "sigmoid\n");
}

static size_t describe_relu(const Layer *l, char *text, size_t size)
{
    (void)l;
    return (size_t)snprintf(text, size, "relu\n");
}

static size_t width_linear(const Layer *l, size_t before)
{
    (void)before;
    return linear_out(l->linear);
}

static size_t width_same(const Layer *l, size_t before)
{
    (void)l;
    return before;
}

static void forward_linear(const Layer *l, const Mat *in, Mat *out)
{
    linear_forward(l->linear, in, out);
}

static void forward_sigmoid(const Layer *l, const Mat *in, Mat *out)
{
    (void)l;
    sigmoid(in, out);
}

static void forward_relu(const Layer *l, const Mat *in, Mat *out)
{
    (void)l;
    relu(in, out);
}

static void backward_linear(const Layer *l, const Mat *in, const Mat *out,
                            const Mat *dout, Mat *din)
{
    (void)out;
    linear_backward(l->linear, in, dout, din);
}

static void backward_sigmoid(const Layer *l, const Mat *in, const Mat *out,
                             const Mat *dout, Mat *din)
{
    (void)l;
    (void)in;
    sigmoid_backward(out, dout, din);
}

static void backward_relu(const Layer *l, const Mat *in, const Mat *out,
                          const Mat *dout, Mat *din)
{
    (void)l;
    (void)out;
    relu_backward(in, dout, din);
}

static void step_linear(const Layer *l, double rate)
{
    linear_step(l->linear, rate);
}

static void step_none(const Layer *l, double rate)
{
    (void)l;
    (void)rate;
}

static const Kind kinds[] = {
    [LAYER_LINEAR] = {.describe = describe_linear,
                      .width = width_linear,
                      .forward = forward_linear,
                      .backward = backward_linear,
                      .step = step_linear},
    [LAYER_SIGMOID] = {describe_sigmoid, width_same, forward_sigmoid,
                       backward_sigmoid, step_none},
    [LAYER_RELU] = {describe_relu, width_same, forward_relu, backward_relu,
                    step_none}};

void net_describe(const Net *net, char *text, size_t size)
{
    char line[64];
    size_t used = 0;
    if (size == 0)
        return;
    for (size_t i = 0; i < net->count; i++) {
        const Layer *l = net->layers + i;
        size_t n = kinds[l->kind].describe(l, line, sizeof line);
        if (n > size - 1 - used)
            n = size - 1 - used;
        memcpy(text + used, line, n);
        used += n;
    }
    text[used] = '\0';
}

void net_forward(Net *net, const Mat *x, Mat *y)
{
    if (!net_fits("net_forward", net, x, y))
        return;
    Mat *at = net->kept;
    mat_free(at);
    *at = mat_copy(x);
    for (const Layer *l = net->layers; l < net->layers + net->count; l++) {
        mat_resize(at + 1, at->rows, kinds[l->kind].width(l, at->cols));
        kinds[l->kind].forward(l, at, at + 1);
        at++;
    }
    mat_assign(at, y);
}

void net_backward_from(Net *net, size_t top, const Mat *dy, Mat *dx)
{
    if (!mat_same("net_backward", &net->kept[top], dy) ||
        (dx && !mat_same("net_backward", &net->kept[0], dx)))
        return;
    mat_free(&net->dkept[top]);
    net->dkept[top] = mat_copy(dy);
    for (size_t i = top; i--;) {
        const Layer *l = &net->layers[i];
        mat_resize(&net->dkept[i], net->kept[i].rows, net->kept[i].cols);
        kinds[l->kind].backward(l, &net->kept[i], &net->kept[i + 1],
                                &net->dkept[i + 1], &net->dkept[i]);
    }
    if (dx)
        mat_assign(net->dkept, dx);
}

void net_step(Net *net, double rate)
{
    for (size_t i = 0; i < net->count; i++)
        kinds[net->layers[i].kind].step(&net->layers[i], rate);
}

void net_predict(Net *net, const Mat *x, Mat *p)
{
    if (!net_fits("net_predict", net, x, p) ||
        !mat_shape("net_predict", p, x->rows, 1))
        return;
    net_forward(net, x, p);
    sigmoid(&net->kept[net_top(net)], p);
}

double train_epoch(Net *net, const Samples *samples, size_t batch,
                   double rate, uint64_t seed)
{
    const size_t n = samples_count(samples), d = samples_features(samples);
    Mat in = {n, d, NULL}, out = {n, net_outputs(net, d), NULL};
    if (!mat_shape("train_epoch", &out, n, 1) ||
        !net_fits("train_epoch", net, &in, &out))
        return NAN;
    size_t *order = malloc(n * sizeof *order), at = 0;
    double sum = 0;
    if (!order)
        return NAN;
    epoch_order(seed, order, n);
    while (at < n) {
        size_t rows = batch < n - at ? batch : n - at;
        Mat x = mat_new(rows, d), t = mat_new(rows, 1), y = mat_new(rows, 1);
        samples_batch(samples, order + at, &x, &t);
        net_forward(net, &x, &y);
        const Mat *z = &net->kept[net_top(net)];
        sum += (double)rows * logits_loss(z, &t);
        logits_grad(z, &t, &y);
        net_backward_from(net, net_top(net), &y, NULL);
        net_step(net, rate);
        at += rows;
        mat_free(&x);
        mat_free(&t);
        mat_free(&y);
    }
    free(order);
    return sum / (double)n;
}
