/* Values are kept in fresh copies, activations have their slopes written out,
 * the text goes through a stream, and a batch is a step's own structure. */
#include "net.h"

#include "neuron.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

void net_describe(const Net *net, char *text, size_t size)
{
    char *whole = NULL;
    size_t length = 0;
    FILE *stream = open_memstream(&whole, &length);
    for (size_t i = 0; i < net->count; i++) {
        const Layer *l = &net->layers[i];
        fputs(l->kind == LAYER_LINEAR    ? "linear"
              : l->kind == LAYER_SIGMOID ? "sigmoid"
                                         : "relu",
              stream);
        if (l->kind == LAYER_LINEAR)
            fprintf(stream, " %zu %zu", l->linear->W.rows, l->linear->W.cols);
        fputc('\n', stream);
    }
    fclose(stream);
    if (size > 0) {
        size_t room = length < size ? length : size - 1;
        memcpy(text, whole, room);
        text[room] = 0;
    }
    free(whole);
}

static double squash(double z)
{
    return 1 / (1 + exp(-z));
}

static Mat through(const Layer *l, const Mat *in)
{
    Mat out = mat_new(in->rows,
                      l->kind == LAYER_LINEAR ? l->linear->W.cols : in->cols);
    if (l->kind == LAYER_LINEAR)
        linear_forward(l->linear, in, &out);
    else
        for (size_t k = 0; k < mat_size(in); k++)
            out.data[k] =
                (real)(l->kind == LAYER_SIGMOID ? squash(in->data[k])
                                                : fmax(in->data[k], 0));
    return out;
}

void net_forward(Net *net, const Mat *x, Mat *y)
{
    if (!net_fits("net_forward", net, x, y))
        return;
    Mat first = mat_copy(x);
    for (size_t i = 0; i <= net->count; i++) {
        mat_free(&net->kept[i]);
        net->kept[i] =
            i ? through(&net->layers[i - 1], &net->kept[i - 1]) : first;
    }
    mat_assign(&net->kept[net->count], y);
}

static void back(Layer *l, const Mat *in, const Mat *out, Mat *grad)
{
    if (l->kind == LAYER_LINEAR) {
        Mat below = mat_new(in->rows, in->cols);
        linear_backward(l->linear, in, grad, &below);
        mat_free(grad);
        *grad = below;
        return;
    }
    for (size_t k = 0; k < mat_size(grad); k++) {
        double s = out->data[k];
        grad->data[k] *=
            (real)(l->kind == LAYER_SIGMOID ? s * (1 - s) : in->data[k] > 0);
    }
}

void net_backward_from(Net *net, size_t top, const Mat *dy, Mat *dx)
{
    if (!mat_same("net_backward", dy, &net->kept[top]) ||
        (dx && !mat_same("net_backward", dx, &net->kept[0])))
        return;
    Mat grad = mat_copy(dy);
    for (size_t i = top; i != 0; i--)
        back(&net->layers[i - 1], &net->kept[i - 1], &net->kept[i], &grad);
    if (dx)
        mat_assign(&grad, dx);
    mat_free(&grad);
}

void net_step(Net *net, double rate)
{
    for (Layer *l = net->layers; l != net->layers + net->count; ++l)
        if (l->linear) {
            mat_add_scaled(-rate, &l->linear->db, &l->linear->b);
            mat_add_scaled(-rate, &l->linear->dW, &l->linear->W);
        }
}

void net_predict(Net *net, const Mat *x, Mat *p)
{
    if (!net_fits("net_predict", net, x, p) ||
        !mat_shape("net_predict", p, x->rows, 1))
        return;
    net_forward(net, x, p);
    if (net->count && net->layers[net->count - 1].kind == LAYER_SIGMOID)
        return;
    for (size_t i = 0; i < p->rows; i++)
        AT(p, i, 0) = (real)squash(AT(p, i, 0));
}

static double learn(Net *net, const Samples *s, const size_t *order,
                    size_t rows, double rate)
{
    Mat x = mat_new(rows, samples_features(s)), t = mat_new(rows, 1);
    Mat y = mat_new(rows, 1), slope = mat_new(rows, 1);
    size_t top = net_top(net);
    samples_batch(s, order, &x, &t);
    net_forward(net, &x, &y);
    double loss = logits_loss(&net->kept[top], &t);
    for (size_t i = 0; i < rows; i++)
        slope.data[i] = (real)((squash(net->kept[top].data[i]) - t.data[i]) /
                               (double)rows);
    net_backward_from(net, top, &slope, NULL);
    net_step(net, rate);
    mat_free(&x);
    mat_free(&t);
    mat_free(&y);
    mat_free(&slope);
    return loss * (double)rows;
}

double train_epoch(Net *net, const Samples *samples, size_t batch,
                   double rate, uint64_t seed)
{
    size_t n = samples_count(samples), features = samples_features(samples);
    Mat x = mat_new(1, features), y = mat_new(1, net_outputs(net, features));
    bool fits = mat_shape("train_epoch", &y, 1, 1) &&
                net_fits("train_epoch", net, &x, &y);
    mat_free(&x);
    mat_free(&y);
    if (!fits)
        return NAN;
    size_t order[n], batches = (n + batch - 1) / batch;
    double sum = 0;
    epoch_order(seed, order, n);
    for (size_t k = 0; k < batches; k++)
        sum += learn(net, samples, order + k * batch,
                     k + 1 < batches ? batch : n - k * batch, rate);
    return sum / (double)n;
}
