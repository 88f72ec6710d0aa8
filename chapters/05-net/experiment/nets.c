/* nets.c - the four nets. */
#include "nets.h"
#include "checks.h"
#include "csv.h"
#include "evaluate.h"
#include "experiment.h"
#include "groups.h"
#include "net_judged.h"
#include "settings.h"
#include "tables.h"
#include "task.h"
#include "training.h"

#include <stdlib.h>

/* Asks a fresh process of the code under test, which has never trained, for
 * the probabilities of the shuffled test digits: are they those that the
 * parameters give? */
static double disagreement(const Task *task, const char *plan,
                           const Model *model)
{
    size_t n = task->test.count, *order = malloc(n * sizeof *order);
    Mat x = mat_new(n, task->test.features), p = mat_new(n, 1), z = {0};
    double worst = 0;
    experiment_fresh();
    Net *net = net_build(plan, "zero", 1);
    if (!net || !order)
        check_fail("a net could not be built", NULL, NULL);
    epoch_order(experiment_seed() ^ n, order, n);
    data_gather(&task->test, &task->scale, order, &x);
    model_give(model, net);
    net_predict(net, &x, &p);
    model_logits(model, &x, &z);
    for (size_t i = 0; i < n; i++) {
        double off = fabs(p.data[i] - 1 / (1 + exp(-(double)z.data[i])));
        worst = off <= worst ? worst : off; /* NaN is worst */
    }
    net_free(net);
    free(order);
    mat_free(&x);
    mat_free(&p);
    mat_free(&z);
    return worst;
}

/* Should what model_descended() makes of rounding ever be wrong, a few runs
 * may go astray; they count as runs that learnt nothing. */
static void judge(size_t net, const Group *g, double guess, double off,
                  const bool *astray)
{
    const char *id = nets[net].id;
    double counted[SEEDS];
    size_t lost = 0;
    for (size_t i = 0; i < g->count; i++) {
        counted[i] = astray[i] ? 0 : g->test[i];
        lost += astray[i];
    }
    double reached = median(counted, g->count);
    run_verdict(id, REACHES, reached >= nets[net].threshold,
                "the median test accuracy is below the threshold",
                "%.2f %% over %zu seeds, due %.0f %%", 100 * reached,
                g->count, 100 * nets[net].threshold);
    run_verdict(id, START, guess < 0.8,
                "the net knows the digits before it was trained",
                "%.1f %% before the first epoch", 100 * guess);
    run_verdict(id, DESCENT, lost <= ASTRAY_MOST,
                "an epoch does something else than gradient descent on its "
                "batches",
                "in %zu of %zu runs", lost, g->count);
    run_verdict(id, AGREES, off <= 1e-4,
                "net_predict() does not say what the parameters say",
                "the largest difference is %.3g", off);
    if (nets[net].threshold < 0.9)
        run_verdict(id, SINGLE, reached < single_layer_limit,
                    "this is more than a net without a bend can do: a person "
                    "has to look",
                    "%.2f %% over %zu seeds", 100 * reached, g->count);
}

void write_group(Csv *csv, const char *name, const Group *g)
{
    csv_row(csv, "%s,%zu,%.6f,%.6f,%.6f,%.6f,%.1f,%zu", name, g->count,
            median(g->test, g->count), extreme(g->test, g->count, -1),
            extreme(g->test, g->count, 1), median(g->train, g->count),
            median(g->plateau, g->count), g->failed);
}

void run_nets(const char *dir, const Task *task)
{
    Csv all = table(dir, "nets.csv",
                    "net,seeds,median,least,most,train,plateau,failed");
    Csv last = table(dir, "last.csv",
                     "net,train_loss,test_loss,train_accuracy,test_accuracy,"
                     "lowest_test_loss,lowest_epoch");
    for (size_t net = 0; net < NETS; net++) {
        Group g = {0};
        double guess = 0, off = 0;
        bool astray[SEEDS] = {0};
        for (size_t i = 0; i < SEEDS; i++) {
            size_t strange = 0;
            Setting s = setting_of(task, net, i);
            s.strange = model_descended ? &strange : NULL;
            Outcome out = run(s);
            add(&g, &out);
            astray[i] = strange > 0;
            guess = fmax(guess, out.rows[0].test.accuracy);
            if (i == 0) {
                size_t low = 0;
                for (size_t e = 1; e <= nets[net].epochs; e++)
                    if (out.rows[e].test.loss < out.rows[low].test.loss)
                        low = e;
                write_curve(dir, nets[net].id, &out, nets[net].epochs);
                csv_row(&last, "%s,%.4f,%.4f,%.6f,%.6f,%.4f,%zu",
                        nets[net].id, out.last.train.loss, out.last.test.loss,
                        out.last.train.accuracy, out.last.test.accuracy,
                        out.rows[low].test.loss, low);
                off = disagreement(task, nets[net].plan, &out.model);
            }
            model_free(&out.model);
        }
        write_group(&all, nets[net].id, &g);
        judge(net, &g, guess, off, astray);
    }
    csv_close(&all);
    csv_close(&last);
}

void run_control(const Task *task)
{
    Task mixed = *task;
    size_t n = task->train.count, *order = malloc(n * sizeof *order);
    uint8_t *labels = malloc(n);
    if (!order || !labels)
        abort();
    epoch_order(experiment_seed() + 99, order, n);
    for (size_t i = 0; i < n; i++)
        labels[i] = task->train.labels[order[i]];
    mixed.train.labels = labels;
    Group g = run_group(setting_of(&mixed, 0, 0), 5);
    double reached = median(g.test, g.count);
    run_verdict("two_layer", CONTROL, reached < control_limit,
                "a net trained on labels without sense is right on the test "
                "half",
                "%.1f %% over %zu seeds", 100 * reached, g.count);
    free(order);
    free(labels);
}
