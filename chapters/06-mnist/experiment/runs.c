/* runs.c - one run. */
#include "runs.h"
#include "experiment.h"
#include "labels.h"
#include "mnist.h"
#include "progress.h"
#include "session.h"
#include "training.h"

#include <stdlib.h>

static Net *make_net(void *context)
{
    const Run *run = context;
    return mlp_new(run->layers.widths, run->layers.count, run->seed);
}

static uint64_t order_seed(const Run *run, size_t epoch)
{
    return run->seed * 1000003 + epoch;
}

static double many_classes(Net *net, const Samples *train, size_t epoch,
                           void *context)
{
    const Run *run = context;
    return class_epoch(net, train, BATCH, run->rate, order_seed(run, epoch));
}

static double yes_or_no(Net *net, const Samples *train, size_t epoch,
                        void *context)
{
    const Run *run = context;
    return train_epoch(net, train, BATCH, run->rate, order_seed(run, epoch));
}

static void watch(const FitRow *row, void *context)
{
    Run *run = context;
    Session *s = run->session;
    progress_step(&s->progress, ++s->epochs_done,
                  "%s: loss %.3f, accuracy %.1f %%", run->name,
                  row->test.loss, 100 * row->test.accuracy);
}

/* Has the net a single output? */
static bool is_question(const Run *run)
{
    return run->layers.widths[run->layers.count - 1] == 1;
}

Outcome carry_out(Run *run)
{
    Session *s = run->session;
    size_t before = s->epochs_done;
    const Data *train = run->train ? run->train : &s->train;
    run->scale = run->standardised ? scale_standard(train, NULL, train->count)
                                   : s->scale;
    run->training =
        (Training){.name = run->name,
                   .dir = s->dir,
                   .key = s->quiet ? NULL : getenv("EXPERIMENT_KEY"),
                   .train = train,
                   .test = run->test ? run->test : &s->test,
                   .scale = &run->scale,
                   .plan = run->layers.plan,
                   .make = make_net,
                   .epoch = is_question(run) ? yes_or_no : many_classes,
                   .context = run,
                   .epochs = run->epochs,
                   .seed = run->seed,
                   .brief = run->brief,
                   .watch = watch};
    experiment_fresh(); /* nothing is kept from the run before */
    Outcome outcome = training_run(&run->training);
    s->epochs_done = before + run->epochs; /* also when taken up again */
    return outcome;
}

Run default_run(Session *s, const char *name, uint64_t seed)
{
    Run run = {.session = s,
               .name = name,
               .layers = DEFAULT_NET,
               .rate = RATE,
               .epochs = EPOCHS,
               .seed = seed};
    return run;
}

Run other_run(Session *s, const char *name, const Layers *layers,
              size_t epochs, uint64_t seed)
{
    Run run = default_run(s, name, seed);
    run.layers = *layers;
    run.epochs = epochs;
    return run;
}

Recall recall_of_run(const Run *run, const Outcome *o)
{
    const Data *test = run->training.test;
    uint8_t *guess = bytes_for(test->count);
    model_score(&o->plain, test, &run->scale, guess);
    Recall r = recall_of(guess, test);
    free(guess);
    return r;
}
