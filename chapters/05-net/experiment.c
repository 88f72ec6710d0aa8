/* experiment.c - chapter 5: four nets tell the digits 5 to 9 from 0 to 4, and
 * what batch size, learning rate and starting weights do to them. Training
 * runs through train_epoch(); every curve is computed by evaluate.c from the
 * parameters it leaves, so that no test digit is seen by the code under test
 * before the last predictions.
 *
 * EXPERIMENT_MEASURE=100 in the environment runs that many seeds and writes
 * the table that chapters/05-net/thresholds.csv keeps, nothing else. */
#include "experiment.h"
#include "csv.h"
#include "digits.h"
#include "disguise.h"
#include "evaluate.h"
#include "net_judged.h"
#include "progress.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define REACHES "the_median_reaches_the_threshold"
#define SINGLE "does_not_beat_what_one_layer_can_do"
#define START "starts_as_good_as_guessing"
#define AGREES "predictions_agree_with_the_parameters"
#define CONTROL "labels_without_sense_teach_nothing"
#define DESCENT "each_epoch_is_gradient_descent"

const RunCheck run_checks[] = {
    {"two_layer", REACHES},  {"two_layer", START},
    {"two_layer", DESCENT},  {"two_layer", AGREES},
    {"two_layer", CONTROL},  {"one_layer", REACHES},
    {"one_layer", START},    {"one_layer", DESCENT},
    {"one_layer", AGREES},   {"one_layer", SINGLE},
    {"two_linear", REACHES}, {"two_linear", START},
    {"two_linear", DESCENT}, {"two_linear", AGREES},
    {"two_linear", SINGLE},  {"four_layer", REACHES},
    {"four_layer", START},   {"four_layer", DESCENT},
    {"four_layer", AGREES},  {NULL, NULL}};

/* [region nets] */
enum { SEEDS = 20 };

/* The nets of the chapter: rate, batch and epochs of each. */
static const struct {
    const char *id, *plan;
    double rate;
    size_t batch, epochs;
    double threshold; /* of the median test accuracy */
} nets[] = {
    {"two_layer", "linear 64 32\nrelu\nlinear 32 1\nsigmoid\n", .15, 15, 20,
     .96},
    {"one_layer", "linear 64 1\nsigmoid\n", .02, 15, 60, .86},
    {"two_linear", "linear 64 32\nlinear 32 1\nsigmoid\n", .05, 15, 30, .86},
    {"four_layer",
     "linear 64 64\nrelu\nlinear 64 32\nrelu\nlinear 32 16\nrelu\n"
     "linear 16 1\nsigmoid\n",
     .1, 15, 40, .96}};
/* [end] */

enum {
    NETS = sizeof nets / sizeof *nets,
    ASTRAY_MOST = SEEDS / 5,
    MOST_EPOCHS = 100,
    TRAIN_HALF = DIGITS_TRAIN
};
static const double single_layer_limit = 0.93, control_limit = 0.6;

/* The digits, in disguise, with the label 1 for the digits 5 to 9. */

typedef struct {
    Data train, test;
    Scale scale;
} Task;

static void load_half(DigitsOrder order, DataPart part, const Disguise *d,
                      Data *half)
{
    Data plain;
    if (!digits_load(order, part, &plain)) {
        fprintf(stderr, "chapter 5: there is nothing to learn from\n");
        exit(3);
    }
    experiment_data(&plain);
    disguise_data(d, &plain, half);
    uint8_t *labels = half->owned;
    labels += half->count * half->features; /* behind the pixels */
    for (size_t i = 0; i < half->count; i++)
        labels[i] = labels[i] >= 5;
    half->classes = 2;
    data_free(&plain);
}

static Task load(DigitsOrder order)
{
    Task task;
    Disguise d = disguise_new(DIGITS_PIXELS, experiment_seed());
    load_half(order, DATA_TRAIN, &d, &task.train);
    load_half(order, DATA_TEST, &d, &task.test);
    task.scale = scale_standard(&task.train, NULL, task.train.count);
    disguise_free(&d);
    return task;
}

static void unload(Task *task)
{
    data_free(&task->train);
    data_free(&task->test);
}

/* One training run */

typedef struct {
    const Task *task;
    const char *plan, *rule;
    double rate;
    size_t batch, epochs;
    uint64_t seed;
    size_t *strange; /* counts epochs that did something else; NULL: nobody
                        looks */
} Setting;

typedef struct {
    FitRow rows[MOST_EPOCHS + 1];
    FitRow last;
    size_t plateau; /* epochs after which the loss is still above .65 */
    bool failed;    /* it is so at the end */
    Model model;    /* of the last run that was not thrown away */
} Outcome;

static Progress progress;
static size_t runs_done;

static double one_epoch(Net *net, const Samples *train, size_t epoch,
                        void *context)
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

static Outcome run(Setting s)
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

static Setting setting_of(const Task *task, size_t net, size_t i)
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

/* What several runs have in common */

typedef struct {
    size_t count, failed;
    double test[SEEDS], train[SEEDS], plateau[SEEDS];
    double silent; /* hidden units that are 0 for every digit, mean share */
} Group;

static int compare(const void *a, const void *b)
{
    double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

static double median(const double *values, size_t count)
{
    double sorted[SEEDS];
    memcpy(sorted, values, count * sizeof *values);
    qsort(sorted, count, sizeof *sorted, compare);
    return (sorted[(count - 1) / 2] + sorted[count / 2]) / 2;
}

static double extreme(const double *values, size_t count, double side)
{
    double most = values[0];
    for (size_t i = 1; i < count; i++)
        if (side * values[i] > side * most)
            most = values[i];
    return most;
}

static void add(Group *g, const Outcome *out)
{
    g->test[g->count] = out->last.test.accuracy;
    g->train[g->count] = out->last.train.accuracy;
    g->plateau[g->count++] = (double)out->plateau;
    g->failed += out->failed;
}

/* The outputs of the first `layers` layers for all training digits. */
static Mat outputs(const Model *model, size_t layers, const Task *task)
{
    size_t order[TRAIN_HALF];
    Mat x = mat_new(TRAIN_HALF, task->train.features), z = {0};
    Model part = *model;
    part.count = layers;
    for (size_t i = 0; i < TRAIN_HALF; i++)
        order[i] = i;
    data_gather(&task->train, &task->scale, order, &x);
    model_logits(&part, &x, &z);
    mat_free(&x);
    return z;
}

/* The share of columns without a number above 0. */
static double silent_share(const Mat *z)
{
    double silent = 0;
    for (size_t j = 0; j < z->cols; j++) {
        size_t i = 0;
        while (i < z->rows && AT(z, i, j) <= 0)
            i++;
        silent += i == z->rows;
    }
    return silent / (double)z->cols;
}

static double hidden_silence(const Outcome *out, const Task *task)
{
    if (out->model.count < 2 || out->model.layers[1].kind != LAYER_RELU)
        return 0;
    Mat z = outputs(&out->model, 2, task);
    double share = silent_share(&z);
    mat_free(&z);
    return share;
}

static Group run_group(Setting s, size_t seeds)
{
    Group g = {0};
    for (size_t i = 0; i < seeds; i++) {
        Outcome out = run(s);
        add(&g, &out);
        g.silent += hidden_silence(&out, s.task) / (double)seeds;
        model_free(&out.model);
        s.seed++;
    }
    return g;
}

/* Tables */

static Csv table(const char *dir, const char *name, const char *header)
{
    Csv csv;
    if (!csv_open(dir, name, getenv("EXPERIMENT_KEY"), header, &csv))
        exit(3);
    return csv;
}

static void write_curve(const char *dir, const char *id, const Outcome *out,
                        size_t epochs)
{
    char name[80];
    snprintf(name, sizeof name, "curve-%s.csv", id);
    Csv csv = table(dir, name,
                    "epoch,train_loss,test_loss,train_accuracy,"
                    "test_accuracy");
    for (size_t e = 0; e <= epochs; e++)
        csv_row(&csv, "%zu,%.6f,%.6f,%.6f,%.6f", e, out->rows[e].train.loss,
                out->rows[e].test.loss, out->rows[e].train.accuracy,
                out->rows[e].test.accuracy);
    csv_close(&csv);
}

/* The four nets */

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

static void write_group(Csv *csv, const char *name, const Group *g)
{
    csv_row(csv, "%s,%zu,%.6f,%.6f,%.6f,%.6f,%.1f,%zu", name, g->count,
            median(g->test, g->count), extreme(g->test, g->count, -1),
            extreme(g->test, g->count, 1), median(g->train, g->count),
            median(g->plateau, g->count), g->failed);
}

static void run_nets(const char *dir, const Task *task)
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

/* Labels in an order that has nothing to do with the digits: whatever a net
 * learns from them, it cannot help on the test half. */
static void run_control(const Task *task)
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

/* Other settings of the two-layer net; file order; batch sizes */

/* [region settings] */
static const struct {
    double rate;
    size_t batch, epochs;
} settings[] = {{.015, 15, 20}, {.15, 15, 20}, {.75, 15, 20}, {1.2, 40, 20},
                {.15, 5, 20},   {.15, 60, 20}, {.15, 15, 100}};
/* [end] */

static void run_settings(const char *dir, const Task *task)
{
    Csv csv = table(dir, "settings.csv",
                    "number,summed_rate,rate,batch,epochs,seeds,median,least,"
                    "most,failed");
    for (size_t i = 0; i < sizeof settings / sizeof *settings; i++) {
        Setting s = setting_of(task, 0, 0);
        s.rate = settings[i].rate;
        s.batch = settings[i].batch;
        s.epochs = settings[i].epochs;
        Group g = run_group(s, 10);
        csv_row(&csv, "%zu,%.4g,%.4g,%zu,%zu,%zu,%.6f,%.6f,%.6f,%zu", i + 1,
                s.rate / (double)s.batch, s.rate, s.batch, s.epochs, g.count,
                median(g.test, g.count), extreme(g.test, g.count, -1),
                extreme(g.test, g.count, 1), g.failed);
    }
    csv_close(&csv);
}

/* [region rates] */
static const double rates[] = {.05, .15, .45, .75};
static const size_t rated_nets[] = {0, 1, 2};
enum { RATES = 4, RATED = 3, RATE_EPOCHS = 30, RATE_SEEDS = 10 };
/* [end] */

static void run_rates(const char *dir, const Task *task)
{
    Csv csv = table(dir, "rates.csv",
                    "rate,two_layer,two_layer_least,one_layer,"
                    "one_layer_least,two_linear,two_linear_least");
    for (size_t r = 0; r < RATES; r++) {
        double found[2 * RATED];
        for (size_t k = 0; k < RATED; k++) {
            Setting s = setting_of(task, rated_nets[k], 0);
            s.rate = rates[r];
            s.epochs = RATE_EPOCHS;
            Group g = run_group(s, RATE_SEEDS);
            found[2 * k] = median(g.test, g.count);
            found[2 * k + 1] = extreme(g.test, g.count, -1);
        }
        csv_row(&csv, "%g,%.6f,%.6f,%.6f,%.6f,%.6f,%.6f", rates[r], found[0],
                found[1], found[2], found[3], found[4], found[5]);
    }
    csv_close(&csv);
}

static void run_order(const char *dir, const Task *shuffled)
{
    Csv csv = table(dir, "order.csv",
                    "what,seeds,median,least,most,train,plateau,failed");
    Task published = load(DIGITS_FILE_ORDER);
    const Task *tasks[] = {shuffled, &published};
    for (size_t net = 0; net < 2; net++)
        for (size_t t = 0; t < 2; t++) {
            char name[60];
            Group g = run_group(setting_of(tasks[t], net, 0), 10);
            snprintf(name, sizeof name, "%s_%s", nets[net].id,
                     t ? "as_published" : "shuffled");
            write_group(&csv, name, &g);
        }
    unload(&published);
    csv_close(&csv);
}

/* [region trap] */
static const size_t trap_batches[] = {15, 20, 40, 80, 160};
static const double summed_rate = 0.03, mean_rate = 0.45;
/* [end] */

static void run_trap(const char *dir, const Task *task)
{
    Csv csv = table(dir, "trap.csv",
                    "batch,steps,summed_failed,summed_median,summed_silent,"
                    "mean_failed,mean_median,mean_silent");
    for (size_t i = 0; i < sizeof trap_batches / sizeof *trap_batches; i++) {
        Setting s = setting_of(task, 0, 0);
        s.batch = trap_batches[i];
        s.rate = summed_rate * (double)s.batch; /* the sum is the mean times
                                                   the batch */
        Group summed = run_group(s, SEEDS);
        s.rate = mean_rate;
        Group mean = run_group(s, SEEDS);
        csv_row(&csv, "%zu,%zu,%zu,%.6f,%.4f,%zu,%.6f,%.4f", s.batch,
                (TRAIN_HALF + s.batch - 1) / s.batch, summed.failed,
                median(summed.test, SEEDS), summed.silent, mean.failed,
                median(mean.test, SEEDS), mean.silent);
    }
    csv_close(&csv);
}

/* Starting weights */

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

static void run_starts(const char *dir, const Task *task)
{
    Csv inside = table(dir, "inside.csv", "rule,layer,deviation,silent");
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

/* How far a step moves the weights, for their size */

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

static void run_ratio(const char *dir, const Task *task)
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

/* Thresholds: how far the reference stays from them. They hold for the median
 * of SEEDS runs, whose deviation is that of one run times sqrt(pi / 2) /
 * sqrt(SEEDS) when the runs are normal. */

static const char kept_path[] = "chapters/05-net/thresholds.csv";

static void measure(const char *dir, const Task *task, size_t seeds)
{
    Csv csv = table(dir, "thresholds.csv",
                    "net,seeds,mean,deviation,least,most,threshold,sigmas");
    progress = progress_start("chapter 5, measuring, run", NETS * seeds);
    for (size_t net = 0; net < NETS; net++) {
        double sum = 0, squares = 0, least = 1, most = 0, n = (double)seeds;
        for (size_t i = 0; i < seeds; i++) {
            Outcome out = run(setting_of(task, net, 1000 + i));
            double a = out.last.test.accuracy;
            sum += a;
            squares += a * a;
            least = fmin(least, a);
            most = fmax(most, a);
            model_free(&out.model);
        }
        double mean = sum / n;
        double deviation = sqrt((squares - n * mean * mean) / (n - 1));
        double of_median = deviation * sqrt(3.14159265 / 2 / SEEDS);
        csv_row(&csv, "%s,%zu,%.6f,%.6f,%.6f,%.6f,%.2f,%.1f", nets[net].id,
                seeds, mean, deviation, least, most, nets[net].threshold,
                (mean - nets[net].threshold) / of_median);
    }
    progress_end(&progress);
    csv_close(&csv);
}

/* The table that is kept goes to `dir` as well, so that the book can show it.
 */
static void copy_kept(const char *dir)
{
    char line[300];
    FILE *file = fopen(kept_path, "re");
    Csv csv = {0};
    while (file && fgets(line, sizeof line, file)) {
        line[strcspn(line, "\n")] = '\0';
        if (*line == '#')
            continue;
        if (!csv.file)
            csv = table(dir, "thresholds.csv", line);
        else
            csv_row(&csv, "%s", line);
    }
    if (file)
        fclose(file);
    csv_close(&csv);
}

static void write_counts(const char *dir, const Task *task)
{
    Csv csv = table(dir, "counts.csv", "half,count,ones");
    const Data *halves[] = {&task->train, &task->test};
    for (size_t h = 0; h < 2; h++) {
        size_t ones = 0;
        for (size_t i = 0; i < halves[h]->count; i++)
            ones += halves[h]->labels[i];
        csv_row(&csv, "%s,%zu,%zu", h ? "test" : "training", halves[h]->count,
                ones);
    }
    csv_close(&csv);
}

void experiment(const char *dir)
{
    Task task = load(DIGITS_SHUFFLED);
    const char *seeds = getenv("EXPERIMENT_MEASURE");
    if (seeds) {
        measure(dir, &task, strtoul(seeds, NULL, 10));
        unload(&task);
        return;
    }
    copy_kept(dir);
    write_counts(dir, &task);
    progress = progress_start(
        "chapter 5, run", NETS * SEEDS + 5 + 70 + 40 +
                              RATES * RATED * RATE_SEEDS + 10 * SEEDS + 55);
    run_nets(dir, &task);
    run_control(&task);
    run_settings(dir, &task);
    run_rates(dir, &task);
    run_order(dir, &task);
    run_trap(dir, &task);
    run_starts(dir, &task);
    run_ratio(dir, &task);
    progress_end(&progress);
    unload(&task);
}
