/* adam.h - updates of Adam, written out, and the same with one thing wrong.
 */
#ifndef TESTS_07_ADAM_H
#define TESTS_07_ADAM_H

#include "check.h"
#include "cifar.h"
#include "set.h"

/* adam_step: the right way, and known wrong ones */

typedef enum {
    ADAM_RIGHT,
    NO_CORRECTION,
    ONLY_FIRST,
    ONLY_SECOND,
    MULTIPLIED,
    BETA_TIMES_T,
    T_FROM_0,
    T_PER_PARAMETER,
    T_STUCK,
    T_AHEAD,
    EPS_INSIDE,
    EPS_EARLY,
    FORGETFUL,
    SHARED,
    V_FROM_G,
    BETAS_SWAPPED,
    OLD_SWAPPED,
    LARGEST,
    G_WHOLE,
    UPHILL,
    NO_ROOT,
    WEIGHTS_ONLY,
    PLAIN,
    UNMOVED,
    ADAM_WAYS
} AdamWay;

static const char *const adam_causes[ADAM_WAYS] = {
    [NO_CORRECTION] = "the moments are not corrected: both start at 0, so "
                      "divide them by 1 - beta^t",
    [ONLY_FIRST] = "only the first moment is corrected: the second starts at "
                   "0, too",
    [ONLY_SECOND] = "only the second moment is corrected: the first starts "
                    "at 0, too",
    [MULTIPLIED] = "the moments are multiplied by 1 - beta^t: they are too "
                   "small at first, so they are divided by it",
    [BETA_TIMES_T] = "the correction takes beta times t: it is beta to the "
                     "power t",
    [T_FROM_0] = "no number comes out: 1 - beta^t is 0 when t is 0, so count "
                 "the update first; and the second moment, made of squares, "
                 "is never below 0",
    [T_PER_PARAMETER] = "t is counted once for each parameter matrix: one "
                        "update moves them all and counts once",
    [T_AHEAD] = "t is one ahead: the first update is number 1",
    [T_STUCK] = "t stays at 1: each update counts",
    [EPS_INSIDE] = "epsilon stands inside the root: it is added to the root",
    [EPS_EARLY] = "epsilon is added to the root before the correction: it "
                  "is added to the root of the corrected moment",
    [FORGETFUL] = "the moments begin at 0 in each update: they live in the "
                  "optimiser and stay there",
    [SHARED] = "this parameter shares its moments with another: parameter "
               "i has m[i] and v[i]",
    [V_FROM_G] = "the second moment is made of g: it is made of g squared",
    [BETAS_SWAPPED] = "beta1 and beta2 are exchanged: .9 belongs to m, .999 "
                      "to v",
    [OLD_SWAPPED] = "the moments keep each other's share of the old: m keeps "
                    "beta1 of it, v keeps beta2",
    [LARGEST] = "v holds the largest second moment so far: it is a mean, "
                "which falls again when gradients become smaller",
    [G_WHOLE] = "the gradient enters whole: in a mean that keeps the share "
                "beta of the old, the new has the share 1 - beta",
    [UPHILL] = "the step goes uphill",
    [NO_ROOT] = "the root of the second moment is missing",
    [WEIGHTS_ONLY] = "biases do not move: they have gradients and moments, "
                     "too",
    [PLAIN] = "this is plain gradient descent",
    [UNMOVED] = "this parameter has not moved"};

typedef struct {
    Set value, m, v;
} AdamState;

static inline AdamState adam_state(const Set *value)
{
    return (AdamState){set_copy(value), set_new(), set_new()};
}

/* By how much one number moves. */
static inline double adam_delta(AdamWay way, double m, double v, double g,
                                double t)
{
    double b1 = 0.9, b2 = 0.999, eps = 1e-8;
    if (way == BETAS_SWAPPED)
        b1 = 0.999, b2 = 0.9;
    double c1 = 1 - pow(b1, t), c2 = 1 - pow(b2, t);
    if (way == BETA_TIMES_T)
        c1 = 1 - b1 * t, c2 = 1 - b2 * t;
    if (way == NO_CORRECTION || way == ONLY_SECOND)
        c1 = 1;
    if (way == NO_CORRECTION || way == ONLY_FIRST)
        c2 = 1;
    if (way == MULTIPLIED)
        c1 = 1 / c1, c2 = 1 / c2;
    return way == EPS_INSIDE  ? -(m / c1) / sqrt(v / c2 + eps)
           : way == EPS_EARLY ? -(m / c1) * sqrt(c2) / (sqrt(v) + eps)
           : way == NO_ROOT   ? -(m / c1) / (v / c2 + eps)
           : way == UPHILL    ? (m / c1) / (sqrt(v / c2) + eps)
           : way == PLAIN     ? -g
           : way == UNMOVED   ? 0
                              : -(m / c1) / (sqrt(v / c2) + eps);
}

/* Update number `step`, from 1. */
static inline void naive_adam(AdamState *s, const Set *grads, AdamWay way,
                              size_t step, double rate)
{
    double b1 = way == BETAS_SWAPPED ? 0.999 : 0.9;
    double b2 = way == BETAS_SWAPPED ? 0.9 : 0.999;
    double new1 = way == G_WHOLE ? 1 : 1 - b1;
    double new2 = way == G_WHOLE ? 1 : 1 - b2;
    if (way == OLD_SWAPPED)
        b1 = 0.999, b2 = 0.9;
    for (size_t i = 0; i < PARAMS; i++) {
        Mat *m = &s->m.at[way == SHARED ? 0 : i];
        Mat *v = &s->v.at[way == SHARED ? 0 : i];
        double t = way == T_FROM_0  ? (double)step - 1
                   : way == T_STUCK ? 1
                   : way == T_AHEAD ? (double)step + 1
                   : way == T_PER_PARAMETER
                       ? (double)(PARAMS * (step - 1) + i + 1)
                       : (double)step;
        if (way == FORGETFUL) {
            mat_fill(m, 0);
            mat_fill(v, 0);
        }
        if (way == WEIGHTS_ONLY && i % 2)
            continue;
        for (size_t k = 0; k < mat_size(&grads->at[i]); k++) {
            double g = grads->at[i].data[k];
            m->data[k] = b1 * m->data[k] + new1 * g;
            double old = v->data[k];
            v->data[k] = b2 * old + new2 * (way == V_FROM_G ? g : g * g);
            if (way == LARGEST)
                v->data[k] = fmax(old, v->data[k]);
            s->value.at[i].data[k] +=
                rate * adam_delta(way, m->data[k], v->data[k], g, t);
        }
    }
}

static inline Optimiser *adam_for(Net *net)
{
    Optimiser *o = optimiser_new("adam", net);
    if (!o)
        check_fail("optimiser_new() gave no optimiser", NULL, NULL);
    return o;
}

#endif
