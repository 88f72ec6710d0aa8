/* set.h - a small net and what is in it. */
#ifndef TESTS_07_SET_H
#define TESTS_07_SET_H

#include "check.h"

#include <stdio.h>

static const double tiny = 1e-10; /* what rounding may do in a few layers */

/* A small net and what is in it */

enum { IN = 9, HIDDEN = 7, OUT = 3, BATCH = 5, PARAMS = 4 };
static const char small_plan[] = "linear 9 7\nrelu\nlinear 7 3\n";
static const char *const param_names[PARAMS] = {
    "W of the first layer", "b of the first layer", "W of the last layer",
    "b of the last layer"};

/* Parameters, or their gradients, as net_params() lists them. */
typedef struct {
    Mat at[PARAMS];
} Set;

static inline Set set_new(void)
{
    return (Set){{mat_new(IN, HIDDEN), mat_new(1, HIDDEN),
                  mat_new(HIDDEN, OUT), mat_new(1, OUT)}};
}

static inline Set set_copy(const Set *s)
{
    Set copy;
    for (size_t i = 0; i < PARAMS; i++)
        copy.at[i] = mat_copy(&s->at[i]);
    return copy;
}

static inline void set_free(Set *s)
{
    for (size_t i = 0; i < PARAMS; i++)
        mat_free(&s->at[i]);
}

static inline Set values_of(const Net *net)
{
    Set s = set_new();
    net_get(net, 0, &s.at[0], &s.at[1]);
    net_get(net, 2, &s.at[2], &s.at[3]);
    return s;
}

static inline Set grads_of(const Net *net)
{
    Set s = set_new();
    net_grad(net, 0, &s.at[0], &s.at[1]);
    net_grad(net, 2, &s.at[2], &s.at[3]);
    return s;
}

static inline void put_values(Net *net, const Set *s)
{
    net_set(net, 0, &s->at[0], &s->at[1]);
    net_set(net, 2, &s->at[2], &s->at[3]);
}

static inline void check_set(const char *what, const Set *got, const Set *due,
                             double tolerance)
{
    for (size_t i = 0; i < PARAMS; i++) {
        char name[100];
        snprintf(name, sizeof name, "%s: %s", param_names[i], what);
        check_mat(name, &got->at[i], &due->at[i], tolerance);
    }
}

static inline bool same_set(const Set *a, const Set *b)
{
    for (size_t i = 0; i < PARAMS; i++)
        for (size_t k = 0; k < mat_size(&a->at[i]); k++)
            if (!(fabs(a->at[i].data[k] - b->at[i].data[k]) < 1e-9))
                return false;
    return true;
}

/* A net with fresh parameters, none of them 0. What is checked below starts
 * from what the net hands out: it has to be what was put in. */
static inline Net *fresh_net(void)
{
    Net *net = net_build(small_plan, "he", 1);
    Set s = set_new();
    for (size_t i = 0; i < PARAMS; i++)
        rng_fill(check_rng(), 0.2, 1, &s.at[i]);
    for (size_t i = 0; i < PARAMS; i++)
        for (size_t k = 0; k < mat_size(&s.at[i]); k++)
            s.at[i].data[k] *= check_uniform(0, 1) < 0.5 ? -1 : 1;
    if (!net)
        check_fail("net_build() gave no net to check with", NULL, NULL);
    put_values(net, &s);
    Set back = values_of(net);
    check_set("what was put into the net", &back, &s, 0);
    set_free(&back);
    set_free(&s);
    return net;
}

/* The gradient of the last biases is the sum over the batch. */
static inline void gradients_are_there(const Net *net, const Mat *dy)
{
    Set grads = grads_of(net);
    Mat due = mat_new(1, OUT);
    mat_column_sums(dy, &due);
    check_mat("gradient that the net holds", &grads.at[3], &due, tiny);
    mat_free(&due);
    set_free(&grads);
}

/* Has the net store fresh gradients, of about this size. */
static inline void fresh_gradients(Net *net, double size)
{
    Mat x = check_random(BATCH, IN, -1, 1), y = check_junk(BATCH, OUT);
    Mat dy = check_random(BATCH, OUT, -size, size);
    net_forward(net, &x, &y);
    net_backward(net, &dy, NULL);
    gradients_are_there(net, &dy);
    mat_free(&x);
    mat_free(&y);
    mat_free(&dy);
}

static inline void parameters_stay(const Net *net, const Set *before)
{
    Set now = values_of(net);
    check_set("it must not change", &now, before, 0);
    set_free(&now);
}

/* sum of f(element) over weights (or biases) */
static inline double sum_over(const Set *s, bool weights, double (*f)(double))
{
    double sum = 0;
    for (size_t i = weights ? 0 : 1; i < PARAMS; i += 2)
        for (size_t k = 0; k < mat_size(&s->at[i]); k++)
            sum += f(s->at[i].data[k]);
    return sum;
}

static inline double square(double x)
{
    return x * x;
}

static inline double itself(double x)
{
    return x;
}

/* g + a * f(w), element by element. */
static inline Mat plus(const Mat *g, double a, const Mat *w,
                       double (*f)(double))
{
    Mat sum = mat_copy(g);
    for (size_t k = 0; k < mat_size(g); k++)
        sum.data[k] += a * f(w->data[k]);
    return sum;
}

#endif
