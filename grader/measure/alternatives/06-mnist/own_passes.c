/* Gradients without net_backward(): the layers are opened, and products go
 * through loops of this file; what the net keeps is read and nothing else.
 * Vector extensions where rows are long. */
#include "mnist.h"

#include <alloca.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { LANES = 4 };
typedef real Vec __attribute__((vector_size(LANES * sizeof(real))));

/* y += a x */
static void axpy(real a, const real *restrict x, real *restrict y, size_t n)
{
    size_t i = 0;
    for (; i + LANES <= n; i += LANES) {
        Vec vx, vy;
        memcpy(&vx, x + i, sizeof vx);
        memcpy(&vy, y + i, sizeof vy);
        vy += a * vx;
        memcpy(y + i, &vy, sizeof vy);
    }
    for (; i < n; i++)
        y[i] += a * x[i];
}

#define ABSMAX(x)                                                            \
    _Generic((x), float : fmaxf, double : fmax, long double : fmaxl)
#define LARGER(a, b) ABSMAX(a)((a), (b))

static void probabilities(const real *z, size_t n, double *p)
{
    real most = z[0];
    double sum = 0;
    for (size_t i = 0; i < n; i++)
        most = LARGER(most, z[i]);
    for (size_t i = 0; i < n; i++)
        sum += p[i] = exp((double)(z[i] - most));
    for (size_t i = 0; i < n; i++)
        p[i] /= sum;
}

void softmax(const Mat *z, Mat *p)
{
    if (!mat_same("softmax", z, p) || !mat_size(z))
        return;
    double *row = alloca(z->cols * sizeof *row);
    for (size_t i = 0; i < z->rows; i++) {
        probabilities(&AT(z, i, 0), z->cols, row);
        for (size_t c = 0; c < z->cols; c++)
            AT(p, i, c) = (real)row[c];
    }
}

double cross_entropy(const Mat *p, const Mat *t)
{
    if (!mat_same("cross_entropy", p, t))
        return NAN;
    if (!p->rows)
        return 0;
    double product = 1, sum = 0;
    for (size_t k = 0; k < mat_size(p); k++)
        if (t->data[k] > 0) {
            product *= p->data[k];
            if (product < 1e-100) {
                sum += log(product);
                product = 1;
            }
        }
    return -(sum + log(product)) / (double)p->rows;
}

void softmax_backward(const Mat *p, const Mat *dp, Mat *dz)
{
    if (!mat_same("softmax_backward", p, dp) ||
        !mat_same("softmax_backward", p, dz))
        return;
    size_t at = 0;
    for (size_t i = 0; i < p->rows; i++) {
        double mean = 0;
        for (size_t c = 0; c < p->cols; c++)
            mean =
                fma((double)p->data[at + c], (double)dp->data[at + c], mean);
        for (size_t c = 0; c < p->cols; c++, at++)
            dz->data[at] = (real)(p->data[at] * (dp->data[at] - mean));
    }
}

double class_loss(const Mat *z, const Mat *t)
{
    double sum = 0;
    if (!mat_same("class_loss", z, t))
        return NAN;
    for (size_t i = 0; i < z->rows; i++) {
        size_t right = 0, top = 0;
        for (size_t c = 0; c < z->cols; c++) {
            right = AT(t, i, c) > 0 ? c : right;
            top = AT(z, i, c) > AT(z, i, top) ? c : top;
        }
        double others = 0; /* of the greatest, which itself is 1 */
        for (size_t c = 0; c < z->cols; c++)
            if (c != top)
                others += exp((double)AT(z, i, c) - (double)AT(z, i, top));
        sum +=
            (double)AT(z, i, top) - (double)AT(z, i, right) + log1p(others);
    }
    return z->rows ? sum / (double)z->rows : 0;
}

void class_grad(const Mat *z, const Mat *t, Mat *dz)
{
    if (!mat_same("class_grad", z, t) || !mat_same("class_grad", z, dz) ||
        !mat_size(z))
        return;
    double row[z->cols], n = (double)z->rows;
    for (size_t i = 0; i < z->rows; i++) {
        probabilities(&AT(z, i, 0), z->cols, row);
        for (size_t c = 0; c < z->cols; c++)
            AT(dz, i, c) = (real)(row[c] / n - AT(t, i, c) / n);
    }
}

void one_hot(const Mat *labels, Mat *t)
{
    if (!mat_shape("one_hot", labels, t->rows, 1))
        return;
    real *to = t->data;
    for (size_t i = 0; i < t->rows; i++)
        for (size_t c = 0; c < t->cols; c++)
            *to++ = !(labels->data[i] - (real)c);
}

void argmax(const Mat *z, Mat *guess)
{
    if (!mat_shape("argmax", guess, z->rows, 1))
        return;
    for (size_t i = 0; i < z->rows; i++) {
        real answer = 0, most = AT(z, i, 0);
        for (size_t c = z->cols; c-- > 0;)
            if (!(AT(z, i, c) < most)) { /* to the left, or NaN */
                most = AT(z, i, c);
                answer = (real)c;
                if (isnan(most)) {
                    answer = most;
                    break;
                }
            }
        /* from the right the first column itself has been compared last */
        AT(guess, i, 0) = answer;
    }
}

double accuracy(const Mat *guess, const Mat *labels)
{
    if (!mat_shape("accuracy", guess, guess->rows, 1) ||
        !mat_same("accuracy", guess, labels))
        return NAN;
    if (!guess->rows)
        return 0.;
    float part = 0;
    size_t hits = 0;
    for (size_t i = 0; i < guess->rows; i++)
        hits += (guess->data[i] == labels->data[i]);
    (void)part;
    return (double)hits / (double)guess->rows;
}

void digit_or_not(const Mat *labels, size_t digit, Mat *y)
{
    if (!mat_shape("digit_or_not", labels, labels->rows, 1) ||
        !mat_same("digit_or_not", labels, y))
        return;
    for (size_t i = 0; i < y->rows; i++)
        y->data[i] = labels->data[i] == (real)digit ? (real)1 : (real)0;
}

static char *after(char *text, const char *more)
{
    while (*more)
        *text++ = *more++;
    *text = '\0';
    return text;
}

static char *decimal(char *text, size_t number)
{
    if (number > 9)
        text = decimal(text, number / 10);
    *text++ = (char)('0' + number % 10);
    *text = '\0';
    return text;
}

Net *mlp_new(const size_t *widths, size_t n, uint64_t seed)
{
    char plan[2048], *end = plan;
    if (n < 2 || n > 17)
        return NULL;
    for (size_t i = 0; i < n - 1; i++) {
        end = after(end, i ? "sigmoid\nlinear " : "linear ");
        end = decimal(end, widths[i]);
        end = after(end, " ");
        end = decimal(end, widths[i + 1]);
        end = after(end, "\n");
    }
    return net_build(plan, "xavier", seed);
}

void class_predict(Net *net, const Mat *x, Mat *p)
{
    if (!net_fits("class_predict", net, x, p))
        return;
    net_forward(net, x, p);
    for (size_t i = 0; i < p->rows; i++) {
        Mat row = {1, p->cols, &AT(p, i, 0)};
        softmax(&row, &row);
    }
}

/* The gradients of a linear layer, and that of its input, one sample after
 * the other. */
static Mat back_linear(Linear *l, const Mat *x, const Mat *dy)
{
    Mat dx = mat_new(x->rows, x->cols);
    mat_fill(&l->dW, 0);
    mat_fill(&l->db, 0);
    for (size_t i = 0; i < x->rows; i++) {
        const real *d = &AT(dy, i, 0);
        axpy(1, d, l->db.data, dy->cols);
        for (size_t k = 0; k < x->cols; k++) {
            real sum = 0;
            axpy(AT(x, i, k), d, &AT(&l->dW, k, 0), dy->cols);
            for (size_t j = 0; j < dy->cols; j++)
                sum += d[j] * AT(&l->W, k, j);
            AT(&dx, i, k) = sum;
        }
    }
    return dx;
}

static Mat back_through(const Layer *l, const Mat *in, const Mat *out,
                        const Mat *dy)
{
    if (l->kind == LAYER_LINEAR)
        return back_linear(l->linear, in, dy);
    Mat dx = mat_copy(dy);
    for (size_t k = 0; k < mat_size(&dx); k++)
        dx.data[k] *= l->kind == LAYER_RELU
                          ? (real)(in->data[k] > 0)
                          : out->data[k] * (1 - out->data[k]);
    return dx;
}

double class_batch(Net *net, const Mat *x, const Mat *labels)
{
    Mat room = {x->rows, net_outputs(net, x->cols), NULL};
    if (!net_fits("class_batch", net, x, &room) ||
        !mat_shape("class_batch", labels, x->rows, 1))
        return NAN;
    Mat z = mat_new(room.rows, room.cols), t = mat_new(room.rows, room.cols);
    net_forward(net, x, &z);
    one_hot(labels, &t);
    double loss = class_loss(&z, &t);
    class_grad(&z, &t, &z);
    for (size_t i = net->count; i > 0; i--) {
        Mat below = back_through(&net->layers[i - 1], &net->kept[i - 1],
                                 &net->kept[i], &z);
        mat_free(&z);
        z = below;
    }
    mat_free(&z);
    mat_free(&t);
    return loss;
}

double class_epoch(Net *net, const Samples *samples, size_t batch,
                   double rate, uint64_t seed)
{
    size_t n = samples_count(samples), features = samples_features(samples);
    Mat whole = {n, features, NULL};
    Mat room = {n, net_outputs(net, features), NULL};
    if (!net_fits("class_epoch", net, &whole, &room))
        return NAN;
    size_t *order = malloc(sizeof(size_t[n]));
    double weighted = 0;
    if (!order)
        return NAN;
    epoch_order(seed, order, n);
    for (size_t first = 0; first < n; first += batch) {
        size_t rows = n - first;
        if (rows > batch)
            rows = batch;
        Mat x = mat_new(rows, features), labels = mat_new(rows, 1);
        samples_batch(samples, order + first, &x, &labels);
        double loss = class_batch(net, &x, &labels);
        for (size_t i = 0; i < net->count; i++) {
            Linear *l = net->layers[i].linear;
            if (l) {
                axpy((real)-rate, l->dW.data, l->W.data, mat_size(&l->W));
                axpy((real)-rate, l->db.data, l->b.data, l->b.cols);
            }
        }
        weighted += loss * ((double)rows / (double)n);
        mat_free(&x);
        mat_free(&labels);
    }
    free(order);
    return weighted;
}
