/* model.h - models whose parameters move, and are laid out in a row. */
#ifndef TESTS_05_MODEL_H
#define TESTS_05_MODEL_H

#include "check.h"
#include "evaluate.h"
#include "net.h"
#include "trace.h"

static inline Model copy_of(const Model *m)
{
    Model copy = *m;
    for (size_t i = 0; i < m->count; i++) {
        copy.layers[i].W = mat_copy(&m->layers[i].W);
        copy.layers[i].b = mat_copy(&m->layers[i].b);
    }
    return copy;
}

/* All matrices of one kind in a row, so that one comparison sees the whole
 * net: parameters of a model, or, where it is not NULL, gradients of a trace.
 */
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

/* The parameters of a net of the same layers as `like`. */
static inline Mat row_of_net(const Net *net, const Model *like)
{
    Model m = copy_of(like);
    model_take(net, &m);
    Mat row = row_of(&m, NULL);
    model_free(&m);
    return row;
}

/* A step along the gradients that there are. */
static inline void move(Model *m, const Trace *t, double rate)
{
    for (size_t i = 0; i < m->count; i++)
        if (m->layers[i].kind == LAYER_LINEAR && t->dW[i].data) {
            mat_add_scaled(-rate, &t->dW[i], &m->layers[i].W);
            mat_add_scaled(-rate, &t->db[i], &m->layers[i].b);
        }
}

#endif
