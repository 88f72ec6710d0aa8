/* model.h - a neuron with its samples. */
#ifndef TESTS_03_MODEL_H
#define TESTS_03_MODEL_H

#include "check.h"
#include "inputs.h"
#include "naive.h"
#include "sheet.h"

typedef struct {
    Mat x, y, w, b;
} Model;

static inline Model random_model(size_t n, size_t d)
{
    Model m = {.x = check_random(n, d, -2, 2), .y = random_labels(n)};
    m.w = check_random(d, 1, -1.5, 1.5);
    m.b = check_random(1, 1, 0.3, 1.2);
    return m;
}

/* Many features, whose logits are as large as those of few. */
static inline Model wide_model(void)
{
    Model m = random_model(3, many());
    for (size_t j = 0; j < m.w.rows; j++)
        m.w.data[j] *= 0.03;
    return m;
}

/* Models of which one part does not fit the others. */
typedef struct {
    size_t y[2], w[2], b[2];
    const char *one, *other;
} UnfitModel;

/* x is 4 x 3 */
static const UnfitModel unfit_models[] = {
    {{3, 1}, {3, 1}, {1, 1}, "4 x 1", "3 x 1"},
    {{4, 2}, {3, 1}, {1, 1}, "4 x 1", "4 x 2"},
    {{4, 1}, {2, 1}, {1, 1}, "3 x 1", "2 x 1"},
    {{4, 1}, {3, 2}, {1, 1}, "3 x 1", "3 x 2"},
    {{4, 1}, {3, 1}, {2, 1}, "1 x 1", "2 x 1"},
    {{4, 1}, {3, 1}, {1, 3}, "1 x 1", "1 x 3"},
};
enum { UNFIT_MODELS = sizeof unfit_models / sizeof *unfit_models };

static inline Model unfit_model(size_t i)
{
    const UnfitModel *u = &unfit_models[i];
    return (Model){check_random(4, 3, -1, 1), mat_new(u->y[0], u->y[1]),
                   check_random(u->w[0], u->w[1], -1, 1),
                   check_random(u->b[0], u->b[1], -1, 1)};
}

static inline void reports_unfit(size_t i)
{
    check_shape_error(unfit_models[i].one, unfit_models[i].other);
}

static inline void model_given(const Model *m)
{
    check_given("x", &m->x);
    check_given("y", &m->y);
    check_given("w", &m->w);
    check_given("b", &m->b);
}

static inline Model sheet_model(size_t sample)
{
    return (Model){mat_of(1, 5, sheet_x[sample]), single(1),
                   mat_of(5, 1, sheet_w), single(sheet_b)};
}

/* One after the other in one process: nothing is kept of the size before. */
static inline Model sized_model(size_t i)
{
    return i == 0   ? random_model(4, 3)
           : i == 1 ? random_model(many(), 3)
           : i == 2 ? wide_model()
           : i == 3 ? random_model(1, 1)
                    : random_model(7, 5);
}

/* The gradients of a model, from dL/dz, which may be a wrong one. */
typedef struct {
    Mat dx, dw, db;
} Gradients;

static inline Gradients gradients_from(const Model *m, const Mat *dz)
{
    Gradients g = {mat_copy(&m->x), mat_new(m->x.cols, 1), mat_new(1, 1)};
    for (size_t i = 0; i < m->x.rows; i++) {
        for (size_t j = 0; j < m->x.cols; j++) {
            AT(&g.dx, i, j) = dz->data[i] * m->w.data[j];
            g.dw.data[j] += dz->data[i] * AT(&m->x, i, j);
        }
        g.db.data[0] += dz->data[i];
    }
    return g;
}

static inline Mat naive_model_dz(const Model *m)
{
    Mat z = naive_logits(&m->x, &m->w, m->b.data[0]);
    return naive_dz(&z, &m->y);
}

#endif
