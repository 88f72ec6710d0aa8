/* case.h - a net with fresh parameters, its samples, and its naive passes. */
#ifndef TESTS_06_CASE_H
#define TESTS_06_CASE_H

#include "check.h"
#include "evaluate.h"
#include "inputs.h"
#include "naive.h"

#include <stdlib.h>

/* A net with fresh parameters, the same as a plain model, and samples. */

enum { FEATURES = 4, CLASSES = 6, COUNT = 11, STEP = 4 };

static const char *const small =
    "linear 4 5\nsigmoid\nlinear 5 3\nsigmoid\nlinear 3 6\n";

typedef struct {
    Net *net;
    Model m;
    size_t count;
    Mat x, labels;
    Samples *samples;
} Case;

static inline void give_samples(Case *c)
{
    Mat scale = mat_of(2, 1, (double[]){0, 16});
    uint8_t *bytes = malloc(c->count * (FEATURES + 1));
    uint8_t *names = bytes + c->count * FEATURES;
    for (size_t k = 0; k < c->count * FEATURES; k++) {
        bytes[k] = (uint8_t)check_size(0, 32);
        c->x.data[k] = (real)(bytes[k] / 16.0);
    }
    c->labels = random_labels(c->count, CLASSES);
    for (size_t i = 0; i < c->count; i++)
        names[i] = (uint8_t)c->labels.data[i];
    c->samples =
        samples_new(bytes, c->count * FEATURES, names, c->count, &scale);
    mat_free(&scale);
    free(bytes);
}

static inline Case case_of(size_t count)
{
    Case c = {.net = net_build(small, "xavier", 1),
              .count = count,
              .x = mat_new(count, FEATURES)};
    if (!c.net || !model_new(small, &c.m))
        check_fail("net_build() gave no net to check with", NULL, NULL);
    for (size_t i = 0; i < c.m.count; i++) {
        rng_fill(check_rng(), -1, 1, &c.m.layers[i].W);
        rng_fill(check_rng(), -1, 1, &c.m.layers[i].b);
    }
    model_give(&c.m, c.net);
    give_samples(&c);
    return c;
}

static inline Case fresh_case(void)
{
    return case_of(COUNT);
}

static inline void case_free(Case *c)
{
    net_free(c->net);
    samples_free(c->samples);
    model_free(&c->m);
    mat_free(&c->x);
    mat_free(&c->labels);
}

/* Naive passes through a model of linear and sigmoid layers */

typedef struct {
    Mat value[NET_MOST + 1], dW[NET_MOST], db[NET_MOST];
    size_t count;
} Trace;

static inline Mat naive_layer(const Model *m, size_t i, const Mat *x)
{
    const Mat *W = &m->layers[i].W, *b = &m->layers[i].b;
    if (m->layers[i].kind != LAYER_LINEAR) {
        Mat y = mat_copy(x);
        for (size_t k = 0; k < mat_size(x); k++)
            y.data[k] = sigma(x->data[k]);
        return y;
    }
    Mat y = mat_new(x->rows, W->cols);
    for (size_t r = 0; r < y.rows; r++)
        for (size_t c = 0; c < y.cols; c++) {
            AT(&y, r, c) = b->data[c];
            for (size_t k = 0; k < W->rows; k++)
                AT(&y, r, c) += AT(x, r, k) * AT(W, k, c);
        }
    return y;
}

static inline Trace forward_of(const Model *m, const Mat *x)
{
    Trace t = {.count = m->count};
    t.value[0] = mat_copy(x);
    for (size_t i = 0; i < m->count; i++)
        t.value[i + 1] = naive_layer(m, i, &t.value[i]);
    return t;
}

/* Gradients of a linear layer; returns the one for its input. */
static inline Mat linear_back(Trace *t, size_t i, const Mat *W, const Mat *dy)
{
    const Mat *x = &t->value[i];
    Mat dx = mat_new(x->rows, x->cols);
    t->dW[i] = mat_new(W->rows, W->cols);
    t->db[i] = mat_new(1, W->cols);
    for (size_t r = 0; r < x->rows; r++)
        for (size_t c = 0; c < W->cols; c++) {
            t->db[i].data[c] += AT(dy, r, c);
            for (size_t k = 0; k < W->rows; k++) {
                AT(&t->dW[i], k, c) += AT(x, r, k) * AT(dy, r, c);
                AT(&dx, r, k) += AT(dy, r, c) * AT(W, k, c);
            }
        }
    return dx;
}

static inline void backward_of(const Model *m, const Mat *dz, Trace *t)
{
    Mat dy = mat_copy(dz), dx;
    for (size_t i = m->count; i-- > 0;) {
        if (m->layers[i].kind == LAYER_LINEAR) {
            dx = linear_back(t, i, &m->layers[i].W, &dy);
        } else {
            const Mat *y = &t->value[i + 1];
            dx = mat_copy(&dy);
            for (size_t k = 0; k < mat_size(&dx); k++)
                dx.data[k] *= y->data[k] * (1 - y->data[k]);
        }
        mat_free(&dy);
        dy = dx;
    }
    mat_free(&dy);
}

static inline void trace_free(Trace *t)
{
    for (size_t i = 0; i <= t->count && i <= NET_MOST; i++)
        mat_free(&t->value[i]);
    for (size_t i = 0; i < t->count; i++) {
        mat_free(&t->dW[i]);
        mat_free(&t->db[i]);
    }
    *t = (Trace){0};
}

/* All matrices of one kind in a row, so that one comparison sees the whole
 * net: parameters of a model, or gradients of a trace. */
static inline Mat row_of(const Model *m, const Trace *t)
{
    size_t size = 0, at = 0;
    for (size_t i = 0; i < m->count; i++)
        size += mat_size(&m->layers[i].W) + mat_size(&m->layers[i].b);
    Mat row = mat_new(1, size);
    for (size_t i = 0; i < m->count; i++) {
        const Mat *parts[] = {t ? &t->dW[i] : &m->layers[i].W,
                              t ? &t->db[i] : &m->layers[i].b};
        for (size_t p = 0; p < 2; p++)
            for (size_t k = 0; k < mat_size(parts[p]); k++)
                row.data[at++] = parts[p]->data[k];
    }
    return row;
}

static inline Model copy_of(const Model *m)
{
    Model copy = *m;
    for (size_t i = 0; i < m->count; i++) {
        copy.layers[i].W = mat_copy(&m->layers[i].W);
        copy.layers[i].b = mat_copy(&m->layers[i].b);
    }
    return copy;
}

static inline Mat parameters_of(const Case *c)
{
    Model m = copy_of(&c->m);
    model_take(c->net, &m);
    Mat row = row_of(&m, NULL);
    model_free(&m);
    return row;
}

#endif
