/* starts.c - starting weights, and how far a step moves them. */
#include "starts.h"
#include "csv.h"
#include "evaluate.h"
#include "experiment.h"
#include "groups.h"
#include "nets.h"
#include "settings.h"
#include "tables.h"
#include "task.h"
#include "training.h"

#include <stdio.h>

static const char *const rules[] = {"zero", "small", "product", "xavier",
                                    "he"};
enum { RULES = 5, DEEP = 6 };
static const char deep_plan[] =
    "linear 64 64\nrelu\nlinear 64 64\nrelu\nlinear 64 64\nrelu\n"
    "linear 64 64\nrelu\nlinear 64 64\nrelu\nlinear 64 64\nrelu\n"
    "linear 64 1\n";

/* How far the outputs of each ReLU spread over the training digits, and how
 * many of its units are 0 for all of them. */
static void look_inside(Csv *csv, const char *rule, const Model *model,
                        const Task *task)
{
    for (size_t layer = 1; layer <= DEEP; layer++) {
        Mat z = outputs(model, 2 * layer, task);
        double sum = 0, squares = 0, n = (double)mat_size(&z);
        for (size_t i = 0; i < mat_size(&z); i++) {
            sum += (double)z.data[i];
            squares += (double)z.data[i] * (double)z.data[i];
        }
        csv_row(csv, "%s,%zu,%.3g,%.4f", rule, layer,
                sqrt(fmax(0, squares / n - sum / n * sum / n)),
                silent_share(&z));
        mat_free(&z);
    }
}

static Model at_the_start(const char *rule)
{
    Model model;
    Net *net = net_build(deep_plan, rule, experiment_seed());
    if (!net || !model_new(deep_plan, &model))
        check_fail("a net could not be built", NULL, NULL);
    model_take(net, &model);
    net_free(net);
    return model;
}

void run_starts(const char *dir, const Task *task)
{
    Csv inside =
        table(dir, "inside.csv", "rule,layer,standard_deviation,silent");
    Csv csv = table(dir, "starts.csv",
                    "rule,seeds,median,least,most,train,plateau,failed");
    for (size_t r = 0; r < RULES; r++) {
        char name[60];
        Model deep = at_the_start(rules[r]);
        look_inside(&inside, rules[r], &deep, task);
        model_free(&deep);
        Setting s = setting_of(task, 3, 0);
        s.rule = rules[r];
        s.rate = 0.02;
        Outcome first = run(s);
        snprintf(name, sizeof name, "start-%s", rules[r]);
        write_curve(dir, name, &first, s.epochs);
        model_free(&first.model);
        Group g = run_group(s, 10);
        write_group(&csv, rules[r], &g);
    }
    csv_close(&inside);
    csv_close(&csv);
}

typedef struct {
    Setting *s;
    Csv *csv;
    Model *model;
} Watch;

static double length_of(const Mat *m)
{
    double sum = 0;
    for (size_t i = 0; i < mat_size(m); i++)
        sum += (double)m->data[i] * (double)m->data[i];
    return sqrt(sum);
}

static double ratio(const Net *net, const Watch *w, size_t layer)
{
    const Mat *W = &w->model->layers[layer].W;
    Mat dW = mat_new(W->rows, W->cols), db = mat_new(1, W->cols);
    net_grad(net, layer, &dW, &db);
    double r = w->s->rate * length_of(&dW) / length_of(W);
    mat_free(&dW);
    mat_free(&db);
    return r;
}

/* An epoch, and a look at its last step. */
static double watched_epoch(Net *net, const Samples *train, size_t epoch,
                            void *context)
{
    const Watch *w = context;
    double said = one_epoch(net, train, epoch, w->s);
    model_take(net, w->model);
    csv_row(w->csv, "%zu,%.6g,%.6g", epoch + 1, ratio(net, w, 0),
            ratio(net, w, 2));
    return said;
}

void run_ratio(const char *dir, const Task *task)
{
    FitRow rows[MOST_EPOCHS + 1];
    Model model;
    Setting s = setting_of(task, 0, 0);
    Csv csv = table(dir, "ratio.csv", "epoch,first,second");
    Watch w = {&s, &csv, &model};
    Fit fit = {.plan = s.plan,
               .rule = s.rule,
               .seed = s.seed,
               .train = &task->train,
               .test = &task->test,
               .scale = &task->scale,
               .epochs = s.epochs,
               .epoch = watched_epoch,
               .context = &w};
    if (!model_new(s.plan, &model) || !fit_run(&fit, rows, NULL))
        check_fail("a net could not be built", NULL, NULL);
    model_free(&model);
    csv_close(&csv);
}
