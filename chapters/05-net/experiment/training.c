/* training.c - one training run. */
#include "training.h"
#include "evaluate.h"
#include "experiment.h"
#include "net_judged.h"
#include "progress.h"
#include "task.h"

#include <stdlib.h>

Progress progress;
static size_t runs_done;

double one_epoch(Net *net, const Samples *train, size_t epoch, void *context)
{
    const Setting *s = context;
    return train_epoch(net, train, s->batch, s->rate,
                       s->seed * 1000 + epoch + 1);
}

/* The same, and looks where the parameters went. */
static double checked_epoch(Net *net, const Samples *train, size_t epoch,
                            void *context)
{
    const Setting *s = context;
    Model start, came;
    if (!model_new(s->plan, &start) || !model_new(s->plan, &came))
        abort();
    model_take(net, &start);
    double said = one_epoch(net, train, epoch, context);
    model_take(net, &came);
    *s->strange +=
        !model_descended(&start, &came, &s->task->train, &s->task->scale,
                         s->batch, s->rate, s->seed * 1000 + epoch + 1);
    model_free(&start);
    model_free(&came);
    return said;
}

Outcome run(Setting s)
{
    Outcome out = {0};
    experiment_fresh(); /* nothing is kept from the run before */
    Fit fit = {.plan = s.plan,
               .rule = s.rule,
               .seed = s.seed,
               .train = &s.task->train,
               .test = &s.task->test,
               .scale = &s.task->scale,
               .epochs = s.epochs,
               .epoch = s.strange ? checked_epoch : one_epoch,
               .context = &s};
    if (!fit_run(&fit, out.rows, &out.model))
        check_fail("a net could not be built", NULL, NULL);
    out.last = out.rows[s.epochs];
    for (size_t e = 1; e <= s.epochs; e++)
        out.plateau += out.rows[e].train.loss > 0.65;
    out.failed = out.last.train.loss > 0.65;
    progress_step(&progress, ++runs_done, "accuracy %.1f %%",
                  100 * out.last.test.accuracy);
    return out;
}

Setting setting_of(const Task *task, size_t net, size_t i)
{
    return (Setting){task,
                     nets[net].plan,
                     "xavier",
                     nets[net].rate,
                     nets[net].batch,
                     nets[net].epochs,
                     experiment_seed() + i,
                     NULL};
}
