/* case.h - nets with fresh parameters, and batches. */
#ifndef TESTS_05_CASE_H
#define TESTS_05_CASE_H

#include "check.h"
#include "evaluate.h"
#include "net.h"

#include <stdio.h>
#include <stdlib.h>

static const double tiny = 1e-10; /* what rounding may do in a few layers */

/* A net with fresh parameters, the same as a plain model, and a batch. */
enum { BATCH = 5 };
typedef struct {
    Net *net;
    Model m;
    Mat x;
} Case;

static inline Net *net_of(const char *plan)
{
    Net *net = net_build(plan, "xavier", rng_next(check_rng()));
    if (!net)
        check_fail("net_build() gave no net to check with", NULL, NULL);
    return net;
}

static inline void fresh_parameters(Model *m)
{
    for (size_t i = 0; i < m->count; i++) {
        rng_fill(check_rng(), -1, 1, &m->layers[i].W);
        rng_fill(check_rng(), -1, 1, &m->layers[i].b);
    }
}

static inline Case batch_of(size_t rows, const char *plan, size_t inputs)
{
    Case c = {.net = net_of(plan)};
    if (!model_new(plan, &c.m))
        abort();
    fresh_parameters(&c.m);
    model_give(&c.m, c.net);
    c.x = check_random(rows, inputs, -2, 2);
    return c;
}

static inline Case case_of(const char *plan, size_t inputs)
{
    return batch_of(BATCH, plan, inputs);
}

static inline void case_free(Case *c)
{
    net_free(c->net);
    model_free(&c->m);
    mat_free(&c->x);
}

static const char *const mixed = "linear 6 7\nrelu\nlinear 7 4\nsigmoid\n"
                                 "linear 4 3\n";

/* As many layers as a net can have. */
static inline const char *deepest(void)
{
    static char plan[NET_MOST * 12];
    static const char *const lines[] = {"linear 3 3\n", "sigmoid\n",
                                        "linear 3 3\n", "relu\n"};
    size_t used = 0;
    for (size_t i = 0; i < NET_MOST; i++)
        used += (size_t)snprintf(plan + used, sizeof plan - used, "%s",
                                 lines[i % 4]);
    return plan;
}

#endif
