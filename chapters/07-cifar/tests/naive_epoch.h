/* naive_epoch.h - an epoch written out, and the same with one thing
 * wrong. */
#ifndef TESTS_07_NAIVE_EPOCH_H
#define TESTS_07_NAIVE_EPOCH_H

#include "../../05-net/tests/epoch.h"
#include "adam.h"
#include "check.h"
#include "mistakes.h"
#include "passes.h"
#include "set.h"

#include <stdlib.h>

enum { COUNT = 11, STEP = 4, CHANNELS = 3 };

/* A small task: bytes, labels, and the numbers they stand for. */
typedef struct {
    size_t count;
    Mat x, t;
    Samples *samples;
} Task;

static inline Task task_of(size_t count)
{
    Task k = {count, mat_new(count, IN), mat_new(count, 1), NULL};
    uint8_t *bytes = malloc(count * (IN + 1)), *labels = bytes + count * IN;
    Mat scale = mat_new(2, CHANNELS);
    rng_fill(check_rng(), 100, 150, &scale);
    for (size_t c = 0; c < CHANNELS; c++)
        AT(&scale, 1, c) -= 50;
    for (size_t i = 0; i < count; i++) {
        k.t.data[i] = labels[i] = (uint8_t)check_size(0, OUT - 1);
        for (size_t j = 0; j < IN; j++) {
            size_t c = j / (IN / CHANNELS);
            uint8_t byte = (uint8_t)check_size(0, 255);
            bytes[i * IN + j] = byte;
            AT(&k.x, i, j) = (byte - AT(&scale, 0, c)) / AT(&scale, 1, c);
        }
    }
    k.samples = samples_new(bytes, count * IN, labels, count, &scale);
    mat_free(&scale);
    free(bytes);
    return k;
}

static inline Task fresh_task(void)
{
    return task_of(COUNT);
}

typedef enum {
    EPOCH_RIGHT,
    NO_PENALTY,
    PENALTY_TWICE, /* in the gradient and beside it */
    ADDED_TWICE,   /* in the gradient, and there once more */
    SHRINK_FIRST,  /* decoupled, before the update */
    OTHER_FORM,    /* coupled for decoupled, or the other way round */
    SHRINK_FULL,   /* decoupled, with the rate before decay */
    NO_DECAY,
    DECAY_FROM_1,
    DECAY_PER_BATCH,
    DECAY_WITHIN, /* the same, from the rate of the epoch on */
    T_ANEW,       /* Adam's count begins anew with each epoch */
    T_EPOCHS,     /* it is that of epochs */
    ALL_ANEW,     /* Adam begins anew with each epoch */
    NOT_SHUFFLED,
    SEED_IGNORED,
    LAST_DROPPED,
    ONE_UPDATE,
    SGD_ALWAYS,
    NO_UPDATE,
    EPOCH_WAYS
} EpochWay;

static const char *const epoch_causes[EPOCH_WAYS] = {
    [NO_PENALTY] =
        "the penalty has no effect: it enters the gradients before "
        "the update, or, decoupled, follows it",
    [PENALTY_TWICE] = "the penalty is there twice, in the gradients and "
                      "beside the update: `decoupled` says which of the two "
                      "is wanted",
    [ADDED_TWICE] = "the penalty's gradient is added twice",
    [SHRINK_FIRST] = "the weights shrink before the update: l2_shrink() "
                     "follows it",
    [OTHER_FORM] = "the other form of the penalty is used: `decoupled` says "
                   "which one is wanted",
    [SHRINK_FULL] = "the weights shrink by the rate of the first epoch: take "
                    "the decayed one",
    [NO_DECAY] = "the rate does not decay: ask decayed_rate() for this "
                 "epoch's",
    [DECAY_FROM_1] = "the rate decays one epoch too early: epoch counts from "
                     "0",
    [DECAY_PER_BATCH] = "the rate decays with every batch: it stays the same "
                        "throughout an epoch",
    [DECAY_WITHIN] = "the rate decays with every batch: it stays the same "
                     "throughout an epoch",
    [T_ANEW] = "the optimiser's count of updates begins anew with each "
               "epoch: it goes on as long as the optimiser lives",
    [T_EPOCHS] =
        "the optimiser's count is that of epochs: it counts updates, "
        "and the optimiser does so itself",
    [ALL_ANEW] = "the optimiser begins anew with each epoch: the one that is "
                 "handed in remembers the epochs before",
    [NOT_SHUFFLED] = epoch_not_shuffled,
    [SEED_IGNORED] = epoch_seed_ignored,
    [LAST_DROPPED] = epoch_last_dropped,
    [ONE_UPDATE] = "there is one update at the end of the epoch: each batch "
                   "needs its own",
    [SGD_ALWAYS] = "the update is plain gradient descent, whatever the "
                   "optimiser is: call optimiser_step()",
    [NO_UPDATE] = "no parameter has moved"};

typedef struct {
    const Task *task;
    bool adam, decoupled;
    double rate, l2, decay;
    size_t epoch, batch;
    uint64_t seed;
    double sum, means, last; /* losses seen: weighted, of batches, latest */
    double penalties, after; /* before and after updates, weighted, too */
    size_t updates;
} Epoch;

static inline void naive_shrink(Set *p, double share)
{
    for (size_t i = 0; i < PARAMS; i += 2)
        for (size_t k = 0; k < mat_size(&p->at[i]); k++)
            p->at[i].data[k] *= 1 - share;
}

/* Moves the parameters by the gradients of a batch. */
static inline void naive_move(const Epoch *e, AdamState *s, const Set *grads,
                              double rate, EpochWay way)
{
    bool beside = e->decoupled != (way == OTHER_FORM) || way == PENALTY_TWICE;
    size_t step = way == ONE_UPDATE ? 1
                  : way == T_EPOCHS ? e->epoch + 1
                                    : e->updates;
    AdamWay adam = way == NO_UPDATE               ? UNMOVED
                   : e->adam && way != SGD_ALWAYS ? ADAM_RIGHT
                                                  : PLAIN;
    if (way == SHRINK_FIRST && beside)
        naive_shrink(&s->value, e->l2 * rate);
    naive_adam(s, grads, adam, step, rate);
    if (way != SHRINK_FIRST && beside && way != NO_PENALTY &&
        way != NO_UPDATE)
        naive_shrink(&s->value,
                     e->l2 * (way == SHRINK_FULL ? e->rate : rate));
}

static inline double decayed(const Epoch *e, Batch b, EpochWay way)
{
    size_t done = b.from / e->batch;
    double t = way == NO_DECAY          ? 0
               : way == DECAY_FROM_1    ? (double)e->epoch + 1
               : way == DECAY_WITHIN    ? (double)(e->epoch + done)
               : way == DECAY_PER_BATCH ? (double)(3 * e->epoch + done)
                                        : (double)e->epoch;
    return e->rate * exp(-e->decay * t);
}

/* An epoch on its way. */
typedef struct {
    Epoch *e;
    AdamState *s;
    EpochWay way;
} Run;

static inline double naive_update(void *context, Batch b)
{
    const Run *run = context;
    Epoch *e = run->e;
    AdamState *s = run->s;
    EpochWay way = run->way;
    double rows = (double)b.rows;
    Mat x = rows_of(&e->task->x, b, false),
        t = rows_of(&e->task->t, b, false);
    Set grads = set_new();
    e->last = naive_batch(&s->value, &x, &t, &grads);
    e->sum += e->last * rows;
    e->means += e->last;
    e->penalties += e->l2 / 2 * sum_over(&s->value, true, square) * rows;
    bool inside = e->decoupled == (way == OTHER_FORM) || way == PENALTY_TWICE;
    for (size_t i = 0; i < PARAMS && inside && way != NO_PENALTY; i += 2)
        mat_add_scaled((way == ADDED_TWICE ? 2 : 1) * e->l2, &s->value.at[i],
                       &grads.at[i]);
    e->updates++;
    if (way != ONE_UPDATE || b.from + e->batch >= e->task->count) {
        naive_move(e, s, &grads, decayed(e, b, way), way);
        e->after += e->l2 / 2 * sum_over(&s->value, true, square) * rows;
    }
    set_free(&grads);
    mat_free(&x);
    mat_free(&t);
    return e->last;
}

static inline void naive_epoch(Epoch *e, AdamState *s, EpochWay way)
{
    Batches all = {.count = e->task->count,
                   .batch = e->batch,
                   .seed = way == SEED_IGNORED ? 0 : e->seed,
                   .as_they_stand = way == NOT_SHUFFLED,
                   .last_dropped = way == LAST_DROPPED};
    each_batch(&all, naive_update, &(Run){e, s, way}, NULL);
}

/* Three epochs, in which the optimiser lives on or, by mistake, does not. */
static inline void naive_epochs(const Epoch *e, AdamState *s, EpochWay way)
{
    Epoch naive = *e;
    for (size_t epoch = 0; epoch < 3; epoch++) {
        naive.epoch = epoch;
        naive.seed = e->seed + epoch;
        if (way == T_ANEW || way == ALL_ANEW)
            naive.updates = 0;
        for (size_t i = 0; i < PARAMS && way == ALL_ANEW; i++) {
            mat_fill(&s->m.at[i], 0);
            mat_fill(&s->v.at[i], 0);
        }
        naive_epoch(&naive, s, way);
    }
}

/* Settings of a fresh epoch. */
static inline Epoch fresh_epoch(const Task *task, bool adam, bool decoupled)
{
    return (Epoch){.task = task,
                   .adam = adam,
                   .decoupled = decoupled,
                   .rate = check_uniform(0.05, 0.1),
                   .l2 = check_uniform(0.2, 0.4),
                   .decay = check_uniform(0.2, 0.4),
                   .epoch = check_size(1, 3),
                   .batch = STEP,
                   .seed = rng_next(check_rng())};
}

#endif
