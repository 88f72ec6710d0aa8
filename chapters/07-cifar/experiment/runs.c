/* runs.c - one run. */
#include "runs.h"
#include "cifar.h"
#include "evaluate.h"
#include "experiment.h"
#include "progress.h"
#include "session.h"
#include "training.h"

#include <stdio.h>
#include <string.h>

Settings *tell(const Settings *s)
{
    Settings *told = settings_new();
    settings_put_text(told, "layers", s->layers);
    settings_put_text(told, "optimiser", s->optimiser);
    settings_put(told, "rate", s->rate);
    settings_put(told, "l2", s->l2);
    settings_put(told, "decoupled", s->decoupled);
    settings_put(told, "decay", s->decay);
    settings_put(told, "batch", (double)s->batch);
    settings_put(told, "epochs", (double)s->epochs);
    return told;
}

Net *make_net(void *context)
{
    Run *run = context;
    Net *net = net_build(run->plan, "he", run->seed);
    if (net)
        run->optimiser = optimiser_new(run->settings.optimiser, net);
    if (net && !run->optimiser)
        check_fail("there is no optimiser to train with", NULL, NULL);
    return net;
}

static double train(Net *net, const Samples *samples, size_t epoch,
                    void *context)
{
    const Run *run = context;
    return cifar_epoch(net, run->optimiser, samples, run->told, epoch,
                       run->seed * 1000 + epoch);
}

static void watch(const FitRow *row, void *context)
{
    Run *run = context;
    Session *s = run->session;
    progress_step(&s->progress, ++s->epochs_done,
                  "%s: loss %.3f, accuracy %.1f %%", run->name,
                  row->test.loss, 100 * row->test.accuracy);
}

/* Adam's memory, so that a run that was killed goes on exactly: for each
 * parameter both moments, and at the end the number of updates. */
static void make_memory(Run *run)
{
    Model model;
    if (strcmp(run->settings.optimiser, "adam") != 0 ||
        !model_new(run->plan, &model))
        return;
    for (size_t i = 0; i < model.count; i++) {
        const Mat *of[] = {&model.layers[i].W, &model.layers[i].W,
                           &model.layers[i].b, &model.layers[i].b};
        for (size_t k = 0; k < 4 && mat_size(of[0]) > 0; k++)
            run->memory[run->memories++] = mat_new(of[k]->rows, of[k]->cols);
    }
    run->memory[run->memories++] = mat_new(1, 1);
    for (size_t i = 0; i < run->memories; i++)
        run->extra[i] = &run->memory[i];
    model_free(&model);
}

static void take_memory(void *context)
{
    Run *run = context;
    size_t last = run->memories - 1;
    for (size_t i = 0; 2 * i < last; i++)
        optimiser_get(run->optimiser, i, &run->memory[2 * i],
                      &run->memory[2 * i + 1]);
    run->memory[last].data[0] = (real)optimiser_steps(run->optimiser);
}

static void give_memory(void *context)
{
    Run *run = context;
    size_t last = run->memories - 1;
    size_t steps = (size_t)run->memory[last].data[0];
    for (size_t i = 0; 2 * i < last; i++)
        optimiser_set(run->optimiser, steps, i, &run->memory[2 * i],
                      &run->memory[2 * i + 1]);
}

Run run_of(Session *s, const char *name, const Settings *settings,
           uint64_t seed)
{
    Run run = {.session = s,
               .settings = *settings,
               .seed = seed,
               .train = &s->train,
               .test = &s->test,
               .brief = true};
    snprintf(run.name, sizeof run.name, "%s", name);
    settings_plan(settings, run.plan, sizeof run.plan);
    return run;
}

Outcome carry_out(Run *run)
{
    Session *s = run->session;
    size_t before = s->epochs_done;
    run->scale = scale_standard(run->train, NULL, run->train->count);
    run->told = tell(&run->settings);
    if (s->key)
        make_memory(run);
    run->training = (Training){.name = run->name,
                               .dir = s->dir,
                               .key = s->key,
                               .train = run->train,
                               .test = run->test,
                               .scale = &run->scale,
                               .plan = run->plan,
                               .make = make_net,
                               .epoch = train,
                               .context = run,
                               .epochs = run->settings.epochs,
                               .seed = run->seed,
                               .brief = run->brief,
                               .extra = run->extra,
                               .extra_count = run->memories,
                               .take = run->memories ? take_memory : NULL,
                               .give = run->memories ? give_memory : NULL,
                               .watch = watch};
    Outcome outcome = training_run(&run->training);
    s->epochs_done = before + run->settings.epochs; /* when taken up, too */
    optimiser_free(run->optimiser);
    settings_free(run->told);
    for (size_t i = 0; i < run->memories; i++)
        mat_free(&run->memory[i]);
    run->memories = 0;
    if (s->runs < RUNS_MOST)
        memcpy(s->names[s->runs++], run->name, NAME);
    return outcome;
}
