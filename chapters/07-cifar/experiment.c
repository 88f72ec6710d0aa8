/* experiment.c - chapter 7: colour pictures, Adam, a penalty on weights and a
 * schedule. Training runs through cifar_epoch(); every curve is computed by
 * given code (training.h) from the parameters, so no test picture and no test
 * label is ever seen by the code under test before the last epoch is over.
 *
 * EXPERIMENT_MEASURE="1 20" in the environment measures these seeds, for
 * chapters/07-cifar/measured.csv, and does nothing else.
 */
#include "experiment.h"
#include "cifar.h"
#include "csv.h"
#include "progress.h"
#include "training.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define LADDER "sanity_ladder"
#define START "the_loss_starts_near_that_of_guessing"
#define LAMBDA "a_larger_lambda_costs_more"
#define BY_HEART "twenty_pictures_are_learnt_by_heart"
#define BASIC_RUN "basic_net"
#define BASE_RUN "base_net"
#define TUNED_RUN "tuned_net"
#define REACHED "accuracy_reaches_the_threshold"
#define AGREES "predictions_agree_with_the_parameters"
#define CONTROL "labels_without_sense_teach_nothing"
#define ALLOWED "settings_can_be_read_and_keep_within_bounds"

const RunCheck run_checks[] = {{LADDER, START},      {LADDER, LAMBDA},
                               {LADDER, BY_HEART},   {BASIC_RUN, REACHED},
                               {BASIC_RUN, AGREES},  {BASIC_RUN, CONTROL},
                               {BASE_RUN, REACHED},  {TUNED_RUN, ALLOWED},
                               {TUNED_RUN, REACHED}, {NULL, NULL}};

/* [region settings] */
static const Settings BASIC = {.layers = "3072-256-128-10",
                               .optimiser = "sgd",
                               .rate = 0.01,
                               .batch = 128,
                               .epochs = 6};
static const Settings BASE = {.layers = "3072-256-128-10",
                              .optimiser = "adam",
                              .rate = 1e-3,
                              .l2 = 1e-4,
                              .decay = 0.1,
                              .batch = 128,
                              .epochs = 10}; /* 20 on the real CIFAR-10 */
/* [end] */
/* [region ablation] */
static const Settings ABLATION = {.layers = "3072-64-10",
                                  .optimiser = "adam",
                                  .rate = 1e-3,
                                  .l2 = 3e-3,
                                  .decay = 0.1,
                                  .batch = 128,
                                  .epochs = 15};
enum { ABLATION_SEEDS = 5, ABLATION_FIT = 8000, ABLATION_HELD = 2000 };
static const double SGD_RATES[] = {0.01, 0.03, 0.1};
/* [end] */
enum {
    SEEDS = 3,
    CLASSES = 10,
    RATES = sizeof SGD_RATES / sizeof *SGD_RATES,
    RUNS_MOST = 64,
    NAME = 40
};

/* What a tuned net may cost: epochs times weights. */
static const double MOST_WORK = 40e6;

static const char measured_path[] = "chapters/07-cifar/measured.csv";

typedef enum {
    MEASURE_BASIC,
    MEASURE_BASE,
    MEASURE_TUNED,
    MEASURE_CONTROL,
    MEASURES
} Measure;

static const struct {
    const char *name;
    double stated; /* for the real data */
    double side;   /* -1: at least, 1: at most */
} measures[MEASURES] = {[MEASURE_BASIC] = {"basic", 0.42, -1},
                        [MEASURE_BASE] = {"base", 0.50, -1},
                        [MEASURE_TUNED] = {"tuned", 0.55, -1},
                        [MEASURE_CONTROL] = {"control", 0.20, 1}};

/* Many runs of the reference, by one measure. */
typedef struct {
    size_t count;
    double sum, squares, least, most;
    double mean, deviation, threshold;
} Spread;

/* What all runs share. */
typedef struct {
    const char *dir, *key;
    Data train, test;
    Data fit, held; /* parts of `train`: to learn from, and to choose by */
    bool real;
    Progress progress;
    size_t epochs_done;
    Csv settings;
    Spread spreads[MEASURES];
    char names[RUNS_MOST][NAME]; /* of runs whose state is kept */
    size_t runs;
} Session;

/* One run; the context of its training. */
typedef struct {
    Session *session;
    char name[NAME];
    Settings settings;
    uint64_t seed;
    const Data *train, *test;
    bool brief;
    Scale scale;
    char plan[1000];
    Settings *told; /* the same settings, where the code under test is */
    Optimiser *optimiser;
    Mat memory[4 * NET_MOST]; /* the optimiser's, when a run is kept */
    Mat *extra[4 * NET_MOST];
    size_t memories;
    Training training;
} Run;

/* A settings handle for the code under test. */
static Settings *tell(const Settings *s)
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

static Net *make_net(void *context)
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

static Run run_of(Session *s, const char *name, const Settings *settings,
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

/* Trains as the settings say. */
static Outcome carry_out(Run *run)
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

/* The data */

static Session session_new(const char *dir)
{
    Session s = {.dir = dir, .key = getenv("EXPERIMENT_KEY")};
    if (!data_cifar(DATA_TRAIN, &s.train) || !data_cifar(DATA_TEST, &s.test))
        exit(3); /* it has been said why */
    s.real = !data_is_standin(&s.test);
    s.fit = data_view(&s.train, 0, ABLATION_FIT);
    s.held = data_view(&s.train, ABLATION_FIT, ABLATION_HELD);
    if (s.real)
        check_call_ms = 240000;
    return s;
}

/* Labels in an order that has nothing to do with the pictures. */
static Data mixed(const Data *plain, uint64_t seed)
{
    Data d = *plain;
    uint8_t *labels = malloc(plain->count);
    size_t *order = calloc(plain->count, sizeof *order);
    if (!labels || !order)
        check_fail("\x1eno memory for labels", NULL, NULL);
    epoch_order(seed ^ 0x6d69786564u, order, plain->count);
    for (size_t i = 0; i < plain->count; i++)
        labels[i] = plain->labels[order[i]];
    free(order);
    d.labels = labels;
    d.owned = labels;
    return d;
}

/* Thresholds, from measurements that were made once with the reference and
 * are kept: data,measure,seed,value. */

static void add(Spread *s, double value)
{
    s->least = s->count ? fmin(s->least, value) : value;
    s->most = s->count ? fmax(s->most, value) : value;
    s->sum += value;
    s->squares += value * value;
    s->count++;
}

/* Five deviations below (or above) the mean: by a normal fit, one run in 3.5
 * million lies beyond. What one test picture moves is counted as a deviation
 * of its own. */
static void finish_spread(Spread *s, double side, double picture)
{
    double n = (double)s->count;
    s->mean = s->sum / n;
    s->deviation = sqrt((s->squares - n * s->mean * s->mean) / (n - 1));
    s->threshold = s->mean + side * 5 * hypot(s->deviation, picture);
}

static void read_measured(Session *s)
{
    char line[300], set[40], name[40];
    double value;
    FILE *file = fopen(measured_path, "r");
    while (file && fgets(line, sizeof line, file)) {
        if (sscanf(line, "%39[^,],%39[^,],%*u,%lf", set, name, &value) != 3)
            continue;
        for (size_t i = 0; i < MEASURES; i++)
            if (strcmp(name, measures[i].name) == 0 &&
                strcmp(set, s->test.name) == 0)
                add(&s->spreads[i], value);
    }
    if (file)
        fclose(file);
    for (size_t i = 0; i < MEASURES; i++) {
        finish_spread(&s->spreads[i], measures[i].side,
                      1 / (double)s->test.count);
        if (s->real)
            s->spreads[i].threshold = measures[i].stated;
        else if (s->spreads[i].count < 20)
            check_fail("\x1etoo few measurements for a threshold", NULL,
                       measured_path);
    }
}

/* Tables */

static bool start_table(const Session *s, const char *name,
                        const char *header, Csv *csv)
{
    return csv_open(s->dir, name, s->key, header, csv);
}

static void write_thresholds(const Session *s)
{
    Csv csv;
    if (!start_table(s, "thresholds.csv",
                     "data,measure,seeds,mean,deviation,least,most,threshold",
                     &csv))
        return;
    for (size_t i = 0; i < MEASURES; i++)
        csv_row(&csv, "%s,%s,%zu,%.6f,%.6f,%.6f,%.6f,%.4f", s->test.name,
                measures[i].name, s->spreads[i].count, s->spreads[i].mean,
                s->spreads[i].deviation, s->spreads[i].least,
                s->spreads[i].most, s->spreads[i].threshold);
    csv_close(&csv);
}

static void write_data(const Session *s)
{
    Csv csv;
    Scale scale = scale_standard(&s->train, NULL, s->train.count);
    if (!start_table(s, "data.csv", "half,name,pictures", &csv))
        return;
    csv_row(&csv, "training,%s,%zu", s->train.name, s->train.count);
    csv_row(&csv, "test,%s,%zu", s->test.name, s->test.count);
    csv_close(&csv);
    if (!start_table(s, "colours.csv", "colour,mean,deviation", &csv))
        return;
    for (size_t c = 0; c < scale.channels && c < 3; c++)
        csv_row(&csv, "%s,%.2f,%.2f",
                (const char *[]){"red", "green", "blue"}[c], scale.mean[c],
                scale.deviation[c]);
    csv_close(&csv);
}

/* A line of settings and results. */
static void write_result(Session *s, const char *what, const Settings *set,
                         size_t seeds, Score train_score, const char *judged,
                         Score score)
{
    size_t layers = 0;
    for (const char *c = set->layers; *c; c++)
        layers += *c == '-';
    csv_row(&s->settings,
            "%s,%s,%zu,%s,relu,%s,%g,%zu,%zu,L2 %g%s,exp(-%g t),"
            "standardised,%zu,%.6f,%.6f,%s,%.6f,%.6f",
            what, s->test.name, layers, set->layers, set->optimiser,
            set->rate, set->batch, set->epochs, set->l2,
            set->decoupled ? " decoupled" : "", set->decay, seeds,
            train_score.loss, train_score.accuracy, judged, score.loss,
            score.accuracy);
}

static void write_curve(const Session *s, const char *name, const Outcome *o)
{
    Csv csv;
    if (!start_table(s, name,
                     "epoch,train_loss,test_loss,train_accuracy,"
                     "test_accuracy",
                     &csv))
        return;
    for (size_t i = 0; i <= o->epochs; i++) {
        const FitRow *row = &o->rows[i];
        csv_row(&csv, "%zu,%.6f,%.6f,%.6f,%.6f", i,
                isnan(row->train.loss) ? NAN : row->train.loss,
                row->test.loss,
                isnan(row->train.accuracy) ? NAN : row->train.accuracy,
                row->test.accuracy);
    }
    csv_close(&csv);
}

/* Twenty pictures, two of each class, red plane first. */
static size_t find_picture(const Data *d, size_t label, size_t nth)
{
    size_t i = 0;
    for (; i + 1 < d->count; i++)
        if (d->labels[i] == label && nth-- == 0)
            break;
    return i;
}

static void write_strip(const Session *s)
{
    enum { SIDE = 32, TILE = 34, ACROSS = CLASSES, DOWN = 2 };
    Csv csv;
    const Data *d = &s->train;
    if (!start_table(s, "strip.csv", "column,row,red,green,blue", &csv))
        return;
    for (size_t row = 0; row < DOWN * TILE; row++)
        for (size_t column = 0; column < ACROSS * TILE; column++) {
            size_t y = row % TILE, x = column % TILE, plane = SIDE * SIDE;
            size_t i = find_picture(d, column / TILE, row / TILE);
            const uint8_t *p = d->bytes + i * d->features + y * SIDE + x;
            bool inside = x < SIDE && y < SIDE;
            csv_row(&csv, "%zu,%zu,%d,%d,%d", column, row,
                    inside ? p[0] : 255, inside ? p[plane] : 255,
                    inside ? p[2 * plane] : 255);
        }
    csv_close(&csv);
}

/* The sanity ladder */

static void scale_model(Model *model, double factor)
{
    for (size_t i = 0; i < model->count; i++)
        for (size_t k = 0; k < mat_size(&model->layers[i].W); k++)
            model->layers[i].W.data[k] *= (real)factor;
}

/* Loss of a fresh net, as drawn and with small weights, and for growing
 * lambdas. */
static void climb_first(const Session *s, Csv *csv)
{
    enum { SHOWN = 256 };
    Run run = run_of((Session *)s, "ladder", &BASE, experiment_seed());
    Scale scale = scale_standard(&s->train, NULL, s->train.count);
    size_t index[SHOWN];
    Mat x = mat_new(SHOWN, s->train.features), labels = mat_new(SHOWN, 1);
    for (size_t i = 0; i < SHOWN; i++)
        index[i] = i;
    data_gather(&s->train, &scale, index, &x);
    data_labels(&s->train, index, &labels);
    Net *net = net_build(run.plan, "he", run.seed);
    Model model;
    if (!net || !model_new(run.plan, &model))
        check_fail("\x1ethere is no net for the ladder", NULL, NULL);
    model_take(net, &model);
    double drawn = penalised_loss(net, &x, &labels, 0), last = drawn;
    bool grows = isfinite(drawn);
    csv_row(csv, "as drawn,%.6f", drawn);
    for (double lambda = 1e-3; lambda < 0.2; lambda *= 10) {
        double loss = penalised_loss(net, &x, &labels, lambda);
        csv_row(csv, "lambda %g,%.6f", lambda, loss);
        grows = grows && loss > last;
        last = loss;
    }
    scale_model(&model, 0.1);
    model_give(&model, net);
    double small = penalised_loss(net, &x, &labels, 0), due = log(CLASSES);
    csv_row(csv, "small weights,%.6f", small);
    run_verdict(LADDER, START, fabs(small - due) < 0.05,
                "with small weights the loss is not that of guessing among "
                "ten classes",
                "came %.4f, due about %.4f", small, due);
    run_verdict(LADDER, LAMBDA, grows, "the loss does not grow with lambda",
                "%.4f without, %.4f with the largest", drawn, last);
    model_free(&model);
    net_free(net);
    mat_free(&x);
    mat_free(&labels);
}

/* [region by_heart] */
static const Settings TWENTY = {.layers = "3072-256-128-10",
                                .optimiser = "adam",
                                .rate = 1e-3,
                                .batch = 20,
                                .epochs = 40};
/* [end] */

static void climb_last(Session *s, Csv *csv)
{
    Data few = data_view(&s->train, 0, TWENTY.batch);
    Run run = run_of(s, "twenty", &TWENTY, experiment_seed());
    run.train = run.test = &few;
    Outcome o = carry_out(&run);
    Score last = o.rows[o.epochs].test;
    csv_row(csv, "twenty pictures,%.6f", last.loss);
    run_verdict(LADDER, BY_HEART, last.loss < 0.05,
                "twenty pictures, without penalty and decay, are not learnt "
                "by heart",
                "the loss is %.4f, below 0.05 is due", last.loss);
    outcome_free(&o);
}

static void climb_ladder(Session *s)
{
    Csv csv;
    if (!start_table(s, "ladder.csv", "rung,loss", &csv))
        return;
    climb_first(s, &csv);
    climb_last(s, &csv);
    csv_close(&csv);
}

/* How far an update moves the weights, against how large they are. */

static double norm(const Mat *m, const Mat *less)
{
    double sum = 0;
    for (size_t k = 0; k < mat_size(m); k++) {
        double x = (double)m->data[k] - (less ? (double)less->data[k] : 0);
        sum += x * x;
    }
    return sqrt(sum);
}

enum { UPDATES = 60 };

/* Each call of cifar_epoch() is given one batch, so that it makes one
 * update. */
static void follow_updates(const Session *s, const Settings *settings,
                           double ratios[UPDATES])
{
    Run run = run_of((Session *)s, "ratio", settings, experiment_seed());
    Scale scale = scale_standard(&s->fit, NULL, s->fit.count);
    Net *net = make_net(&run);
    Settings *told = tell(settings);
    Model before, after;
    if (!net || !model_new(run.plan, &before) || !model_new(run.plan, &after))
        check_fail("\x1ethere is no net for the ratios", NULL, NULL);
    for (size_t i = 0; i < UPDATES; i++) {
        Data batch = data_view(&s->fit, i * settings->batch, settings->batch);
        Samples *samples = samples_of(&batch, &scale);
        model_take(net, &before);
        cifar_epoch(net, run.optimiser, samples, told, 0, i);
        model_take(net, &after);
        ratios[i] = norm(&after.layers[0].W, &before.layers[0].W) /
                    norm(&before.layers[0].W, NULL);
        samples_free(samples);
    }
    model_free(&before);
    model_free(&after);
    optimiser_free(run.optimiser);
    settings_free(told);
    net_free(net);
}

static void write_ratios(const Session *s)
{
    enum { WAYS = 3 };
    Settings ways[WAYS] = {ABLATION, ABLATION, ABLATION};
    double ratios[WAYS][UPDATES];
    Csv csv;
    strcpy(ways[1].optimiser, "sgd");
    strcpy(ways[2].optimiser, "sgd");
    ways[1].rate = 0.1;
    ways[2].rate = 1e-3;
    if (!start_table(s, "ratio.csv", "update,adam,sgd,slow", &csv))
        return;
    for (size_t w = 0; w < WAYS; w++)
        follow_updates(s, &ways[w], ratios[w]);
    for (size_t i = 0; i < UPDATES; i++)
        csv_row(&csv, "%zu,%.6g,%.6g,%.6g", i + 1, ratios[0][i], ratios[1][i],
                ratios[2][i]);
    csv_close(&csv);
}

/* Runs that are graded */

static double middle(const double *values, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        size_t below = 0, equal = 0;
        for (size_t k = 0; k < n; k++) {
            below += values[k] < values[i];
            equal += values[k] == values[i];
        }
        if (below <= n / 2 && below + equal > n / 2)
            return values[i];
    }
    return NAN;
}

static void predict(Net *net, const Mat *x, Mat *p)
{
    class_predict(net, x, p);
}

/* Trains from several starts; draws the first; returns the median of the test
 * accuracy after the last epoch. `agrees` may be NULL. */
static double run_seeds(Session *s, const char *name,
                        const Settings *settings, size_t seeds, bool brief,
                        bool *agrees)
{
    double accuracy[SEEDS];
    Score train_score = {0}, test_score = {0};
    char file[NAME];
    snprintf(file, sizeof file, "%s.csv", name);
    for (size_t i = 0; i < seeds; i++) {
        char label[NAME];
        snprintf(label, sizeof label, "%s-%zu", name, i + 1);
        Run run = run_of(s, label, settings, experiment_seed() + i);
        run.brief = brief || i > 0;
        Outcome o = carry_out(&run);
        accuracy[i] = o.rows[o.epochs].test.accuracy;
        if (i == 0) {
            write_curve(s, file, &o);
            train_score = o.rows[o.epochs].train;
            test_score = o.rows[o.epochs].test;
        }
        if (agrees && i + 1 == seeds)
            *agrees = outcome_disagrees(&o, &run.training, predict) <= 1e-4;
        outcome_free(&o);
    }
    test_score.accuracy = middle(accuracy, seeds);
    write_result(s, name, settings, seeds, train_score, "test", test_score);
    return test_score.accuracy;
}

static void judge(const Session *s, const char *exercise, Measure measure,
                  double accuracy)
{
    double due = s->spreads[measure].threshold;
    run_verdict(exercise, REACHED, accuracy >= due,
                "the net has not learnt enough: its test accuracy is below "
                "the threshold",
                "%.4f, at least %.4f is due on %s", accuracy, due,
                s->test.name);
}

static void run_control(Session *s)
{
    Data senseless = mixed(&s->train, experiment_seed());
    Run run = run_of(s, "control", &BASIC, experiment_seed());
    run.train = &senseless;
    Outcome o = carry_out(&run);
    double accuracy = o.rows[o.epochs].test.accuracy;
    double due = s->spreads[MEASURE_CONTROL].threshold;
    write_result(s, "mixed labels", &BASIC, 1, o.rows[o.epochs].train, "test",
                 o.rows[o.epochs].test);
    run_verdict(BASIC_RUN, CONTROL, accuracy <= due,
                "trained on labels that were mixed up, the net still knows "
                "the classes: it did not learn from what it was given",
                "%.4f, at most %.4f is due", accuracy, due);
    outcome_free(&o);
    data_free(&senseless);
}

static void run_basic(Session *s)
{
    bool agrees = false;
    judge(s, BASIC_RUN, MEASURE_BASIC,
          run_seeds(s, "basic", &BASIC, SEEDS, false, &agrees));
    run_verdict(BASIC_RUN, AGREES, agrees,
                "class_predict() does not say what the trained parameters "
                "say",
                "on the test pictures, to 1e-4");
}

static Settings base_settings(const Session *s)
{
    Settings base = BASE;
    if (s->real)
        base.epochs = 20;
    return base;
}

/* Settings that the student chose. */

static double weights_of(const Settings *s)
{
    char plan[1000];
    Model model;
    double sum = 0;
    settings_plan(s, plan, sizeof plan);
    if (!model_new(plan, &model))
        return INFINITY;
    for (size_t i = 0; i < model.count; i++)
        sum += (double)mat_size(&model.layers[i].W);
    model_free(&model);
    return sum;
}

/* What is wrong with them; NULL when they can be used. */
static const char *objection(const Settings *s)
{
    unsigned long width[6];
    char rest, plan[1000];
    settings_plan(s, plan, sizeof plan);
    int widths =
        sscanf(s->layers, "%5lu-%5lu-%5lu-%5lu-%5lu-%5lu%c", &width[0],
               &width[1], &width[2], &width[3], &width[4], &width[5], &rest);
    if (!*plan || widths < 2 || widths > 6 || width[0] != 3 * 32 * 32 ||
        width[widths - 1] != CLASSES)
        return "the layers have to be 2 to 6 widths, from 3072 to 10";
    for (int i = 1; i < widths; i++)
        if (width[i] < 1 || width[i] > 4096)
            return "a layer may have 1 to 4096 outputs";
    if (strcmp(s->optimiser, "adam") != 0 && strcmp(s->optimiser, "sgd") != 0)
        return "the optimiser is neither \"adam\" nor \"sgd\"";
    if (!(s->rate > 0 && s->rate < 100 && s->l2 >= 0 && s->l2 < 100 &&
          s->decay >= 0 && s->decay < 100))
        return "a rate has to be above 0, and the penalty and the decay not "
               "below it";
    if (s->batch < 8 || s->batch > 4096 || s->epochs < 1 || s->epochs > 100)
        return "a batch has 8 to 4096 samples, and there are 1 to 100 epochs";
    if (weights_of(s) * (double)s->epochs > MOST_WORK)
        return "the run is too long: epochs times weights may be 40 million";
    return NULL;
}

static const char *ask_settings(const Session *s, Settings *set)
{
    char text[1000] = "";
    Settings *told = settings_new();
    tuned_settings(s->test.name, text, sizeof text);
    text[sizeof text - 1] = '\0';
    bool read = settings_read(text, told) == 1;
    settings_get_text(told, "layers", set->layers, SETTINGS_TEXT);
    settings_get_text(told, "optimiser", set->optimiser, SETTINGS_TEXT);
    set->rate = settings_get(told, "rate");
    set->l2 = settings_get(told, "l2");
    set->decay = settings_get(told, "decay");
    set->decoupled = settings_get(told, "decoupled") > 0;
    double batch = settings_get(told, "batch");
    double epochs = settings_get(told, "epochs");
    set->batch = batch >= 0 && batch < 1e9 ? (size_t)batch : 0;
    set->epochs = epochs >= 0 && epochs < 1e9 ? (size_t)epochs : 0;
    settings_free(told);
    return read ? objection(set) : "settings_read() does not accept the text";
}

static void run_tuned(Session *s)
{
    Settings set = {0};
    const char *wrong = ask_settings(s, &set);
    run_verdict(TUNED_RUN, ALLOWED, !wrong,
                "the settings that tuned_settings() gives cannot be used",
                "%s", wrong ? wrong : "");
    if (wrong) {
        run_verdict(TUNED_RUN, REACHED, false,
                    "there was no run: the settings cannot be used", "%s",
                    wrong);
        return;
    }
    judge(s, TUNED_RUN, MEASURE_TUNED,
          run_seeds(s, "tuned", &set, s->real ? 1 : SEEDS, true, NULL));
}

/* Ablations: one thing changed at a time, the same seeds, pictures held back
 * from the training half to judge by. */

enum { ALL, SGD, NO_L2, NO_DECAY, DECOUPLED, VARIANTS };
static const char *const variant_names[VARIANTS] = {
    "everything", "SGD", "no L2", "no decay", "decoupled"};
static const char *const variant_columns[VARIANTS] = {
    "all", "sgd", "no_l2", "no_decay", "decoupled"};

static Outcome run_held(Session *s, const char *name, const Settings *set,
                        uint64_t seed, Score *test)
{
    Run run = run_of(s, name, set, seed);
    run.train = &s->fit;
    run.test = &s->held;
    Outcome o = carry_out(&run);
    if (test)
        *test = model_score(&o.plain, &s->test, &run.scale, NULL);
    return o;
}

/* Plain gradient descent needs a rate of its own: the best of three on the
 * pictures held back. */
static double choose_rate(Session *s)
{
    Csv csv;
    double best = -1, chosen = SGD_RATES[0];
    Settings set = ABLATION;
    strcpy(set.optimiser, "sgd");
    if (!start_table(s, "choice.csv", "rate,held_loss,held_accuracy", &csv))
        return chosen;
    for (size_t i = 0; i < RATES; i++) {
        char name[NAME];
        snprintf(name, sizeof name, "rate-%zu", i + 1);
        set.rate = SGD_RATES[i];
        Outcome o = run_held(s, name, &set, experiment_seed(), NULL);
        Score held = o.rows[o.epochs].test;
        csv_row(&csv, "%g,%.6f,%.6f", set.rate, held.loss, held.accuracy);
        if (held.accuracy > best) {
            best = held.accuracy;
            chosen = set.rate;
        }
        outcome_free(&o);
    }
    csv_close(&csv);
    return chosen;
}

typedef struct {
    Settings settings;
    Score train[ABLATION_SEEDS], held[ABLATION_SEEDS], test[ABLATION_SEEDS];
    double curve[100]; /* mean accuracy on the pictures held back */
} Variant;

static double mean_of(const double *values, size_t n)
{
    double sum = 0;
    for (size_t i = 0; i < n; i++)
        sum += values[i];
    return sum / (double)n;
}

static double deviation_of(const double *values, size_t n)
{
    double mean = mean_of(values, n), sum = 0;
    for (size_t i = 0; i < n; i++)
        sum += (values[i] - mean) * (values[i] - mean);
    return sqrt(sum / (double)(n - 1));
}

static Score mean_score(const Score scores[ABLATION_SEEDS])
{
    Score mean = {0};
    for (size_t i = 0; i < ABLATION_SEEDS; i++) {
        mean.loss += scores[i].loss / ABLATION_SEEDS;
        mean.accuracy += scores[i].accuracy / ABLATION_SEEDS;
    }
    return mean;
}

static void run_variant(Session *s, size_t which, Variant *v)
{
    for (size_t i = 0; i < ABLATION_SEEDS; i++) {
        char name[NAME];
        snprintf(name, sizeof name, "%s-%zu", variant_columns[which], i + 1);
        Outcome o = run_held(s, name, &v->settings, experiment_seed() + i,
                             &v->test[i]);
        v->train[i] = o.rows[o.epochs].train;
        v->held[i] = o.rows[o.epochs].test;
        for (size_t e = 0; e <= o.epochs; e++)
            v->curve[e] += o.rows[e].test.accuracy / ABLATION_SEEDS;
        outcome_free(&o);
    }
    write_result(s, variant_names[which], &v->settings, ABLATION_SEEDS,
                 mean_score(v->train), "held back", mean_score(v->held));
}

static void write_ablation_curves(const Session *s, const Variant *v)
{
    Csv csv;
    if (!start_table(s, "ablation.csv",
                     "epoch,all,sgd,no_l2,no_decay,decoupled", &csv))
        return;
    for (size_t e = 0; e <= ABLATION.epochs; e++)
        csv_row(&csv, "%zu,%.6f,%.6f,%.6f,%.6f,%.6f", e, v[ALL].curve[e],
                v[SGD].curve[e], v[NO_L2].curve[e], v[NO_DECAY].curve[e],
                v[DECOUPLED].curve[e]);
    csv_close(&csv);
}

static void write_ablations(const Session *s, const Variant *variants)
{
    Csv csv;
    if (!start_table(s, "ablations.csv",
                     "place,what,rate,runs,train_accuracy,held_loss,"
                     "held_accuracy,deviation,least,most,difference,"
                     "difference_deviation,test_accuracy",
                     &csv))
        return;
    for (size_t w = 0; w < VARIANTS; w++) {
        const Variant *v = &variants[w];
        double held[ABLATION_SEEDS], less[ABLATION_SEEDS];
        Spread spread = {0};
        for (size_t i = 0; i < ABLATION_SEEDS; i++) {
            held[i] = v->held[i].accuracy;
            less[i] = held[i] - variants[ALL].held[i].accuracy;
            add(&spread, held[i]);
        }
        csv_row(
            &csv,
            "%zu,%s,%g,%d,%.6f,%.6f,%.6f,%.6f,%.6f,%.6f,%+.6f,%.6f,%.6f", w,
            variant_names[w], v->settings.rate, ABLATION_SEEDS,
            mean_score(v->train).accuracy, mean_score(v->held).loss,
            mean_of(held, ABLATION_SEEDS), deviation_of(held, ABLATION_SEEDS),
            spread.least, spread.most, mean_of(less, ABLATION_SEEDS),
            deviation_of(less, ABLATION_SEEDS), mean_score(v->test).accuracy);
    }
    csv_close(&csv);
}

static void run_ablations(Session *s)
{
    static Variant variants[VARIANTS];
    for (size_t w = 0; w < VARIANTS; w++)
        variants[w] = (Variant){.settings = ABLATION};
    strcpy(variants[SGD].settings.optimiser, "sgd");
    variants[SGD].settings.rate = choose_rate(s);
    variants[NO_L2].settings.l2 = 0;
    variants[NO_DECAY].settings.decay = 0;
    variants[DECOUPLED].settings.decoupled = true;
    for (size_t w = 0; w < VARIANTS; w++)
        run_variant(s, w, &variants[w]);
    write_ablation_curves(s, variants);
    write_ablations(s, variants);
}

/* Measuring */

static void measure_one(Session *s, FILE *file, Measure which,
                        const Settings *set, uint64_t seed)
{
    Data senseless = mixed(&s->train, seed);
    Run run = run_of(s, measures[which].name, set, seed);
    if (which == MEASURE_CONTROL)
        run.train = &senseless;
    Outcome o = carry_out(&run);
    fprintf(file, "%s,%s,%zu,%.6f\n", s->test.name, measures[which].name,
            (size_t)seed, o.rows[o.epochs].test.accuracy);
    fflush(file);
    outcome_free(&o);
    data_free(&senseless);
}

static void measure(Session *s, const char *seeds)
{
    size_t from = 1, to = 0;
    char path[4096];
    Settings base = base_settings(s), tuned = {0};
    if (sscanf(seeds, "%zu %zu", &from, &to) != 2 || ask_settings(s, &tuned))
        return;
    snprintf(path, sizeof path, "%s/measured.csv", s->dir);
    FILE *file = fopen(path, "a");
    if (!file)
        return;
    s->key = NULL;
    s->progress = progress_start(
        "measuring, epoch",
        (to + 1 - from) * (2 * BASIC.epochs + base.epochs + tuned.epochs));
    for (size_t seed = from; seed <= to; seed++) {
        measure_one(s, file, MEASURE_BASIC, &BASIC, seed);
        measure_one(s, file, MEASURE_BASE, &base, seed);
        measure_one(s, file, MEASURE_TUNED, &tuned, seed);
        measure_one(s, file, MEASURE_CONTROL, &BASIC, seed);
    }
    progress_end(&s->progress);
    fclose(file);
}

static void everything(Session *s)
{
    Settings base = base_settings(s);
    climb_ladder(s);
    write_ratios(s);
    run_basic(s);
    run_control(s);
    judge(s, BASE_RUN, MEASURE_BASE,
          run_seeds(s, "base", &base, SEEDS, false, NULL));
    run_tuned(s);
    run_ablations(s);
}

static size_t epochs_due(const Session *s)
{
    return TWENTY.epochs + (SEEDS + 1) * BASIC.epochs +
           SEEDS * base_settings(s).epochs + (s->real ? 1 : SEEDS) * 20 +
           (RATES + VARIANTS * ABLATION_SEEDS) * ABLATION.epochs;
}

void experiment(const char *dir)
{
    Session s = session_new(dir);
    const char *seeds = getenv("EXPERIMENT_MEASURE");
    if (seeds) {
        measure(&s, seeds);
        return;
    }
    experiment_data(&s.train);
    experiment_data(&s.test);
    read_measured(&s);
    write_thresholds(&s);
    write_data(&s);
    write_strip(&s);
    start_table(&s, "settings.csv",
                "run,data,layers,neurons,activation,optimiser,rate,batch,"
                "epochs,regularisation,schedule,inputs,seeds,train_loss,"
                "train_accuracy,judged_on,loss,accuracy",
                &s.settings);
    s.progress = progress_start("chapter 7, epoch", epochs_due(&s));
    everything(&s);
    progress_end(&s.progress);
    csv_close(&s.settings);
    for (size_t i = 0; i < s.runs; i++)
        resume_forget(
            &(Resume){.dir = s.dir, .name = s.names[i], .key = s.key});
    data_free(&s.train);
    data_free(&s.test);
}
