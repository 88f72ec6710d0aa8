/* shapes.h - nets of other shapes, one after the other in one process. */
#ifndef TESTS_07_SHAPES_H
#define TESTS_07_SHAPES_H

#include "check.h"
#include "cifar.h"
#include "evaluate.h"
#include "set.h"

#include <stdio.h>

/* Nets of other shapes, one after the other in one process */

/* All parameters of a net in a row, with their gradients; `weight` is 1 for
 * weights and 0 for biases. */
typedef struct {
    Mat value, grad, weight;
} Flat;

static inline Flat flat_of(const Net *net, const char *plan)
{
    Model value, grad;
    size_t size = 0, at = 0;
    model_new(plan, &value);
    model_new(plan, &grad);
    model_take(net, &value);
    for (size_t i = 0; i < grad.count; i++) {
        Mat *W = &grad.layers[i].W, *b = &grad.layers[i].b;
        if (grad.layers[i].kind == LAYER_LINEAR)
            net_grad(net, i, W, b);
        size += mat_size(W) + mat_size(b);
    }
    Flat f = {mat_new(1, size), mat_new(1, size), mat_new(1, size)};
    for (size_t i = 0; i < value.count; i++)
        for (size_t bias = 0; bias < 2; bias++) {
            const Mat *v = bias ? &value.layers[i].b : &value.layers[i].W;
            const Mat *g = bias ? &grad.layers[i].b : &grad.layers[i].W;
            for (size_t k = 0; k < mat_size(v); k++, at++) {
                f.value.data[at] = v->data[k];
                f.grad.data[at] = g->data[k];
                f.weight.data[at] = !bias;
            }
        }
    model_free(&value);
    model_free(&grad);
    return f;
}

static inline void flat_free(Flat *f)
{
    mat_free(&f->value);
    mat_free(&f->grad);
    mat_free(&f->weight);
}

/* A single weight, odd numbers of them, more than a thousand, and the
 * deepest net there is. */
enum { SHAPES = 5 };

static inline const char *plan_of_shape(size_t i)
{
    static const char *const plans[SHAPES] = {
        "linear 1 1\n", "linear 3 5\nrelu\nlinear 5 1\n",
        "linear 1031 3\nsigmoid\nlinear 3 2\n", NULL, "linear 2 2\n"};
    static char deepest[NET_MOST * 16];
    size_t used = 0;
    for (size_t l = 0; l < NET_MOST; l++)
        used +=
            (size_t)snprintf(deepest + used, sizeof deepest - used,
                             "linear %zu %zu\n", 1 + l % 3, 1 + (l + 1) % 3);
    return plans[i] ? plans[i] : deepest;
}

static inline Net *net_of_shape(const char *plan)
{
    Model m;
    Net *net = net_build(plan, "xavier", 1);
    if (!net || !model_new(plan, &m))
        check_fail("net_build() gave no net to check with", NULL, NULL);
    for (size_t i = 0; i < m.count; i++) {
        rng_fill(check_rng(), 0.2, 1, &m.layers[i].W);
        rng_fill(check_rng(), 0.2, 1, &m.layers[i].b);
    }
    model_give(&m, net);
    size_t in = m.layers[0].W.rows, out = m.layers[m.count - 1].W.cols;
    Mat x = check_random(2, in, 0.1, 1), y = check_junk(2, out);
    Mat dy = check_random(2, out, 0.1, 1);
    net_forward(net, &x, &y);
    net_backward(net, &dy, NULL);
    model_free(&m);
    mat_free(&x);
    mat_free(&y);
    mat_free(&dy);
    return net;
}

static inline void each_shape(void (*ask)(Net *net, const char *plan))
{
    for (size_t i = 0; i < SHAPES; i++) {
        Net *net = net_of_shape(plan_of_shape(i));
        ask(net, plan_of_shape(i));
        net_free(net);
    }
}

/* What came out of a net of another shape. */
static inline void check_shaped(const Net *net, const char *plan,
                                const Flat *due)
{
    Flat now = flat_of(net, plan);
    check_mat("the parameters of a net of another shape", &now.value,
              &due->value, tiny);
    check_mat("the gradients in a net of another shape", &now.grad,
              &due->grad, tiny);
    flat_free(&now);
}

#endif
