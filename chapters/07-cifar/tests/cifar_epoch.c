/* Checks of cifar_epoch. */
#include "adam.h"
#include "check.h"
#include "cifar.h"
#include "naive_epoch.h"
#include "passes.h"
#include "set.h"

#include <stdio.h>

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
