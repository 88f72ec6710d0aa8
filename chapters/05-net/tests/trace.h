/* trace.h - naive passes, layer by layer, with every value kept. */
#ifndef TESTS_05_TRACE_H
#define TESTS_05_TRACE_H

#include "check.h"
#include "evaluate.h"
#include "net.h"

/* What a pass through a model's layers has left. */
typedef struct {
    Mat value[NET_MOST + 1], grad[NET_MOST + 1];
    Mat dW[NET_MOST], db[NET_MOST];
    size_t count;
} Trace;

/* x W + b */
static inline Mat after_linear(const Mat *x, const Mat *W, const Mat *b)
{
    Mat y = mat_new(x->rows, W->cols);
    for (size_t i = 0; i < y.rows; i++)
        for (size_t j = 0; j < y.cols; j++) {
            AT(&y, i, j) = b->data[j];
            for (size_t k = 0; k < x->cols; k++)
                AT(&y, i, j) += AT(x, i, k) * AT(W, k, j);
        }
    return y;
}

static inline Mat after_activation(LayerKind kind, const Mat *x)
{
    Mat y = mat_copy(x);
    for (size_t i = 0; i < mat_size(x); i++)
        y.data[i] = kind == LAYER_RELU ? fmax(x->data[i], 0)
                                       : 1 / (1 + exp(-x->data[i]));
    return y;
}

static inline Trace forward_of(const Model *m, const Mat *x)
{
    Trace t = {.count = m->count};
    t.value[0] = mat_copy(x);
    for (size_t i = 0; i < m->count; i++)
        t.value[i + 1] =
            m->layers[i].kind == LAYER_LINEAR
                ? after_linear(&t.value[i], &m->layers[i].W, &m->layers[i].b)
                : after_activation(m->layers[i].kind, &t.value[i]);
    return t;
}

/* Fills in the gradients of a layer for its input, unless dx is NULL, and its
 * parameters; matrices of these shapes. */
static inline void linear_grads(const Mat *x, const Mat *W, const Mat *dy,
                                Mat *dx, Mat *dW, Mat *db)
{
    mat_fill(dW, 0);
    mat_fill(db, 0);
    if (dx)
        mat_fill(dx, 0);
    for (size_t n = 0; n < x->rows; n++)
        for (size_t j = 0; j < W->cols; j++) {
            db->data[j] += AT(dy, n, j);
            for (size_t k = 0; k < W->rows; k++) {
                AT(dW, k, j) += AT(x, n, k) * AT(dy, n, j);
                if (dx)
                    AT(dx, n, k) += AT(dy, n, j) * AT(W, k, j);
            }
        }
}

/* How an activation's backward pass goes wrong. */
typedef enum {
    SLOPE_RIGHT,
    SLOPE_OF_INPUT, /* the sigmoid's slope as x (1 - x), x its input */
    SLOPE_TWICE,    /* the sigmoid's slope at its output */
    SLOPE_MISSING,  /* dy is handed on as it is */
    SLOPE_MISTAKES
} Slope;

static inline double slope_of(LayerKind kind, double x, double y, Slope slope)
{
    double s = 1 / (1 + exp(-y));
    if (slope == SLOPE_MISSING)
        return 1;
    if (kind == LAYER_RELU)
        return x > 0;
    return slope == SLOPE_OF_INPUT ? x * (1 - x)
           : slope == SLOPE_TWICE  ? s * (1 - s)
                                   : y * (1 - y);
}

/* Fills in the gradients below value[top], whose gradient is dy. */
static inline void backward_with(const Model *m, size_t top, const Mat *dy,
                                 Slope slope, Trace *t)
{
    t->grad[top] = mat_copy(dy);
    for (size_t i = top; i-- > 0;) {
        const Mat *x = &t->value[i], *y = &t->value[i + 1];
        if (m->layers[i].kind == LAYER_LINEAR) {
            const Mat *W = &m->layers[i].W;
            t->grad[i] = mat_new(x->rows, x->cols);
            t->dW[i] = mat_new(W->rows, W->cols);
            t->db[i] = mat_new(1, W->cols);
            linear_grads(x, W, &t->grad[i + 1], &t->grad[i], &t->dW[i],
                         &t->db[i]);
            continue;
        }
        t->grad[i] = mat_copy(&t->grad[i + 1]);
        for (size_t e = 0; e < mat_size(x); e++)
            t->grad[i].data[e] *= (real)slope_of(
                m->layers[i].kind, x->data[e], y->data[e], slope);
    }
}

static inline void backward_of(const Model *m, size_t top, const Mat *dy,
                               Trace *t)
{
    backward_with(m, top, dy, SLOPE_RIGHT, t);
}

static inline void trace_free(Trace *t)
{
    for (size_t i = 0; i <= t->count; i++) {
        mat_free(&t->value[i]);
        mat_free(&t->grad[i]);
        if (i < t->count) {
            mat_free(&t->dW[i]);
            mat_free(&t->db[i]);
        }
    }
}

#endif
