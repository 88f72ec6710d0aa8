/* Checks of cifar_epoch. */
#include "adam.h"
#include "check.h"
#include "cifar.h"
#include "passes.h"
#include "set.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { COUNT = 11, STEP = 4, CHANNELS = 3 };

/* A small task: bytes, labels, and the numbers they stand for. */
typedef struct {
    size_t count;
    Mat x, t;
    Samples *samples;
} Task;

static Task task_of(size_t count)
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

static Task fresh_task(void)
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
    [NOT_SHUFFLED] = "the samples are visited as they stand: ask "
                     "epoch_order() for this epoch's order",
    [SEED_IGNORED] = "the order does not depend on the seed, so every epoch "
                     "has the same",
    [LAST_DROPPED] = "the last, smaller batch is left out",
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

static bool same_set(const Set *a, const Set *b)
{
    for (size_t i = 0; i < PARAMS; i++)
        for (size_t k = 0; k < mat_size(&a->at[i]); k++)
            if (!(fabs(a->at[i].data[k] - b->at[i].data[k]) < 1e-9))
                return false;
    return true;
}

static void naive_shrink(Set *p, double share)
{
    for (size_t i = 0; i < PARAMS; i += 2)
        for (size_t k = 0; k < mat_size(&p->at[i]); k++)
            p->at[i].data[k] *= 1 - share;
}

/* One batch of rows index[0 .. rows - 1]. */
static void naive_update(Epoch *e, AdamState *s, const size_t *index,
                         size_t rows, double rate, bool last, EpochWay way)
{
    Mat x = mat_new(rows, IN), t = mat_new(rows, 1);
    Set grads = set_new();
    for (size_t i = 0; i < rows; i++) {
        memcpy(&AT(&x, i, 0), &AT(&e->task->x, index[i], 0),
               IN * sizeof(real));
        t.data[i] = e->task->t.data[index[i]];
    }
    e->last = naive_batch(&s->value, &x, &t, &grads);
    e->sum += e->last * (double)rows;
    e->means += e->last;
    e->penalties +=
        e->l2 / 2 * sum_over(&s->value, true, square) * (double)rows;
    bool beside = e->decoupled != (way == OTHER_FORM);
    bool inside = !beside || way == PENALTY_TWICE;
    beside |= way == PENALTY_TWICE;
    for (size_t i = 0; i < PARAMS && inside && way != NO_PENALTY; i += 2)
        mat_add_scaled((way == ADDED_TWICE ? 2 : 1) * e->l2, &s->value.at[i],
                       &grads.at[i]);
    e->updates++;
    if (way == ONE_UPDATE && !last)
        return;
    size_t step = way == ONE_UPDATE ? 1
                  : way == T_EPOCHS ? e->epoch + 1
                                    : e->updates;
    AdamWay adam = way == NO_UPDATE               ? UNMOVED
                   : e->adam && way != SGD_ALWAYS ? ADAM_RIGHT
                                                  : PLAIN;
    if (way == SHRINK_FIRST && beside)
        naive_shrink(&s->value, e->l2 * rate);
    naive_adam(s, &grads, adam, step, rate);
    if (way != SHRINK_FIRST && beside && way != NO_PENALTY &&
        way != NO_UPDATE)
        naive_shrink(&s->value,
                     e->l2 * (way == SHRINK_FULL ? e->rate : rate));
    e->after += e->l2 / 2 * sum_over(&s->value, true, square) * (double)rows;
    set_free(&grads);
    mat_free(&x);
    mat_free(&t);
}

static void naive_epoch(Epoch *e, AdamState *s, EpochWay way)
{
    size_t count = e->task->count, done = 0;
    size_t *order = malloc(count * sizeof *order);
    epoch_order(way == SEED_IGNORED ? 0 : e->seed, order, count);
    for (size_t i = 0; i < count && way == NOT_SHUFFLED; i++)
        order[i] = i;
    for (size_t from = 0; from < count; from += e->batch, done++) {
        size_t rows = count - from < e->batch ? count - from : e->batch;
        double t = way == NO_DECAY          ? 0
                   : way == DECAY_FROM_1    ? (double)e->epoch + 1
                   : way == DECAY_WITHIN    ? (double)(e->epoch + done)
                   : way == DECAY_PER_BATCH ? (double)(3 * e->epoch + done)
                                            : (double)e->epoch;
        if (way == LAST_DROPPED && rows < e->batch)
            break;
        naive_update(e, s, order + from, rows, e->rate * exp(-e->decay * t),
                     from + e->batch >= count, way);
    }
    free(order);
}

/* Settings of a fresh epoch. */
static Epoch fresh_epoch(const Task *task, bool adam, bool decoupled)
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

static Settings *settings_of(const Epoch *e)
{
    Settings *s = settings_new();
    settings_put_text(s, "layers", "9-7-3");
    settings_put_text(s, "optimiser", e->adam ? "adam" : "sgd");
    settings_put(s, "rate", e->rate);
    settings_put(s, "l2", e->l2);
    settings_put(s, "decay", e->decay);
    settings_put(s, "decoupled", e->decoupled);
    settings_put(s, "batch", (double)e->batch);
    settings_put(s, "epochs", 9);
    return s;
}

/* One epoch by the code under test, from a fresh start; returns what it
 * said. */
static double do_epoch(Net *net, const Epoch *e)
{
    Settings *s = settings_of(e);
    Optimiser *o = optimiser_new(e->adam ? "adam" : "sgd", net);
    double said = cifar_epoch(net, o, e->task->samples, s, e->epoch, e->seed);
    optimiser_free(o);
    settings_free(s);
    return said;
}

/* Do the functions that an epoch calls work? If not, their own checks say so,
 * and nothing can be said about the epoch. */
static bool pieces_work(void)
{
    Net *net = fresh_net();
    Optimiser *o = optimiser_new("adam", net);
    bool work = fabs(decayed_rate(0.5, 0.5, 3) - 0.5 * exp(-1.5)) < 1e-9 &&
                fabs(decayed_rate(0.5, 0.5, 2) - 0.5 * exp(-1)) < 1e-9;
    Set start = values_of(net);
    AdamState s = adam_state(&start);
    for (size_t step = 1; step <= 4; step++) {
        fresh_gradients(net, 1);
        Set due = grads_of(net), now = values_of(net);
        for (size_t i = 0; i < PARAMS; i += 2)
            mat_add_scaled(0.3, &now.at[i], &due.at[i]);
        l2_grad(net, 0.3);
        Set got = grads_of(net);
        work = work && same_set(&got, &due);
        naive_adam(&s, &due, step <= 2 ? ADAM_RIGHT : PLAIN, step, 0.1);
        if (step <= 2)
            adam_step(o, net, 0.1);
        else
            sgd_step(net, 0.1);
        if (step % 2 == 0) {
            l2_shrink(net, 0.2, 0.3);
            naive_shrink(&s.value, 0.06);
        }
        Set after = values_of(net);
        work = work && same_set(&after, &s.value);
    }
    optimiser_free(o);
    net_free(net);
    return work;
}

static void follow_epoch(bool adam, bool decoupled, size_t batch)
{
    Task task = fresh_task();
    Net *net = fresh_net();
    Set start = values_of(net);
    Epoch e = fresh_epoch(&task, adam, decoupled), right;
    e.batch = batch;
    right = e;
    AdamState due = adam_state(&start), wrong[EPOCH_WAYS];
    naive_epoch(&right, &due, EPOCH_RIGHT);
    for (EpochWay w = EPOCH_RIGHT + 1; w < EPOCH_WAYS; w++) {
        Epoch other = e;
        wrong[w] = adam_state(&start);
        naive_epoch(&other, &wrong[w], w);
    }
    bool telling = pieces_work();
    do_epoch(net, &e);
    check_no_shape_error();
    Set now = values_of(net);
    for (size_t i = 0; i < PARAMS; i++) {
        char name[80];
        snprintf(name, sizeof name, "%s after an epoch", param_names[i]);
        check_given_num("rate", e.rate);
        check_given_num("l2", e.l2);
        check_given_num("decay", e.decay);
        check_given_num("epoch", (double)e.epoch);
        for (EpochWay w = EPOCH_RIGHT + 1; telling && w < EPOCH_WAYS; w++)
            check_suspect(&wrong[w].value.at[i], epoch_causes[w]);
        check_mat(name, &now.at[i], &due.value.at[i], 1e-8);
    }
    samples_free(task.samples);
    net_free(net);
}

Test(cifar_epoch, descends_with_the_penalty_in_the_gradient)
{
    follow_epoch(false, false, STEP);
}

Test(cifar_epoch, hands_the_gradients_to_the_optimiser)
{
    follow_epoch(true, false, STEP);
}

Test(cifar_epoch, takes_the_penalty_beside_the_update_when_asked)
{
    follow_epoch(true, true, STEP);
    follow_epoch(false, true, STEP);
}

Test(cifar_epoch, takes_a_last_batch_of_one_and_batches_larger_than_the_set)
{
    follow_epoch(false, false, COUNT / 2);
    follow_epoch(false, false, 3 * COUNT);
}

Test(cifar_epoch, returns_the_cross_entropy_without_the_penalty)
{
    Task task = fresh_task();
    Net *net = fresh_net();
    Set start = values_of(net);
    Epoch e = fresh_epoch(&task, true, false), right = e;
    AdamState due = adam_state(&start);
    naive_epoch(&right, &due, EPOCH_RIGHT);
    double said = do_epoch(net, &e);
    Set now = values_of(net);
    double after = naive_batch(&now, &task.x, &task.t, NULL);
    for (int i = 0; i < 2; i++)
        check_suspect_num((right.sum + (i ? right.after : right.penalties)) /
                              COUNT,
                          "the penalty is part of it: without it, runs with "
                          "different penalties can be compared");
    check_suspect_num(right.means / 3,
                      "this is the mean over batches, and the last one is "
                      "smaller: weight each by its samples");
    check_suspect_num(right.sum, "the sum is not divided by the number of "
                                 "samples");
    check_suspect_num(right.means, "the batches' means are added up and not "
                                   "divided");
    check_suspect_num(right.last, "this is the loss of the last batch "
                                  "alone");
    if (isfinite(after) && !same_set(&now, &start))
        check_suspect_num(after,
                          "this is the loss after the epoch: each sample "
                          "counts at the time it was visited");
    check_num("the loss that is returned", said, right.sum / COUNT, 1e-9);
    samples_free(task.samples);
    net_free(net);
}

/* Three epochs, in which the optimiser lives on or, by mistake, does not. */
static void naive_epochs(const Epoch *e, AdamState *s, EpochWay way)
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

Test(cifar_epoch, goes_on_with_the_same_optimiser)
{
    static const EpochWay ways[] = {T_ANEW, T_EPOCHS, ALL_ANEW};
    enum { WAYS = sizeof ways / sizeof *ways };
    Task task = fresh_task();
    Net *net = fresh_net();
    Set begin = values_of(net);
    Epoch e = fresh_epoch(&task, true, false);
    AdamState due = adam_state(&begin), wrong[WAYS];
    naive_epochs(&e, &due, EPOCH_RIGHT);
    for (size_t w = 0; w < WAYS; w++) {
        wrong[w] = adam_state(&begin);
        naive_epochs(&e, &wrong[w], ways[w]);
    }
    bool telling = pieces_work();
    Settings *s = settings_of(&e);
    Optimiser *o = adam_for(net);
    for (size_t epoch = 0; epoch < 3; epoch++)
        cifar_epoch(net, o, task.samples, s, epoch, e.seed + epoch);
    Set now = values_of(net);
    for (size_t i = 0; i < PARAMS; i++) {
        char name[100];
        snprintf(name, sizeof name, "%s after three epochs", param_names[i]);
        for (size_t w = 0; w < WAYS && telling; w++)
            check_suspect(&wrong[w].value.at[i], epoch_causes[ways[w]]);
        check_mat(name, &now.at[i], &due.value.at[i], 1e-7);
    }
    optimiser_free(o);
    settings_free(s);
    samples_free(task.samples);
    net_free(net);
}

/* In one process, smaller and larger than those before. */
Test(cifar_epoch, takes_sets_and_batches_of_any_size)
{
    const size_t counts[] = {3, 1, 12, check_size(1030, 1200), 5};
    const size_t batches[] = {2, 4, 5, check_size(200, 1100), 3};
    for (size_t i = 0; i < sizeof counts / sizeof *counts; i++) {
        Task task = task_of(counts[i]);
        Net *net = fresh_net();
        Set start = values_of(net);
        Epoch e = fresh_epoch(&task, i % 2, false), naive;
        AdamState due = adam_state(&start);
        e.batch = batches[i];
        naive = e;
        naive_epoch(&naive, &due, EPOCH_RIGHT);
        double said = do_epoch(net, &e);
        Set now = values_of(net);
        check_set("after an epoch on a set of another size", &now, &due.value,
                  1e-7);
        check_num("the loss of a set of another size", said,
                  naive.sum / (double)task.count, 1e-8);
        samples_free(task.samples);
        net_free(net);
    }
}

Test(cifar_epoch, reports_a_net_that_does_not_fit)
{
    Task task = fresh_task();
    Net *net = net_build("linear 5 4\n", "he", 1);
    Epoch e = fresh_epoch(&task, false, false);
    double said = do_epoch(net, &e);
    check_shape_error("11 x 9", "11 x 5");
    check_that(isnan(said), "a shape error has to return NaN", "came %g",
               said);
    samples_free(task.samples);
    net_free(net);
}
