/* naive_epoch.h - an epoch written out, and the same with one thing
 * wrong. */
#ifndef TESTS_05_NAIVE_EPOCH_H
#define TESTS_05_NAIVE_EPOCH_H

#include "check.h"
#include "epoch.h"
#include "evaluate.h"
#include "mistakes.h"
#include "model.h"
#include "net.h"
#include "task.h"
#include "trace.h"

/* Known ways to get an epoch wrong. */
typedef enum {
    RIGHT,
    SUMMED,       /* the gradient is summed over the batch, not averaged */
    NOT_SHUFFLED, /* samples in their order */
    LABELS_STAY,  /* samples shuffled, labels not */
    LAST_DROPPED, /* the last, smaller batch is left out */
    LAST_SCALED,  /* the last batch is averaged over a full one */
    ONE_STEP,     /* parameters move once, with the last batch's gradient */
    ALL_AT_ONCE,  /* one batch of everything */
    UPHILL,
    FRESH_NO_MORE,  /* the seed is ignored */
    ONES,           /* the gradient of the loss is taken to be 1 */
    STALE,          /* each step uses the gradients of the batch before */
    SQUASHED_TWICE, /* the loss takes probabilities for logits */
    SLOPED,         /* the fused gradient passes through the sigmoid, too */
    AGAIN,          /* each batch is the first of the order */
    MISTAKES
} Mistake;

static const char *const epoch_causes[MISTAKES] = {
    [SUMMED] = "the gradient is summed over the batch; the mean has to come "
               "out: logits_grad() gives it, and nothing multiplies it back",
    [NOT_SHUFFLED] = epoch_not_shuffled,
    [LABELS_STAY] = epoch_labels_stay,
    [LAST_DROPPED] = epoch_last_dropped,
    [LAST_SCALED] = epoch_last_scaled,
    [ONE_STEP] = epoch_one_step,
    [ALL_AT_ONCE] = epoch_all_at_once,
    [UPHILL] = epoch_uphill,
    [FRESH_NO_MORE] = epoch_seed_ignored,
    [ONES] = "the backward pass starts from ones: it has to start from the "
             "gradient of the loss",
    [STALE] = "each step uses the gradients of the batch before: backward "
              "comes first, then the step",
    [SQUASHED_TWICE] = "the loss takes the output of the final sigmoid for "
                       "logits: kept[net_top(net)] are the logits",
    [SLOPED] = "the slope of the final sigmoid is multiplied in once more: "
               "it is in the fused gradient, so backward starts below it",
    [AGAIN] = "every batch takes the samples at the beginning of the order: "
              "each goes on where the one before it ended"};

static inline double mean_loss(const Mat *z, const Mat *t)
{
    double sum = 0;
    for (size_t i = 0; i < z->rows; i++) {
        double v = t->data[i] ? -z->data[i] : z->data[i];
        sum += fmax(v, 0) + log1p(exp(-fabs(v)));
    }
    return sum / (double)z->rows;
}

/* A model on its way through an epoch. */
typedef struct {
    Model *m, start;
    const Task *task;
    double rate;
    Mistake mistake;
    Trace stale; /* the gradients of the batch before */
} Way;

static inline Way way_of(Model *m, const Task *task, double rate,
                         Mistake mistake)
{
    return (Way){m, copy_of(m), task, rate, mistake, {.count = 0}};
}

static inline void way_free(Way *w)
{
    model_free(&w->start);
    trace_free(&w->stale);
}

/* dL/dz of the logits, as the mistake has it. */
static inline Mat slopes_of(const Mat *z, const Mat *t, Batch b,
                            Mistake mistake)
{
    Mat dz = mat_new(z->rows, 1);
    double share = mistake == SUMMED        ? 1
                   : mistake == LAST_SCALED ? (double)b.full
                                            : (double)b.rows;
    for (size_t i = 0; i < z->rows; i++)
        dz.data[i] =
            mistake == ONES
                ? 1
                : (real)((1 / (1 + exp(-(double)z->data[i])) - t->data[i]) /
                         share);
    return dz;
}

/* One naive step; returns the loss. */
static inline double naive_step(void *context, Batch b)
{
    Way *w = context;
    Model *m = w->m;
    size_t last = m->count - 1, top = last;
    b.from = w->mistake == AGAIN ? 0 : b.from;
    if (w->mistake == ONE_STEP) {
        model_free(m);
        *m = copy_of(&w->start);
    }
    if (m->layers[last].kind != LAYER_SIGMOID || w->mistake == SQUASHED_TWICE)
        top = m->count;
    Mat x = rows_of(&w->task->x, b, false);
    Mat t = rows_of(&w->task->labels, b, w->mistake == LABELS_STAY);
    Trace trace = forward_of(m, &x);
    double loss = mean_loss(&trace.value[top], &t);
    Mat dz = slopes_of(&trace.value[top], &t, b, w->mistake);
    if (w->mistake == STALE)
        move(m, &w->stale, w->rate);
    backward_of(m, w->mistake == SLOPED ? m->count : top, &dz, &trace);
    if (w->mistake != STALE)
        move(m, &trace, w->mistake == UPHILL ? -w->rate : w->rate);
    trace_free(&w->stale);
    w->stale = trace;
    mat_free(&x);
    mat_free(&t);
    mat_free(&dz);
    return loss;
}

/* A naive epoch; the model moves, the mean loss is returned. */
static inline double naive_epoch(Model *m, const Task *k, size_t batch,
                                 double rate, uint64_t seed, Mistake mistake)
{
    Way w = way_of(m, k, rate, mistake);
    Batches e = {.count = k->count,
                 .batch = mistake == ALL_AT_ONCE ? k->count : batch,
                 .seed = mistake == FRESH_NO_MORE ? 0 : seed,
                 .as_they_stand = mistake == NOT_SHUFFLED,
                 .last_dropped = mistake == LAST_DROPPED};
    double loss = each_batch(&e, naive_step, &w, NULL);
    way_free(&w);
    return loss;
}

static inline Mat row_after(const Model *start, const Task *k, size_t batch,
                            double rate, uint64_t seed, Mistake mistake)
{
    Model m = copy_of(start);
    naive_epoch(&m, k, batch, rate, seed, mistake);
    Mat row = row_of(&m, NULL);
    model_free(&m);
    return row;
}

#endif
