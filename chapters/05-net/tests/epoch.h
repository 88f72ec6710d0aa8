/* epoch.h - an epoch: all samples, batch by batch. */
#ifndef TESTS_05_EPOCH_H
#define TESTS_05_EPOCH_H

#include "check.h"
#include "samples.h"

#include <stdlib.h>
#include <string.h>

/* Which samples are taken in which order, and what is wrong with that. */
typedef struct {
    size_t count, batch;
    uint64_t seed;
    bool as_they_stand, last_dropped;
} Batches;

/* Samples from order[from] on; `full` of them, but in the last batch. */
typedef struct {
    const size_t *order;
    size_t from, rows, full;
} Batch;

static inline size_t *order_of(const Batches *e)
{
    size_t *order = malloc(e->count * sizeof *order);
    if (!order)
        abort();
    epoch_order(e->seed, order, e->count);
    for (size_t i = 0; e->as_they_stand && i < e->count; i++)
        order[i] = i;
    return order;
}

/* Takes the steps of an epoch. Each returns the mean loss of its samples;
 * what comes back is the mean over all of them. The steps' own means, added
 * up, go into `means`, unless that is NULL. */
static inline double each_batch(const Batches *e,
                                double (*step)(void *context, Batch batch),
                                void *context, double *means)
{
    size_t *order = order_of(e);
    double sum = 0, added = 0;
    for (size_t from = 0; from < e->count; from += e->batch) {
        size_t left = e->count - from;
        Batch b = {order, from, left < e->batch ? left : e->batch, e->batch};
        if (e->last_dropped && b.rows < e->batch)
            break;
        double mean = step(context, b);
        sum += (double)b.rows * mean;
        added += mean;
    }
    free(order);
    if (means)
        *means = added;
    return sum / (double)e->count;
}

/* The batch's rows of m, or those that stand where the batch does. */
static inline Mat rows_of(const Mat *m, Batch b, bool as_they_stand)
{
    Mat rows = mat_new(b.rows, m->cols);
    for (size_t i = 0; i < b.rows; i++) {
        size_t row = as_they_stand ? b.from + i : b.order[b.from + i];
        memcpy(&AT(&rows, i, 0), &AT(m, row, 0), m->cols * sizeof(real));
    }
    return rows;
}

#endif
