/* Layers are called through a table of functions; the text is built letter by
 * letter; gradients are summed up by hand for the loss. */
#include "net.h"

#include "activations.h"
#include "neuron.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

typedef struct {
    const char *name;
    void (*forward)(const Layer *l, const Mat *in, Mat *out);
    void (*backward)(Layer *l, const Mat *in, const Mat *out, const Mat *dout,
                     Mat *din);
} Behaviour;

static void f_linear(const Layer *l, const Mat *in, Mat *out)
{
    mat_resize(out, in->rows, linear_out(l->linear));
    linear_forward(l->linear, in, out);
}

static void f_sigmoid(const Layer *l, const Mat *in, Mat *out)
{
    (void)l;
    mat_resize(out, in->rows, in->cols);
    sigmoid(in, out);
}

static void f_relu(const Layer *l, const Mat *in, Mat *out)
{
    (void)l;
    mat_resize(out, in->rows, in->cols);
    relu(in, out);
}

static void b_linear(Layer *l, const Mat *in, const Mat *out, const Mat *dout,
                     Mat *din)
{
    (void)out;
    linear_backward(l->linear, in, dout, din);
}

static void b_sigmoid(Layer *l, const Mat *in, const Mat *out,
                      const Mat *dout, Mat *din)
{
    (void)l, (void)in;
    sigmoid_backward(out, dout, din);
}

static void b_relu(Layer *l, const Mat *in, const Mat *out, const Mat *dout,
                   Mat *din)
{
    (void)l, (void)out;
    relu_backward(in, dout, din);
}

static const Behaviour behaviour[] = {
    [LAYER_RELU] = {"relu", f_relu, b_relu},
    [LAYER_SIGMOID] = {"sigmoid", f_sigmoid, b_sigmoid},
    [LAYER_LINEAR] = {"linear", f_linear, b_linear},
};

static size_t put(char *text, size_t size, size_t at, const char *what)
{
    while (*what) {
        if (at + 1 < size)
            text[at] = *what;
        at++, what++;
    }
    if (size > 0)
        text[at < size ? at : size - 1] = '\0';
    return at;
}

void net_describe(const Net *net, char *text, size_t size)
{
    char number[50];
    size_t at = put(text, size, 0, "");
    for (const Layer *l = net->layers; l < net->layers + net->count; l++) {
        at = put(text, size, at, behaviour[l->kind].name);
        if (l->kind == LAYER_LINEAR) {
            snprintf(number, sizeof number, " %zu %zu", linear_in(l->linear),
                     linear_out(l->linear));
            at = put(text, size, at, number);
        }
        at = put(text, size, at, "\n");
    }
}

void net_forward(Net *net, const Mat *x, Mat *y)
{
    if (!net_fits("net_forward", net, x, y))
        return;
    Mat *now = net->kept;
    mat_resize(now, x->rows, x->cols);
    memcpy(now->data, x->data, mat_size(x) * sizeof(real));
    for (size_t i = 0; i < net->count; i++, now++)
        behaviour[net->layers[i].kind].forward(&net->layers[i], now, now + 1);
    memcpy(y->data, now->data, mat_size(y) * sizeof(real));
}

void net_backward_from(Net *net, size_t top, const Mat *dy, Mat *dx)
{
    if (!mat_same("net_backward", dy, &net->kept[top]) ||
        (dx && !mat_same("net_backward", dx, &net->kept[0])))
        return;
    Mat grad = mat_copy(dy);
    while (top > 0) {
        top--;
        Mat below = mat_new(net->kept[top].rows, net->kept[top].cols);
        behaviour[net->layers[top].kind].backward(
            &net->layers[top], &net->kept[top], &net->kept[top + 1], &grad,
            &below);
        mat_free(&grad);
        grad = below;
    }
    if (dx)
        mat_assign(&grad, dx);
    mat_free(&grad);
}

void net_step(Net *net, double rate)
{
    Param params[2 * NET_MOST];
    size_t count = net_params(net, params);
    for (size_t i = 0; i < count; i++)
        mat_add_scaled(-rate, params[i].grad, params[i].value);
}

void net_predict(Net *net, const Mat *x, Mat *p)
{
    Mat logit = mat_new(x->rows, 1);
    if (mat_shape("net_predict", p, x->rows, 1) &&
        net_fits("net_predict", net, x, &logit)) {
        net_forward(net, x, &logit);
        sigmoid(&net->kept[net_top(net)], p);
    }
    mat_free(&logit);
}

double train_epoch(Net *net, const Samples *samples, size_t batch,
                   double rate, uint64_t seed)
{
    size_t n = samples_count(samples), top = net_top(net);
    size_t first = batch > n ? n : batch, d = samples_features(samples);
    Mat x = mat_new(first, d), t = mat_new(first, 1),
        y = mat_new(first, net_outputs(net, d)), g = mat_new(first, 1);
    double mean = NAN;
    size_t *order = malloc((n + 1) * sizeof *order);
    if (!order || !mat_shape("train_epoch", &y, first, 1) ||
        !net_fits("train_epoch", net, &x, &y))
        goto out;
    mean = 0;
    epoch_order(seed, order, n);
    for (size_t done = 0, rows; done < n; done += rows) {
        rows = done + batch > n ? n - done : batch;
        Mat *all[] = {&x, &t, &y, &g};
        for (int i = 0; i < 4; i++)
            mat_resize(all[i], rows, i ? 1 : d);
        samples_batch(samples, order + done, &x, &t);
        net_forward(net, &x, &y);
        mean += logits_loss(&net->kept[top], &t) * ((double)rows / (double)n);
        logits_grad(&net->kept[top], &t, &g);
        net_backward_from(net, top, &g, NULL);
        net_step(net, rate);
    }
out:
    free(order);
    mat_free(&x);
    mat_free(&t);
    mat_free(&y);
    mat_free(&g);
    return mean;
}
