/* case.h - a net with fresh parameters, and its samples. */
#ifndef TESTS_06_CASE_H
#define TESTS_06_CASE_H

#include "../../05-net/tests/task.h"
#include "check.h"
#include "evaluate.h"
#include "inputs.h"

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

static inline Mat some_of_each(size_t count)
{
    return random_labels(count, CLASSES);
}

static inline Case case_of(size_t count)
{
    Case c = {.net = net_build(small, "xavier", 1), .count = count};
    if (!c.net || !model_new(small, &c.m))
        check_fail("net_build() gave no net to check with", NULL, NULL);
    for (size_t i = 0; i < c.m.count; i++) {
        rng_fill(check_rng(), -1, 1, &c.m.layers[i].W);
        rng_fill(check_rng(), -1, 1, &c.m.layers[i].b);
    }
    model_give(&c.m, c.net);
    Task k = task_of(count, FEATURES, 32, (double[]){0, 16}, some_of_each);
    c.x = k.x;
    c.labels = k.labels;
    c.samples = k.samples;
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

#endif
