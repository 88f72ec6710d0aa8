/* Backward keeps nothing in the net but what the contract asks for: the
 * gradient travels in matrices of its own. Forward is a recursion over the
 * layers, a step goes through net_params(). */
#include "net.h"

#include "activations.h"
#include "neuron.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Puts as much of `line` behind the text as there is room for. */
static void append(char *text, size_t size, const char *line)
{
    size_t used = strlen(text);
    while (*line && used + 1 < size)
        text[used++] = *line++;
    text[used] = '\0';
}

void net_describe(const Net *net, char *text, size_t size)
{
    if (size == 0)
        return;
    text[0] = '\0';
    for (size_t i = 0; i < net->count; i++) {
        const Layer *l = &net->layers[i];
        char line[80];
        switch (l->kind) {
        case LAYER_LINEAR:
            sprintf(line, "linear %zu %zu\n", linear_in(l->linear),
                    linear_out(l->linear));
            append(text, size, line);
            break;
        case LAYER_SIGMOID:
            append(text, size, "sigmoid\n");
            break;
        case LAYER_RELU:
            append(text, size, "relu\n");
            break;
        }
    }
}

/* Sends kept[i] through layer i and all behind it. */
static void flow(Net *net, size_t i)
{
    if (i == net->count)
        return;
    const Layer *l = net->layers + i;
    Mat *in = net->kept + i, *out = in + 1;
    mat_resize(out, in->rows,
               l->kind == LAYER_LINEAR ? linear_out(l->linear) : in->cols);
    if (l->kind == LAYER_LINEAR)
        linear_forward(l->linear, in, out);
    else
        (l->kind == LAYER_RELU ? relu : sigmoid)(in, out);
    flow(net, i + 1);
}

void net_forward(Net *net, const Mat *x, Mat *y)
{
    if (!net_fits("net_forward", net, x, y))
        return;
    mat_free(&net->kept[0]);
    net->kept[0] = mat_copy(x);
    flow(net, 0);
    memcpy(y->data, net->kept[net->count].data, mat_size(y) * sizeof(real));
}

/* dx from dy through one layer. */
static void turn(Net *net, size_t i, const Mat *dy, Mat *dx)
{
    Layer *l = &net->layers[i];
    if (l->kind == LAYER_LINEAR)
        linear_backward(l->linear, &net->kept[i], dy, dx);
    else if (l->kind == LAYER_SIGMOID)
        sigmoid_backward(&net->kept[i + 1], dy, dx);
    else
        relu_backward(&net->kept[i], dy, dx);
}

void net_backward_from(Net *net, size_t top, const Mat *dy, Mat *dx)
{
    if (!mat_same("net_backward_from", dy, &net->kept[top]) ||
        (dx && !mat_same("net_backward_from", dx, &net->kept[0])))
        return;
    /* Matrices of our own: one for what comes, one for what goes. */
    Mat message = mat_copy(dy);
    while (top > 0) {
        top--;
        Mat next = mat_new(net->kept[top].rows, net->kept[top].cols);
        turn(net, top, &message, &next);
        mat_free(&message);
        message = next;
    }
    if (dx)
        mat_assign(&message, dx);
    mat_free(&message);
}

void net_step(Net *net, double rate)
{
    Param list[2 * NET_MOST];
    for (size_t n = net_params(net, list); n > 0; n--)
        mat_add_scaled(-rate, list[n - 1].grad, list[n - 1].value);
}

void net_predict(Net *net, const Mat *x, Mat *p)
{
    if (!mat_shape("net_predict", p, x->rows, 1) ||
        !net_fits("net_predict", net, x, p))
        return;
    Mat out = mat_new(x->rows, 1);
    net_forward(net, x, &out);
    if (net->count > 0 && net->layers[net->count - 1].kind == LAYER_SIGMOID)
        mat_assign(&out, p);
    else
        sigmoid(&out, p);
    mat_free(&out);
}

/* One step of training on the batch `x` with the labels `t`; returns its mean
 * loss. */
static double train_batch(Net *net, const Mat *x, const Mat *t, double rate)
{
    Mat y = mat_new(x->rows, 1), d = mat_new(x->rows, 1);
    size_t top = net_top(net);
    net_forward(net, x, &y);
    double loss = logits_loss(&net->kept[top], t);
    logits_grad(&net->kept[top], t, &d);
    net_backward_from(net, top, &d, NULL);
    net_step(net, rate);
    mat_free(&d);
    mat_free(&y);
    return loss;
}

double train_epoch(Net *net, const Samples *samples, size_t batch,
                   double rate, uint64_t seed)
{
    size_t n = samples_count(samples), inputs = samples_features(samples);
    Mat answer = {n, net_outputs(net, inputs), NULL};
    Mat question = {n, inputs, NULL};
    if (!mat_shape("train_epoch", &answer, n, 1) ||
        !net_fits("train_epoch", net, &question, &answer))
        return NAN;
    size_t order[n];
    epoch_order(seed, order, n);
    double total = 0;
    for (size_t done = 0; done < n;) {
        size_t rows = batch < n - done ? batch : n - done;
        Mat x = mat_new(rows, inputs), t = mat_new(rows, 1);
        samples_batch(samples, order + done, &x, &t);
        total += train_batch(net, &x, &t, rate) * (double)rows;
        mat_free(&t);
        mat_free(&x);
        done += rows;
    }
    return total / (double)n;
}
