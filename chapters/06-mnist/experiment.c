/* experiment.c - chapter 6: nets learn the digits of MNIST. Training runs
 * through class_epoch() and train_epoch(); every curve is computed by given
 * code (training.h) from the parameters, so no test sample and no test label
 * is ever seen by the code under test before the last epoch is over.
 *
 * EXPERIMENT_MEASURE="default 1000 1020" (or "long ...") in the environment
 * measures these seeds, for chapters/06-mnist/measured.csv, and does nothing
 * else.
 */
#include "experiment.h"
#include "csv.h"
#include "mnist.h"
#include "plan.h"
#include "progress.h"
#include "training.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#define RUN "mnist_run"
#define AFTER_1 "accuracy_after_one_epoch"
#define AFTER_10 "accuracy_after_ten_epochs"
#define AFTER_30 "accuracy_after_thirty_epochs"
#define AGREES "predictions_agree_with_the_parameters"
#define CONTROL "labels_without_sense_teach_nothing"
#define SWEEP "rate_sweep"
#define ORDER "larger_rates_come_further_up_to_a_tenth"
#define HIDDEN "hidden_layer"
#define BALANCED "balanced_accuracy_reaches_the_threshold"
#define TEN "ten_classes"
#define REACHED "accuracy_reaches_the_threshold"

const RunCheck run_checks[] = {
    {RUN, AFTER_1}, {RUN, AFTER_10}, {RUN, AFTER_30},    {RUN, AGREES},
    {RUN, CONTROL}, {SWEEP, ORDER},  {HIDDEN, BALANCED}, {TEN, REACHED},
    {TEN, AGREES},  {NULL, NULL}};

/* A net of mlp_new(): its widths, and the layers that it has to have. */
typedef struct {
    size_t count, widths[4];
    const char *plan;
} Layers;

/* [region settings] */
enum { SEEDS = 3, EPOCHS = 30, LONG_EPOCHS = 100, BATCH = 64 };
static const double RATE = 0.1;
static const double RATES[] = {1, 0.3, 0.1, 0.03, 0.01, 0.001};
static const Layers DEFAULT_NET = {
    .count = 4,
    .widths = {784, 128, 64, 10},
    .plan =
        "linear 784 128\nsigmoid\nlinear 128 64\nsigmoid\nlinear 64 10\n"};
/* [end] */
enum {
    RATE_COUNT = sizeof RATES / sizeof *RATES,
    DIGIT_EPOCHS = 5,
    CONTROL_EPOCHS = 10,
    CLASSES = 10
};

static const char measured_path[] = "chapters/06-mnist/measured.csv";

/* Many runs of the reference, by one measure. */
typedef struct Spread {
    size_t count;
    double sum, squares, least, most;
    double mean, deviation, digit, threshold;
} Spread;

/* What all runs share. */

typedef struct {
    const char *dir;
    Data train, test;
    Scale scale;
    Progress progress;
    size_t epochs_done;
    bool quiet;            /* measuring: nothing is kept */
    const Spread *spreads; /* one for each measure */
} Session;

/* Other nets. */
static const Layers ten_of_64 = {
    3, {784, 64, 10}, "linear 784 64\nsigmoid\nlinear 64 10\n"};
static const Layers one_of_64 = {
    3, {784, 64, 1}, "linear 784 64\nsigmoid\nlinear 64 1\n"};
static const Layers ten_alone = {2, {784, 10}, "linear 784 10\n"};
static const Layers one_alone = {2, {784, 1}, "linear 784 1\n"};

/* One run's settings; the context of its training. */
typedef struct {
    Session *session;
    const char *name;
    Layers layers;
    double rate;
    size_t epochs;
    uint64_t seed;
    bool standardised; /* else x / 255 */
    bool brief;
    const Data *train, *test; /* NULL: the session's */
    Scale scale;
    Training training;
} Run;

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

/* Trains as the settings say. */
static Outcome carry_out(Run *run)
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

static Run default_run(Session *s, const char *name, uint64_t seed)
{
    Run run = {.session = s,
               .name = name,
               .layers = DEFAULT_NET,
               .rate = RATE,
               .epochs = EPOCHS,
               .seed = seed};
    return run;
}

static Run other_run(Session *s, const char *name, const Layers *layers,
                     size_t epochs, uint64_t seed)
{
    Run run = default_run(s, name, seed);
    run.layers = *layers;
    run.epochs = epochs;
    return run;
}

/* Data with other labels */

static Data relabelled(const Data *plain, uint8_t *labels, size_t classes)
{
    Data d = *plain;
    d.labels = labels;
    d.classes = classes;
    d.owned = labels;
    return d;
}

static uint8_t *bytes_for(size_t count)
{
    uint8_t *bytes = malloc(count ? count : 1);
    if (!bytes)
        check_fail("no memory for labels", NULL, NULL);
    return bytes;
}

/* Is it the digit? Two labels, which keep their numbers in disguise. */
static Data is_digit(const Data *plain, uint8_t digit)
{
    uint8_t *labels = bytes_for(plain->count);
    for (size_t i = 0; i < plain->count; i++)
        labels[i] = plain->labels[i] == digit;
    return relabelled(plain, labels, 0);
}

/* The same, as digit_or_not() sees it. */
static Data is_digit_says_student(const Data *plain, size_t digit)
{
    uint8_t *labels = bytes_for(plain->count);
    Mat all = mat_new(plain->count, 1), y = mat_new(plain->count, 1);
    for (size_t i = 0; i < plain->count; i++)
        all.data[i] = plain->labels[i];
    digit_or_not(&all, digit, &y);
    for (size_t i = 0; i < plain->count; i++)
        labels[i] = y.data[i] == 1;
    mat_free(&all);
    mat_free(&y);
    return relabelled(plain, labels, 0);
}

/* Labels in an order that has nothing to do with the pictures. */
static Data mixed(const Data *plain, uint64_t seed)
{
    uint8_t *labels = bytes_for(plain->count);
    size_t *order = calloc(plain->count, sizeof *order);
    if (!order)
        check_fail("no memory for an order", NULL, NULL);
    epoch_order(seed ^ 0x6d69786564u, order, plain->count);
    for (size_t i = 0; i < plain->count; i++)
        labels[i] = plain->labels[order[i]];
    free(order);
    return relabelled(plain, labels, plain->classes);
}

/* What answers of yes or no are worth. */
typedef struct {
    double recall, balanced;
} Recall;

static Recall recall_of(const uint8_t *guess, const Data *d)
{
    double right[2] = {0, 0}, count[2] = {0, 0};
    for (size_t i = 0; i < d->count; i++) {
        count[d->labels[i]]++;
        right[d->labels[i]] += guess[i] == d->labels[i];
    }
    double yes = right[1] / count[1], no = right[0] / count[0];
    return (Recall){yes, (yes + no) / 2};
}

static Recall recall_of_run(const Run *run, const Outcome *o)
{
    const Data *test = run->training.test;
    uint8_t *guess = bytes_for(test->count);
    model_score(&o->plain, test, &run->scale, guess);
    Recall r = recall_of(guess, test);
    free(guess);
    return r;
}

/* Thresholds, from measurements that were made once with the reference and
 * are kept: data,measure,seed,value. */

typedef struct {
    const char *name;
    double stated; /* more is never asked for on the real data; 0: no such */
    double side;   /* -1: at least, 1: at most */
    bool median;   /* of three runs is what is judged */
} Measure;

enum {
    MEASURE_1,
    MEASURE_10,
    MEASURE_30,
    MEASURE_CONTROL,
    MEASURE_FIVE,
    MEASURE_TEN,
    MEASURES
};

static const Measure measures[MEASURES] = {
    [MEASURE_1] = {"one_epoch", 0.83, -1, true},
    [MEASURE_10] = {"ten_epochs", 0.94, -1, true},
    [MEASURE_30] = {"thirty_epochs", 0.968, -1, true},
    [MEASURE_CONTROL] = {"control", 0, 1, false},
    [MEASURE_FIVE] = {"five_balanced", 0, -1, false},
    [MEASURE_TEN] = {"ten_classes", 0, -1, false}};

static void add(Spread *s, double value)
{
    s->least = s->count ? fmin(s->least, value) : value;
    s->most = s->count ? fmax(s->most, value) : value;
    s->sum += value;
    s->squares += value * value;
    s->count++;
}

/* Five deviations below (or above) the mean: by a normal fit, one run in 3.5
 * million lies beyond. As runs differ by a few digits, what one test digit
 * moves is counted as a deviation of its own. The median of three normal
 * numbers has .6701 of their deviation. */
static void finish(Spread *s, const Measure *m, bool real)
{
    double n = (double)s->count;
    s->mean = s->sum / n;
    s->deviation = sqrt((s->squares - n * s->mean * s->mean) / (n - 1));
    double deviation = s->deviation * (m->median ? 0.6701 : 1);
    s->threshold = s->mean + m->side * 5 * hypot(deviation, s->digit);
    if (real && m->stated > 0)
        s->threshold = fmin(s->threshold, m->stated);
}

/* What one test digit moves: accuracy, or the mean of two recalls. */
static double digit_step(const Data *test, size_t measure)
{
    double count = 0;
    for (size_t i = 0; i < test->count; i++)
        count += measure != MEASURE_FIVE || test->labels[i] == 5;
    return (measure == MEASURE_FIVE ? 0.5 : 1) / count;
}

static void read_line(const char *line, const char *data,
                      Spread spreads[MEASURES])
{
    char set[40], name[40];
    double value;
    if (sscanf(line, "%39[^,],%39[^,],%*u,%lf", set, name, &value) != 3 ||
        strcmp(set, data) != 0)
        return;
    for (size_t i = 0; i < MEASURES; i++)
        if (strcmp(name, measures[i].name) == 0)
            add(&spreads[i], value);
}

static void read_spreads(const Session *s, Spread spreads[MEASURES])
{
    char line[300];
    FILE *file = fopen(measured_path, "r");
    while (file && fgets(line, sizeof line, file))
        read_line(line, s->test.name, spreads);
    if (file)
        fclose(file);
    for (size_t i = 0; i < MEASURES; i++) {
        spreads[i].digit = digit_step(&s->test, i);
        finish(&spreads[i], &measures[i], !data_is_standin(&s->test));
        if (spreads[i].count >= 5)
            continue;
        fprintf(stderr, "%s: %zu measurements of %s on %s are too few\n",
                measured_path, spreads[i].count, measures[i].name,
                s->test.name);
        exit(3);
    }
}

/* Measuring */

static void write_measure(const Session *s, size_t measure, uint64_t seed,
                          double value)
{
    char path[4096];
    snprintf(path, sizeof path, "%s/measured.csv", s->dir);
    FILE *file = fopen(path, "a");
    if (!file)
        return;
    fprintf(file, "%s,%s,%zu,%.6f\n", s->test.name, measures[measure].name,
            (size_t)seed, value);
    fclose(file);
}

static void measure_default(Session *s, uint64_t seed)
{
    Data without = mixed(&s->train, seed);
    Run runs[] = {default_run(s, "default", seed),
                  default_run(s, "control", seed)};
    runs[1].train = &without;
    runs[1].epochs = CONTROL_EPOCHS;
    for (size_t i = 0; i < 2; i++) {
        runs[i].brief = true;
        Outcome o = carry_out(&runs[i]);
        if (i == 0) {
            write_measure(s, MEASURE_1, seed, o.rows[1].test.accuracy);
            write_measure(s, MEASURE_10, seed, o.rows[10].test.accuracy);
        }
        write_measure(s, i ? MEASURE_CONTROL : MEASURE_30, seed,
                      o.rows[o.epochs].test.accuracy);
        outcome_free(&o);
    }
    data_free(&without);
}

static void measure_long(Session *s, uint64_t seed)
{
    Data train = is_digit(&s->train, 5), test = is_digit(&s->test, 5);
    Run five = other_run(s, "hidden", &one_of_64, LONG_EPOCHS, seed);
    Run ten = other_run(s, "ten", &ten_of_64, LONG_EPOCHS, seed);
    five.train = &train;
    five.test = &test;
    five.brief = ten.brief = true;
    Outcome o = carry_out(&five);
    write_measure(s, MEASURE_FIVE, seed, recall_of_run(&five, &o).balanced);
    outcome_free(&o);
    o = carry_out(&ten);
    write_measure(s, MEASURE_TEN, seed, o.rows[o.epochs].test.accuracy);
    outcome_free(&o);
    data_free(&train);
    data_free(&test);
}

/* "default 1000 1020": that part, with these seeds. */
static void measure(Session *s, const char *what)
{
    char part[20];
    size_t from, to;
    if (sscanf(what, "%19s %zu %zu", part, &from, &to) != 3)
        return;
    bool both = strcmp(part, "default") == 0;
    size_t each = both ? EPOCHS + CONTROL_EPOCHS : 2 * LONG_EPOCHS;
    s->quiet = true;
    s->progress = progress_start("measuring, epoch", (to - from) * each);
    for (size_t seed = from; seed < to; seed++)
        (both ? measure_default : measure_long)(s, seed);
    progress_end(&s->progress);
}

/* Tables */

static bool start_table(const Session *s, const char *name,
                        const char *header, Csv *csv)
{
    return csv_open(s->dir, name, getenv("EXPERIMENT_KEY"), header, csv);
}

static void write_thresholds(const Session *s, const Spread spreads[MEASURES])
{
    Csv csv;
    if (!start_table(s, "thresholds.csv",
                     "data,measure,seeds,mean,deviation,least,most,threshold",
                     &csv))
        return;
    for (size_t i = 0; i < MEASURES; i++)
        csv_row(&csv, "%s,%s,%zu,%.6f,%.6f,%.6f,%.6f,%.4f", s->test.name,
                measures[i].name, spreads[i].count, spreads[i].mean,
                spreads[i].deviation, spreads[i].least, spreads[i].most,
                spreads[i].threshold);
    csv_close(&csv);
}

static void write_data(const Session *s)
{
    Csv csv;
    const Data *halves[] = {&s->train, &s->test};
    if (!start_table(s, "data.csv", "half,name,pictures,fives", &csv))
        return;
    for (size_t i = 0; i < 2; i++) {
        size_t fives = 0;
        for (size_t k = 0; k < halves[i]->count; k++)
            fives += halves[i]->labels[k] == 5;
        csv_row(&csv, "%s,%s,%zu,%zu", i ? "test" : "training",
                halves[i]->name, halves[i]->count, fives);
    }
    csv_close(&csv);
}

/* Settings and results of every run, a line each. */
static Csv settings;

static void write_settings(const Run *run, const Outcome *o)
{
    const FitRow *last = &o->rows[o->epochs];
    char widths[100];
    size_t used = 0;
    for (size_t i = 0; i < run->layers.count; i++)
        used += (size_t)snprintf(widths + used, sizeof widths - used, "%s%zu",
                                 i ? "-" : "", run->layers.widths[i]);
    csv_row(&settings,
            "%s,%s,%zu,%s,sigmoid,SGD,%g,%d,%zu,none,none,%s,%.6f,%.6f,%.6f,"
            "%.6f",
            run->name, run->training.test->name, run->layers.count - 1,
            widths, run->rate, BATCH, run->epochs,
            run->standardised ? "standardised" : "x / 255", last->train.loss,
            last->test.loss, last->train.accuracy, last->test.accuracy);
}

static void write_curve(const Session *s, const char *name, const Outcome *o)
{
    Csv csv;
    if (!start_table(s, name,
                     "epoch,train_loss,test_loss,train_accuracy,"
                     "test_accuracy",
                     &csv))
        return;
    for (size_t i = 0; i <= o->epochs; i++)
        csv_row(&csv, "%zu,%.6f,%.6f,%.6f,%.6f", i, o->rows[i].train.loss,
                o->rows[i].test.loss, o->rows[i].train.accuracy,
                o->rows[i].test.accuracy);
    csv_close(&csv);
}

/* Pictures: a table goes through the whole picture line by line, from the
 * top; between the tiles lies a border without value. */

enum { SIDE = 28, TILE = SIDE + 2, ACROSS = 5 };

typedef double (*PixelFn)(const void *what, size_t tile, size_t pixel);

static void write_tiles(const Session *s, const char *name, size_t tiles,
                        PixelFn pixel, const void *what, double between)
{
    Csv csv;
    if (!start_table(s, name, "column,row,value", &csv))
        return;
    for (size_t row = 0; row < (tiles + ACROSS - 1) / ACROSS * TILE; row++)
        for (size_t column = 0; column < ACROSS * TILE; column++) {
            size_t tile = row / TILE * ACROSS + column / TILE;
            size_t down = row % TILE, across = column % TILE;
            bool inside = tile < tiles && down < SIDE && across < SIDE;
            csv_row(&csv, "%zu,%zu,%.5g", column, row,
                    inside ? pixel(what, tile, SIDE * down + across)
                           : between);
        }
    csv_close(&csv);
}

typedef struct {
    const Data *data;
    size_t which[2 * CLASSES];
} Album;

static double ink(const void *what, size_t tile, size_t pixel)
{
    const Album *album = what;
    const Data *d = album->data;
    return d->bytes[album->which[tile] * d->features + pixel];
}

/* Two digits of each class, in the order in which they come. */
static void write_strip(const Session *s)
{
    Album album = {.data = &s->train};
    for (size_t place = 0; place < 2 * CLASSES; place++) {
        size_t i = place < CLASSES ? 0 : album.which[place - CLASSES] + 1;
        while (i + 1 < s->train.count &&
               s->train.labels[i] != place % CLASSES)
            i++;
        album.which[place] = i;
    }
    write_tiles(s, "strip.csv", 2 * CLASSES, ink, &album, 0);
}

static double weight(const void *what, size_t tile, size_t pixel)
{
    return (double)AT((const Mat *)what, pixel, tile);
}

/* What the parameters say of the test samples. */
typedef struct {
    uint8_t *guess;
    double *cost;   /* -log of the right class's probability */
    double *belief; /* probability of the guess */
} Opinion;

static Opinion opinion_of(const Model *model, const Data *d,
                          const Scale *scale)
{
    Opinion o = {bytes_for(d->count), calloc(d->count, sizeof *o.cost),
                 calloc(d->count, sizeof *o.belief)};
    size_t *index = calloc(d->count, sizeof *index);
    if (!o.cost || !o.belief || !index)
        check_fail("no memory for answers", NULL, NULL);
    for (size_t i = 0; i < d->count; i++)
        index[i] = i;
    Mat x = mat_new(d->count, d->features), z = {0};
    data_gather(d, scale, index, &x);
    model_logits(model, &x, &z);
    model_score(model, d, scale, o.guess);
    for (size_t i = 0; i < d->count; i++) {
        const real *row = &AT(&z, i, 0);
        o.cost[i] =
            -(double)logl(model_probability(row, z.cols, d->labels[i]));
        o.belief[i] = (double)model_probability(row, z.cols, o.guess[i]);
    }
    free(index);
    mat_free(&x);
    mat_free(&z);
    return o;
}

static void write_confusion(const Session *s, const Opinion *o)
{
    size_t counts[CLASSES][CLASSES] = {0}, worst = 0, label = 0, guess = 0;
    Csv csv;
    for (size_t i = 0; i < s->test.count; i++)
        counts[s->test.labels[i]][o->guess[i]]++;
    if (start_table(s, "confusion.csv", "label,guess,count,share", &csv)) {
        for (size_t l = 0; l < CLASSES; l++) {
            size_t all = 0;
            for (size_t g = 0; g < CLASSES; g++)
                all += counts[l][g];
            for (size_t g = 0; g < CLASSES; g++) {
                csv_row(&csv, "%zu,%zu,%zu,%.5f", l, g, counts[l][g],
                        (double)counts[l][g] / (double)all);
                if (l != g && counts[l][g] > worst) {
                    worst = counts[l][g];
                    label = l;
                    guess = g;
                }
            }
        }
        csv_close(&csv);
    }
    if (start_table(s, "confused.csv", "label,guess,count", &csv)) {
        csv_row(&csv, "%zu,%zu,%zu", label, guess, worst);
        csv_close(&csv);
    }
}

/* The ten test digits that cost most, the dearest first. */
static void write_mistakes(const Session *s, const Opinion *o)
{
    Album album = {.data = &s->test};
    double least = INFINITY;
    Csv csv;
    for (size_t place = 0; place < CLASSES; place++) {
        double most = -INFINITY;
        for (size_t i = 0; i < s->test.count; i++)
            if (o->cost[i] < least && o->cost[i] > most) {
                most = o->cost[i];
                album.which[place] = i;
            }
        least = most;
    }
    write_tiles(s, "mistakes.csv", CLASSES, ink, &album, 0);
    if (!start_table(s, "mistakes_said.csv", "place,label,guess,belief,loss",
                     &csv))
        return;
    for (size_t place = 0; place < CLASSES; place++) {
        size_t i = album.which[place];
        csv_row(&csv, "%zu,%d,%d,%.4f,%.4f", place, s->test.labels[i],
                o->guess[i], o->belief[i], o->cost[i]);
    }
    csv_close(&csv);
}

/* A drawing takes no words from the code under test. */
static void need_layers(const char *plan)
{
    PlanLine line;
    int is;
    while ((is = plan_next(&plan, &line)) == 1)
        continue;
    if (is < 0)
        check_fail("net_describe() gives a line that describes no layer",
                   NULL, NULL);
}

/* One line for each value that flows through the net, with what leads to it,
 * in words of ours. Gives the number of parameters. */
static size_t write_layers(Csv *csv, const char *plan)
{
    size_t place = 0, out = 0, whole = 0;
    PlanLine line;
    while (plan_next(&plan, &line) == 1) {
        if (line.kind != LAYER_LINEAR) {
            csv_row(csv, "%zu,%zu,%s,0", place++, out,
                    line.kind == LAYER_RELU ? "relu" : "sigmoid");
            continue;
        }
        out = line.out;
        if (place == 0)
            csv_row(csv, "%zu,%zu,input,0", place++, line.in);
        csv_row(csv, "%zu,%zu,linear,%zu", place++, out, (line.in + 1) * out);
        whole += (line.in + 1) * out;
    }
    return whole;
}

/* The net itself, for a drawing. */
static void write_architecture(const Session *s)
{
    char text[1000];
    Csv csv;
    Net *net =
        mlp_new(DEFAULT_NET.widths, DEFAULT_NET.count, experiment_seed());
    if (!net)
        return;
    net_describe(net, text, sizeof text);
    text[sizeof text - 1] = '\0';
    need_layers(text);
    if (!start_table(s, "architecture.csv", "place,units,layer,parameters",
                     &csv))
        return;
    size_t whole = write_layers(&csv, text);
    csv_close(&csv);
    if (start_table(s, "parameters.csv", "parameters", &csv)) {
        csv_row(&csv, "%zu", whole);
        csv_close(&csv);
    }
    net_free(net);
}

/* The runs */

static double middle(double a, double b, double c)
{
    return fmax(fmin(a, b), fmin(fmax(a, b), c));
}

static double median_after(const Outcome outcomes[SEEDS], size_t epoch)
{
    double a[SEEDS];
    for (size_t i = 0; i < SEEDS; i++)
        a[i] = outcomes[i].rows[epoch].test.accuracy;
    return middle(a[0], a[1], a[2]);
}

static void predict(Net *net, const Mat *x, Mat *p)
{
    class_predict(net, x, p);
}

static bool agrees(const Outcome *o, const Run *run)
{
    return outcome_disagrees(o, &run->training, predict) <= 1e-4;
}

static void judge_accuracy(const Session *s, const char *check,
                           size_t measure, double accuracy)
{
    double due = s->spreads[measure].threshold;
    run_verdict(RUN, check, accuracy >= due,
                "the net has not learnt enough: its test accuracy is below "
                "the threshold",
                "%.4f, at least %.4f is due on %s", accuracy, due,
                s->test.name);
}

static void show_first(const Session *s, const Outcome *o)
{
    Opinion opinion = opinion_of(&o->plain, &s->test, &s->scale);
    write_curve(s, "curve.csv", o);
    write_confusion(s, &opinion);
    write_mistakes(s, &opinion);
    write_tiles(s, "weights.csv", 20, weight, &o->plain.layers[0].W, NAN);
    free(opinion.guess);
    free(opinion.cost);
    free(opinion.belief);
}

static void write_seeds(const Session *s, const Outcome outcomes[SEEDS])
{
    Csv csv;
    if (!start_table(s, "seeds.csv",
                     "run,after_1,after_10,after_30,train_loss,test_loss",
                     &csv))
        return;
    for (size_t i = 0; i < SEEDS; i++) {
        const FitRow *rows = outcomes[i].rows;
        csv_row(&csv, "%zu,%.6f,%.6f,%.6f,%.6f,%.6f", i + 1,
                rows[1].test.accuracy, rows[10].test.accuracy,
                rows[EPOCHS].test.accuracy, rows[EPOCHS].train.loss,
                rows[EPOCHS].test.loss);
    }
    csv_close(&csv);
}

/* The default net from three seeds; the first outcome stays for the sweep. */
static Outcome run_default(Session *s)
{
    static const char *const names[SEEDS] = {"default", "default_2",
                                             "default_3"};
    Outcome o[SEEDS];
    bool agree = true;
    for (size_t i = 0; i < SEEDS; i++) {
        Run run = default_run(s, names[i], experiment_seed() + i);
        run.brief = i > 0;
        o[i] = carry_out(&run);
        agree &= agrees(&o[i], &run);
        write_settings(&run, &o[i]);
    }
    show_first(s, &o[0]);
    write_seeds(s, o);
    judge_accuracy(s, AFTER_1, MEASURE_1, median_after(o, 1));
    judge_accuracy(s, AFTER_10, MEASURE_10, median_after(o, 10));
    judge_accuracy(s, AFTER_30, MEASURE_30, median_after(o, EPOCHS));
    run_verdict(RUN, AGREES, agree,
                "class_predict() does not say what the trained parameters "
                "say",
                "on the test inputs, to 1e-4");
    outcome_free(&o[1]);
    outcome_free(&o[2]);
    return o[0];
}

static void run_control(Session *s)
{
    Data without = mixed(&s->train, experiment_seed());
    Run run = default_run(s, "mixed_labels", experiment_seed());
    run.train = &without;
    run.epochs = CONTROL_EPOCHS;
    run.brief = true;
    Outcome o = carry_out(&run);
    double came = o.rows[run.epochs].test.accuracy;
    double most = s->spreads[MEASURE_CONTROL].threshold;
    write_settings(&run, &o);
    run_verdict(RUN, CONTROL, came <= most,
                "trained on labels that were mixed up, the net still knows "
                "the digits: it did not learn from what it was given",
                "accuracy %.4f, at most %.4f is due", came, most);
    outcome_free(&o);
    data_free(&without);
}

/* All rates in one table, epoch by epoch. */
static void write_sweep(const Session *s, const Outcome o[RATE_COUNT])
{
    char header[400] = "epoch";
    Csv csv;
    for (size_t r = 0; r < RATE_COUNT; r++)
        snprintf(header + strlen(header), sizeof header - strlen(header),
                 ",loss_%g,accuracy_%g", RATES[r], RATES[r]);
    if (!start_table(s, "sweep.csv", header, &csv))
        return;
    for (size_t i = 0; i <= EPOCHS; i++) {
        char line[400] = "";
        for (size_t r = 0; r < RATE_COUNT; r++)
            snprintf(line + strlen(line), sizeof line - strlen(line),
                     ",%.6f,%.6f", o[r].rows[i].test.loss,
                     o[r].rows[i].test.accuracy);
        csv_row(&csv, "%zu%s", i, line);
    }
    csv_close(&csv);
}

static void write_sweep_ends(const Session *s, const Outcome o[RATE_COUNT])
{
    Csv csv;
    if (!start_table(s, "rates.csv",
                     "rate,train_loss,test_loss,train_accuracy,"
                     "test_accuracy",
                     &csv))
        return;
    for (size_t r = 0; r < RATE_COUNT; r++) {
        const FitRow *last = &o[r].rows[EPOCHS];
        csv_row(&csv, "%g,%.6f,%.6f,%.6f,%.6f", RATES[r], last->train.loss,
                last->test.loss, last->train.accuracy, last->test.accuracy);
    }
    csv_close(&csv);
}

/* Among the rates that are small enough to be told apart, a larger one has
 * come further after equally many steps. */
static void judge_sweep(const Outcome o[RATE_COUNT])
{
    bool ordered = true;
    size_t tenth = 0;
    while (RATES[tenth] > RATE)
        tenth++;
    for (size_t r = tenth; r + 1 < RATE_COUNT; r++)
        ordered &=
            o[r].rows[EPOCHS].train.loss < o[r + 1].rows[EPOCHS].train.loss;
    run_verdict(SWEEP, ORDER, ordered,
                "a smaller learning rate ends with a smaller training loss: "
                "the rate does not do what it should",
                "rates .1, .03, .01, .001: losses %.4f, %.4f, %.4f, %.4f",
                o[tenth].rows[EPOCHS].train.loss,
                o[tenth + 1].rows[EPOCHS].train.loss,
                o[tenth + 2].rows[EPOCHS].train.loss,
                o[tenth + 3].rows[EPOCHS].train.loss);
}

static void run_sweep(Session *s, const Outcome *first)
{
    static const char *const names[RATE_COUNT] = {"rate_1",    "rate_0.3",
                                                  "default",   "rate_0.03",
                                                  "rate_0.01", "rate_0.001"};
    Outcome o[RATE_COUNT];
    for (size_t r = 0; r < RATE_COUNT; r++) {
        o[r] = *first;
        if (RATES[r] == RATE)
            continue;
        Run run = default_run(s, names[r], experiment_seed());
        run.rate = RATES[r];
        run.brief = true;
        o[r] = carry_out(&run);
        write_settings(&run, &o[r]);
    }
    write_sweep(s, o);
    write_sweep_ends(s, o);
    judge_sweep(o);
    for (size_t r = 0; r < RATE_COUNT; r++)
        if (RATES[r] != RATE)
            outcome_free(&o[r]);
}

/* Methods side by side */

static Csv methods;

static void write_method(const char *what, const FitRow *row, Recall r)
{
    csv_row(&methods, "%s,%.6f,%.6f,%.6f,%.6f,%.6f,%.6f", what,
            row->train.loss, row->test.loss, row->train.accuracy,
            row->test.accuracy, r.recall, r.balanced);
}

static Outcome run_five(Session *s)
{
    Data train = is_digit(&s->train, 5), test = is_digit(&s->test, 5);
    Run run =
        other_run(s, "hidden_64", &one_of_64, LONG_EPOCHS, experiment_seed());
    run.train = &train;
    run.test = &test;
    Outcome o = carry_out(&run);
    Recall r = recall_of_run(&run, &o);
    double due = s->spreads[MEASURE_FIVE].threshold;
    write_settings(&run, &o);
    write_method(run.name, &o.rows[LONG_EPOCHS], r);
    run_verdict(HIDDEN, BALANCED, r.balanced >= due,
                "the net with a hidden layer has not learnt enough: its "
                "balanced accuracy is below the threshold",
                "%.4f, at least %.4f is due on %s", r.balanced, due,
                s->test.name);
    data_free(&train);
    data_free(&test);
    return o;
}

/* One neuron, for comparison. */
static void run_single(Session *s)
{
    Data train = is_digit(&s->train, 5), test = is_digit(&s->test, 5);
    Run run = other_run(s, "single_neuron", &one_alone, LONG_EPOCHS,
                        experiment_seed());
    run.train = &train;
    run.test = &test;
    run.brief = true;
    Outcome o = carry_out(&run);
    write_settings(&run, &o);
    write_method(run.name, &o.rows[LONG_EPOCHS], recall_of_run(&run, &o));
    data_free(&train);
    data_free(&test);
    outcome_free(&o);
}

static void write_never_five(const Session *s)
{
    Data five = is_digit(&s->test, 5), all = is_digit(&s->train, 5);
    double share[2] = {0, 0};
    const Data *halves[] = {&all, &five};
    for (size_t h = 0; h < 2; h++)
        for (size_t i = 0; i < halves[h]->count; i++)
            share[h] += halves[h]->labels[i] / (double)halves[h]->count;
    double p = share[0]; /* the best constant answer */
    FitRow row = {0};
    Score *scores[] = {&row.train, &row.test};
    for (size_t h = 0; h < 2; h++)
        *scores[h] = (Score){-share[h] * log(p) - (1 - share[h]) * log(1 - p),
                             1 - share[h]};
    write_method("always_not_5", &row, (Recall){0, 0.5});
    data_free(&five);
    data_free(&all);
}

static Outcome run_ten(Session *s)
{
    Run run = other_run(s, "ten_classes", &ten_of_64, LONG_EPOCHS,
                        experiment_seed());
    Outcome o = carry_out(&run);
    double came = o.rows[LONG_EPOCHS].test.accuracy;
    double due = s->spreads[MEASURE_TEN].threshold;
    write_settings(&run, &o);
    write_method(run.name, &o.rows[LONG_EPOCHS], (Recall){NAN, NAN});
    run_verdict(TEN, REACHED, came >= due,
                "the net of ten classes has not learnt enough: its test "
                "accuracy is below the threshold",
                "%.4f, at least %.4f is due on %s", came, due, s->test.name);
    run_verdict(TEN, AGREES, agrees(&o, &run),
                "class_predict() does not say what the trained parameters "
                "say",
                "on the test inputs, to 1e-4");
    return o;
}

static void write_methods_curve(const Session *s, const Outcome *five,
                                const Outcome *ten)
{
    Csv csv;
    if (!start_table(s, "methods_curve.csv",
                     "epoch,five_train,five_test,ten_train,ten_test", &csv))
        return;
    for (size_t i = 0; i <= LONG_EPOCHS; i++)
        csv_row(&csv, "%zu,%.6f,%.6f,%.6f,%.6f", i, five->rows[i].train.loss,
                five->rows[i].test.loss, ten->rows[i].train.loss,
                ten->rows[i].test.loss);
    csv_close(&csv);
}

/* No hidden layer at all, and inputs of mean 0 and deviation 1. */
static void run_variants(Session *s)
{
    Run linear =
        other_run(s, "linear", &ten_alone, EPOCHS, experiment_seed());
    Run standard = default_run(s, "standardised", experiment_seed());
    standard.standardised = true;
    Run *runs[] = {&linear, &standard};
    for (size_t i = 0; i < 2; i++) {
        runs[i]->brief = true;
        Outcome o = carry_out(runs[i]);
        write_settings(runs[i], &o);
        write_method(runs[i]->name, &o.rows[EPOCHS], (Recall){NAN, NAN});
        outcome_free(&o);
    }
}

static void run_methods(Session *s)
{
    start_table(s, "methods.csv",
                "what,train_loss,test_loss,train_accuracy,test_accuracy,"
                "recall,balanced",
                &methods);
    write_never_five(s);
    run_single(s);
    Outcome five = run_five(s), ten = run_ten(s);
    run_variants(s);
    csv_close(&methods);
    write_methods_curve(s, &five, &ten);
    outcome_free(&five);
    outcome_free(&ten);
}

/* Any digit against the rest. */
static void run_digits(Session *s)
{
    Csv csv;
    static const char *const names[CLASSES] = {
        "digit_0", "digit_1", "digit_2", "digit_3", "digit_4",
        "digit_5", "digit_6", "digit_7", "digit_8", "digit_9"};
    start_table(s, "digits.csv", "digit,accuracy,recall,balanced", &csv);
    for (size_t digit = 0; digit < CLASSES; digit++) {
        Data train = is_digit_says_student(&s->train, digit);
        Data test = is_digit(&s->test, (uint8_t)digit);
        Run run = other_run(s, names[digit], &one_of_64, DIGIT_EPOCHS,
                            experiment_seed() + digit);
        run.train = &train;
        run.test = &test;
        run.brief = true;
        Outcome o = carry_out(&run);
        Recall r = recall_of_run(&run, &o);
        write_settings(&run, &o);
        csv_row(&csv, "%zu,%.6f,%.6f,%.6f", digit,
                o.rows[DIGIT_EPOCHS].test.accuracy, r.recall, r.balanced);
        outcome_free(&o);
        data_free(&train);
        data_free(&test);
    }
    csv_close(&csv);
}

/* A call may take 20 times the processor time of the reference's epoch, and
 * at least 10 seconds: a forward pass of the training set, timed here on the
 * wall since much of it is done elsewhere, is more than a third of it. */
static void limit_time(const Session *s)
{
    Model model;
    struct timespec from, to;
    if (!model_new(DEFAULT_NET.plan, &model))
        return;
    clock_gettime(CLOCK_MONOTONIC, &from);
    model_score(&model, &s->train, &s->scale, NULL);
    clock_gettime(CLOCK_MONOTONIC, &to);
    double ms = 1e3 * (double)(to.tv_sec - from.tv_sec) +
                1e-6 * (double)(to.tv_nsec - from.tv_nsec);
    check_call_ms = (int)fmax(10000, 20 * 3 * ms);
    model_free(&model);
}

/* States of runs are of use until all tables are written. */
static void forget_states(const Session *s)
{
    char name[300];
    FILE *file;
    snprintf(name, sizeof name, "%s/settings.csv", s->dir);
    file = fopen(name, "r");
    while (file && fgets(name, sizeof name, file)) {
        name[strcspn(name, ",\n")] = '\0';
        training_forget(&(Training){
            .name = name, .dir = s->dir, .key = getenv("EXPERIMENT_KEY")});
    }
    if (file)
        fclose(file);
}

static void run_all(Session *s)
{
    size_t epochs = (SEEDS + RATE_COUNT - 1 + 2) * EPOCHS + CONTROL_EPOCHS +
                    3 * LONG_EPOCHS + CLASSES * DIGIT_EPOCHS;
    s->progress = progress_start("chapter 6, epoch", epochs);
    start_table(s, "settings.csv",
                "run,data,layers,neurons,activation,optimiser,rate,batch,"
                "epochs,regularisation,schedule,inputs,train_loss,test_loss,"
                "train_accuracy,test_accuracy",
                &settings);
    Outcome first = run_default(s);
    run_control(s);
    run_sweep(s, &first);
    run_methods(s);
    run_digits(s);
    outcome_free(&first);
    progress_end(&s->progress);
    csv_close(&settings);
    forget_states(s);
}

void experiment(const char *dir)
{
    const char *seeds = getenv("EXPERIMENT_MEASURE");
    Spread spreads[MEASURES] = {0};
    Session s = {.dir = dir, .spreads = spreads};
    if (!data_mnist(DATA_TRAIN, &s.train) || !data_mnist(DATA_TEST, &s.test))
        exit(3); /* it has been said why */
    fprintf(stderr, "chapter 6: data %s, %zu + %zu pictures\n", s.train.name,
            s.train.count, s.test.count);
    s.scale = scale_unit(&s.train);
    if (seeds) {
        measure(&s, seeds);
    } else {
        experiment_data(&s.train);
        experiment_data(&s.test);
        limit_time(&s);
        read_spreads(&s, spreads);
        write_thresholds(&s, spreads);
        write_data(&s);
        write_strip(&s);
        write_architecture(&s);
        run_all(&s);
    }
    data_free(&s.train);
    data_free(&s.test);
}
