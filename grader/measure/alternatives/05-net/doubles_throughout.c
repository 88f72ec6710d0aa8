/**
 * @file doubles_throughout.c
 * Everything is computed in double and rounded once where it is stored, which
 * matters where `real` is float.
 *
 * @details Doxygen comments, assertions, and a logit's loss in softplus form.
 */
#include "net.h"

#include <assert.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/** @brief A matrix of doubles. */
struct wide {
    size_t rows; /**< rows */
    size_t cols; /**< columns */
    double at[]; /**< row by row */
};

/** @brief A copy. @param m what is copied @return the copy */
static struct wide *widen(const Mat *m)
{
    struct wide *w = malloc(sizeof *w + (mat_size(m) + 1) * sizeof(double));
    assert(w != NULL);
    w->rows = m->rows;
    w->cols = m->cols;
    for (size_t k = 0; k < mat_size(m); k++)
        w->at[k] = m->data[k];
    return w;
}

/** @brief Stores. @param w from @param m to, made anew */
static void narrow(const struct wide *w, Mat *m)
{
    mat_resize(m, w->rows, w->cols);
    for (size_t k = 0; k < mat_size(m); k++)
        m->data[k] = (real)w->at[k];
}

/** @brief softplus, log(1 + e^z) */
static inline double softplus(double z)
{
    return z > 0 ? z + log1p(exp(-z)) : log1p(exp(z));
}

/** @brief 1 / (1 + e^-z) without overflow */
static inline double logistic(double z)
{
    return exp(-softplus(-z));
}

void net_describe(const Net *net, char *text, size_t size)
{
    assert(net != NULL);
    size_t used = 0;
    for (size_t i = 0; i < net->count; i++) {
        const Linear *l = net->layers[i].linear;
        char line[99] = "";
        if (net->layers[i].kind == LAYER_LINEAR)
            snprintf(line, sizeof line, "linear %zu %zu\n", l->W.rows,
                     l->W.cols);
        else if (net->layers[i].kind == LAYER_SIGMOID)
            strcpy(line, "sigmoid\n");
        else
            strcpy(line, "relu\n");
        for (size_t k = 0; line[k]; k++)
            if (used + 1 < size)
                text[used++] = line[k];
    }
    if (size > 0)
        text[used] = 0;
}

/** @brief One layer of the forward pass. */
static struct wide *pass(const Layer *layer, const struct wide *in)
{
    size_t cols = layer->linear ? layer->linear->W.cols : in->cols;
    struct wide *out =
        calloc(1, sizeof *out + (in->rows * cols + 1) * sizeof(double));
    assert(out);
    out->rows = in->rows;
    out->cols = cols;
    for (size_t i = 0; i < in->rows; i++)
        for (size_t j = 0; j < cols; j++) {
            double v = in->at[i * in->cols + (layer->linear ? 0 : j)];
            if (layer->linear) {
                v = layer->linear->b.data[j];
                for (size_t k = 0; k < in->cols; k++)
                    v += in->at[i * in->cols + k] *
                         (double)AT(&layer->linear->W, k, j);
            } else if (layer->kind == LAYER_RELU)
                v = fdim(v, 0);
            else
                v = logistic(v);
            out->at[i * cols + j] = v;
        }
    return out;
}

void net_forward(Net *net, const Mat *x, Mat *y)
{
    if (!net_fits("net_forward", net, x, y))
        return;
    struct wide *value = widen(x);
    narrow(value, &net->kept[0]);
    for (size_t i = 0; i < net->count; i++) {
        struct wide *next = pass(&net->layers[i], value);
        free(value);
        value = next;
        narrow(value, &net->kept[i + 1]);
    }
    free(value);
    mat_assign(&net->kept[net->count], y);
}

void net_backward_from(Net *net, size_t top, const Mat *dy, Mat *dx)
{
    assert(top <= net->count);
    if (!mat_same("net_backward", &net->kept[top], dy) ||
        (dx != NULL && !mat_same("net_backward", &net->kept[0], dx)))
        return;
    struct wide *grad = widen(dy);
    for (size_t l = top; l-- > 0;) {
        const Mat *in = &net->kept[l], *out = &net->kept[l + 1];
        Linear *linear = net->layers[l].linear;
        struct wide *next = widen(in);
        for (size_t k = 0; k < mat_size(in) && !linear; k++) {
            double s = out->data[k];
            next->at[k] = grad->at[k];
            if (net->layers[l].kind == LAYER_SIGMOID)
                next->at[k] *= s * (1 - s);
            else
                next->at[k] *= in->data[k] > 0 ? 1 : in->data[k] < 0 ? 0 : .5;
        }
        if (linear) {
            size_t m = linear->W.cols;
            for (size_t j = 0; j < m; j++) {
                double sum = 0;
                for (size_t i = 0; i < in->rows; i++)
                    sum += grad->at[i * m + j];
                linear->db.data[j] = (real)sum;
            }
            for (size_t k = 0; k < in->cols; k++)
                for (size_t j = 0; j < m; j++) {
                    double sum = 0;
                    for (size_t i = 0; i < in->rows; i++)
                        sum += (double)AT(in, i, k) * grad->at[i * m + j];
                    AT(&linear->dW, k, j) = (real)sum;
                }
            for (size_t i = 0; i < in->rows; i++)
                for (size_t k = 0; k < in->cols; k++) {
                    double sum = 0;
                    for (size_t j = 0; j < m; j++)
                        sum += grad->at[i * m + j] *
                               (double)AT(&linear->W, k, j);
                    next->at[i * in->cols + k] = sum;
                }
        }
        free(grad);
        grad = next;
    }
    if (dx)
        for (size_t k = 0; k < mat_size(dx); k++)
            dx->data[k] = (real)grad->at[k];
    free(grad);
}

void net_step(Net *net, double rate)
{
    for (size_t i = 0; i < net->count; i++) {
        Linear *l = net->layers[i].linear;
        for (size_t k = 0; l && k < mat_size(&l->W); k++)
            l->W.data[k] =
                (real)((double)l->W.data[k] - rate * (double)l->dW.data[k]);
        for (size_t k = 0; l && k < mat_size(&l->b); k++)
            l->b.data[k] =
                (real)((double)l->b.data[k] - rate * (double)l->db.data[k]);
    }
}

void net_predict(Net *net, const Mat *x, Mat *p)
{
    if (!net_fits("net_predict", net, x, p) ||
        !mat_shape("net_predict", p, x->rows, 1))
        return;
    net_forward(net, x, p);
    const Mat *z = &net->kept[net_top(net)];
    for (size_t i = 0; i < p->rows; i++)
        AT(p, i, 0) = (real)logistic(AT(z, i, 0));
}

double train_epoch(Net *net, const Samples *samples, size_t batch,
                   double rate, uint64_t seed)
{
    size_t n = samples_count(samples), d = samples_features(samples);
    Mat in = {n, d, NULL}, out = {n, net_outputs(net, d), NULL};
    if (!mat_shape("train_epoch", &out, n, 1) ||
        !net_fits("train_epoch", net, &in, &out))
        return NAN;
    assert(batch >= 1);
    size_t order[n], top = net_top(net);
    double total = 0;
    epoch_order(seed, order, n);
    for (size_t b = 0; b < (n - 1) / batch + 1; b++) {
        size_t first = b * batch, rows = fmin(batch, n - first);
        Mat x = mat_new(rows, d), t = mat_new(rows, 1), y = mat_new(rows, 1);
        samples_batch(samples, &order[first], &x, &t);
        net_forward(net, &x, &y);
        for (size_t i = 0; i < rows; i++) {
            double z = AT(&net->kept[top], i, 0), s = AT(&t, i, 0) ? -1 : 1;
            total += softplus(s * z);
            AT(&y, i, 0) = (real)(s * logistic(s * z) / (double)rows);
        }
        net_backward_from(net, top, &y, NULL);
        net_step(net, rate);
        mat_free(&x);
        mat_free(&t);
        mat_free(&y);
    }
    return total / (double)n;
}
