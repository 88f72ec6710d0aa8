/* No function of the chapters below: every pass is a loop of this file. */
#include "net.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static double half_tanh(double z)
{
    return 0.5 * (1 + tanh(0.5 * z));
}

static void put(char *text, size_t size, size_t *used, const char *what)
{
    for (; *what; what++, ++*used)
        if (*used + 1 < size)
            text[*used] = *what;
}

void net_describe(const Net *net, char *text, size_t size)
{
    char line[80];
    size_t used = 0;
    if (!size)
        return;
    for (size_t i = 0; i < net->count; i++) {
        switch (net->layers[i].kind) {
        case LAYER_LINEAR:
            sprintf(line, "linear %zu %zu\n", net->layers[i].linear->W.rows,
                    net->layers[i].linear->W.cols);
            put(text, size, &used, line);
            break;
        case LAYER_SIGMOID:
            put(text, size, &used, "sigmoid\n");
            break;
        case LAYER_RELU:
            put(text, size, &used, "relu\n");
            break;
        }
    }
    text[used < size ? used : size - 1] = '\0';
}

static void forward(const Layer *l, const Mat *a, Mat *b)
{
    if (l->kind != LAYER_LINEAR) {
        mat_resize(b, a->rows, a->cols);
        for (size_t k = 0; k < mat_size(a); k++)
            b->data[k] = (real)(l->kind == LAYER_RELU
                                    ? (a->data[k] > 0 ? a->data[k] : 0)
                                    : half_tanh(a->data[k]));
        return;
    }
    const Mat *W = &l->linear->W;
    mat_resize(b, a->rows, W->cols);
    for (size_t j = 0; j < W->cols; j++)
        for (size_t i = 0; i < a->rows; i++) {
            double s = l->linear->b.data[j];
            for (size_t k = W->rows; k > 0; k--)
                s += (double)AT(a, i, k - 1) * (double)AT(W, k - 1, j);
            AT(b, i, j) = (real)s;
        }
}

void net_forward(Net *net, const Mat *x, Mat *y)
{
    if (!net_fits("net_forward", net, x, y))
        return;
    mat_resize(&net->kept[0], x->rows, x->cols);
    if (mat_size(x))
        memcpy(net->kept[0].data, x->data, mat_size(x) * sizeof(real));
    for (size_t i = 0; i < net->count; i++)
        forward(&net->layers[i], &net->kept[i], &net->kept[i + 1]);
    for (size_t k = 0; k < mat_size(y); k++)
        y->data[k] = net->kept[net->count].data[k];
}

static void backward(Layer *l, const Mat *a, const Mat *b, const Mat *db,
                     Mat *da)
{
    mat_resize(da, a->rows, a->cols);
    if (l->kind != LAYER_LINEAR) {
        for (size_t k = 0; k < mat_size(a); k++)
            da->data[k] =
                (real)(db->data[k] *
                       (l->kind == LAYER_RELU
                            ? (a->data[k] > 0 ? 1. : 0.)
                            : (double)(b->data[k] * (1 - b->data[k]))));
        return;
    }
    Linear *p = l->linear;
    for (size_t j = 0; j < p->W.cols; j++) {
        double s = 0;
        for (size_t i = 0; i < a->rows; i++)
            s += (double)AT(db, i, j);
        p->db.data[j] = (real)s;
        for (size_t k = 0; k < p->W.rows; k++) {
            s = 0;
            for (size_t i = 0; i < a->rows; i++)
                s += (double)AT(a, i, k) * (double)AT(db, i, j);
            AT(&p->dW, k, j) = (real)s;
        }
    }
    for (size_t i = 0; i < a->rows; i++)
        for (size_t k = 0; k < p->W.rows; k++) {
            double s = 0;
            for (size_t j = 0; j < p->W.cols; j++)
                s += (double)AT(db, i, j) * (double)AT(&p->W, k, j);
            AT(da, i, k) = (real)s;
        }
}

void net_backward_from(Net *net, size_t top, const Mat *dy, Mat *dx)
{
    if (!mat_same("net_backward", dy, &net->kept[top]))
        return;
    if (dx && !mat_same("net_backward", dx, &net->kept[0]))
        return;
    Mat a = mat_copy(dy), b = {0};
    for (size_t i = top; i-- > 0;) {
        backward(&net->layers[i], &net->kept[i], &net->kept[i + 1], &a, &b);
        Mat c = a; /* the two change places */
        a = b;
        b = c;
    }
    if (dx)
        mat_assign(&a, dx);
    mat_free(&a);
    mat_free(&b);
}

void net_step(Net *net, double rate)
{
    size_t i = net->count;
    while (i--) {
        Linear *l = net->layers[i].linear;
        if (!l)
            continue;
        for (size_t k = 0; k < mat_size(&l->W); k++)
            l->W.data[k] -= (real)(rate * l->dW.data[k]);
        for (size_t k = 0; k < mat_size(&l->b); k++)
            l->b.data[k] -= (real)(rate * l->db.data[k]);
    }
}

static bool squashes(const Net *net)
{
    return net->count && net->layers[net->count - 1].kind == LAYER_SIGMOID;
}

void net_predict(Net *net, const Mat *x, Mat *p)
{
    if (!net_fits("net_predict", net, x, p) ||
        !mat_shape("net_predict", p, x->rows, 1))
        return;
    net_forward(net, x, p);
    for (size_t i = 0; !squashes(net) && i < p->rows; i++)
        p->data[i] = (real)half_tanh(p->data[i]);
}

double train_epoch(Net *net, const Samples *samples, size_t batch,
                   double rate, uint64_t seed)
{
    size_t n = samples_count(samples), d = samples_features(samples);
    Mat in = {1, d, NULL}, out = {1, net_outputs(net, d), NULL};
    if (!net_fits("train_epoch", net, &in, &out) ||
        !mat_shape("train_epoch", &out, 1, 1))
        return NAN;
    size_t top = squashes(net) ? net->count - 1 : net->count;
    size_t *order = malloc(n * sizeof *order);
    Mat x = {0}, t = {0}, y = {0}, slope = {0};
    double loss = 0;
    epoch_order(seed, order, n);
    for (size_t from = 0; from < n; from += batch) {
        size_t rows = from + batch < n ? batch : n - from;
        mat_resize(&x, rows, d);
        mat_resize(&t, rows, 1);
        mat_resize(&y, rows, 1);
        mat_resize(&slope, rows, 1);
        samples_batch(samples, order + from, &x, &t);
        net_forward(net, &x, &y);
        for (size_t i = 0; i < rows; i++) {
            double z = net->kept[top].data[i], label = t.data[i];
            loss += z > 0 ? z * (1 - label) + log1p(exp(-z))
                          : log1p(exp(z)) - z * label;
            slope.data[i] = (real)((half_tanh(z) - label) / (double)rows);
        }
        net_backward_from(net, top, &slope, NULL);
        net_step(net, rate);
    }
    mat_free(&x);
    mat_free(&t);
    mat_free(&y);
    mat_free(&slope);
    free(order);
    return loss / (double)n;
}
