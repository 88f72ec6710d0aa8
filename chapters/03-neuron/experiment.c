/* experiment.c - chapter 3: the single neuron learns "5 or not" on the 8x8
 * digits. Training runs through neuron_epoch(); every curve is computed here,
 * from the weights it leaves, so that no label of the test half is ever seen
 * by the code under test.
 *
 * EXPERIMENT_MEASURE=200 in the environment runs that many seeds and writes
 * the thresholds that chapters/03-neuron/thresholds.csv keeps, nothing else.
 */
#include "experiment.h"
#include "csv.h"
#include "digits.h"
#include "disguise.h"
#include "neuron.h"
#include "neuron_judged.h"
#include "progress.h"

#include <float.h>
#include <stdlib.h>
#include <string.h>

#define FIVE "five_or_not"
#define BALANCED "balanced_accuracy_reaches_the_threshold"
#define RECALL "recall_of_the_fives_reaches_the_threshold"
#define AGREES "predictions_agree_with_the_weights"
#define CONTROL "labels_without_sense_teach_nothing"
#define DESCENT "each_epoch_is_gradient_descent"

const RunCheck run_checks[] = {{FIVE, BALANCED}, {FIVE, RECALL},
                               {FIVE, AGREES},   {FIVE, CONTROL},
                               {FIVE, DESCENT},  {NULL, NULL}};

/* [region settings] */
enum { SEEDS = 5, EPOCHS = 100, BATCH = 15 };
static const double RATE = 0.15;
/* [end] */

static const char thresholds_path[] = "chapters/03-neuron/thresholds.csv";

/* The data: inputs of mean 0 and deviation 1, and whether it is a five. */

typedef struct {
    Data digits;
    Mat x, y;
} Half;

typedef struct {
    Half train, test;
} Task;

static void prepare(Half *half, const Scale *scale)
{
    size_t n = half->digits.count, *all = calloc(n, sizeof *all);
    if (!all)
        check_fail("no memory for the digits", NULL, NULL);
    for (size_t i = 0; i < n; i++)
        all[i] = i;
    half->x = mat_new(n, half->digits.features);
    half->y = mat_new(n, 1);
    data_gather(&half->digits, scale, all, &half->x);
    for (size_t i = 0; i < n; i++)
        half->y.data[i] = half->digits.labels[i] == 5;
    free(all);
}

static Task load(DigitsOrder order)
{
    Task task = {0};
    if (!digits_load(order, DATA_TRAIN, &task.train.digits) ||
        !digits_load(order, DATA_TEST, &task.test.digits)) {
        fprintf(stderr, "chapter 3: there is nothing to learn from\n");
        exit(3);
    }
    Scale scale = scale_standard(&task.train.digits, NULL, DIGITS_TRAIN);
    experiment_data(&task.train.digits);
    experiment_data(&task.test.digits);
    prepare(&task.train, &scale);
    prepare(&task.test, &scale);
    return task;
}

static void unload(Task *task)
{
    Half *halves[] = {&task->train, &task->test};
    for (size_t i = 0; i < 2; i++) {
        mat_free(&halves[i]->x);
        mat_free(&halves[i]->y);
        data_free(&halves[i]->digits);
    }
}

/* What the weights are worth, by this program's own forward pass. */

typedef struct {
    double loss, accuracy, recall, balanced;
} Score;

static double logit(const Mat *x, size_t row, const Neuron *neuron)
{
    double z = neuron->b.data[0];
    for (size_t j = 0; j < x->cols; j++)
        z += (double)AT(x, row, j) * neuron->w.data[j];
    return z;
}

/* What a logit costs, by way of the probability of its label. */
static double cost(double z, bool label)
{
    return -log(1 / (1 + exp(label ? -z : z)));
}

static Score score(const Mat *x, const Mat *y, const Neuron *neuron)
{
    double loss = 0, right[2] = {0, 0}, count[2] = {0, 0};
    for (size_t i = 0; i < x->rows; i++) {
        double z = logit(x, i, neuron);
        size_t label = y->data[i] > 0;
        loss += cost(z, label);
        right[label] += (z > 0) == label;
        count[label]++;
    }
    double fives = right[1] / count[1], others = right[0] / count[0];
    return (Score){.loss = loss / (double)x->rows,
                   .accuracy = (right[0] + right[1]) / (double)x->rows,
                   .recall = fives,
                   .balanced = (fives + others) / 2};
}

/* Training */

typedef struct {
    const Task *task;
    const Mat *labels; /* of the training half: true ones, or mixed up */
    uint64_t seed;
    Csv *curve;    /* receives a line for each epoch; NULL: none */
    Neuron neuron; /* as it is left, for the features in their own order */
    Score train, test;
    bool agrees;
    size_t strange; /* epochs that did something else */
    Progress *progress;
    size_t *epochs_done;
} Run;

static void write_epoch(const Run *run, size_t epoch)
{
    if (run->curve)
        csv_row(run->curve, "%zu,%.6f,%.6f,%.6f,%.6f,%.6f,%.6f,%.6f,%.6f",
                epoch, run->train.loss, run->test.loss, run->train.accuracy,
                run->test.accuracy, run->train.recall, run->test.recall,
                run->train.balanced, run->test.balanced);
}

/* Scores the hidden weights on the plain data and writes the line. */
static void look(Run *run, const Disguise *disguise, const Neuron *hidden,
                 size_t epoch)
{
    disguise_undo(disguise, &hidden->w, &run->neuron.w);
    mat_assign(&hidden->b, &run->neuron.b);
    const Task *task = run->task;
    run->train = score(&task->train.x, &task->train.y, &run->neuron);
    run->test = score(&task->test.x, &task->test.y, &run->neuron);
    write_epoch(run, epoch);
}

static size_t *count_up(size_t n)
{
    size_t *index = calloc(n, sizeof *index);
    if (!index)
        check_fail("no memory for an order", NULL, NULL);
    for (size_t i = 0; i < n; i++)
        index[i] = i;
    return index;
}

/* Does neuron_predict() say of the shuffled test inputs what the weights say?
 * It is asked once, after training is over. */
static bool predictions_agree(const Task *task, const Disguise *disguise,
                              const Neuron *hidden, Rng *rng)
{
    const Mat *x = &task->test.x;
    Mat plain = mat_new(x->rows, x->cols), inputs = mat_new(x->rows, x->cols);
    Mat p = mat_new(x->rows, 1), decision = mat_new(x->rows, 1);
    size_t *order = count_up(x->rows);
    rng_shuffle(rng, order, x->rows);
    for (size_t i = 0; i < x->rows; i++)
        memcpy(&AT(&plain, i, 0), &AT(x, order[i], 0),
               x->cols * sizeof(real));
    disguise_samples(disguise, &plain, &inputs);
    experiment_fresh(); /* training has seen no test input, nor will it */
    neuron_predict(&inputs, &hidden->w, &hidden->b, &p, &decision);
    bool agree = true;
    for (size_t i = 0; i < x->rows; i++) {
        double z = logit(&inputs, i, hidden), due = 1 / (1 + exp(-z));
        agree &= fabs(p.data[i] - due) <= 1e-4;
        agree &= fabs(due - 0.5) <= 1e-4 || decision.data[i] == (z > 0);
    }
    free(order);
    mat_free(&plain);
    mat_free(&inputs);
    mat_free(&p);
    mat_free(&decision);
    return agree;
}

/* An epoch by the code under test. */
static void train_once(Run *run, const Mat *inputs, const size_t *order,
                       Neuron *hidden)
{
    Neuron start = {mat_copy(&hidden->w), mat_copy(&hidden->b)};
    neuron_epoch(inputs, run->labels, order, inputs->rows, BATCH, RATE,
                 &hidden->w, &hidden->b);
    if (neuron_went)
        run->strange += !neuron_went(inputs, run->labels, order, BATCH, RATE,
                                     &start, hidden);
    mat_free(&start.w);
    mat_free(&start.b);
}

static void train(Run *run)
{
    const Mat *x = &run->task->train.x;
    Rng rng = rng_new(run->seed);
    Disguise disguise = disguise_new(x->cols, run->seed);
    Mat inputs = mat_new(x->rows, x->cols);
    disguise_samples(&disguise, x, &inputs);
    Neuron hidden = {mat_new(x->cols, 1), mat_new(1, 1)};
    double a = sqrt(6.0 / (double)(x->cols + 1));
    rng_fill(&rng, -a, a, &hidden.w);
    size_t *order = count_up(x->rows);
    experiment_fresh(); /* nothing is kept from the run before */
    look(run, &disguise, &hidden, 0);
    for (size_t epoch = 1; epoch <= EPOCHS; epoch++) {
        rng_shuffle(&rng, order, x->rows);
        train_once(run, &inputs, order, &hidden);
        look(run, &disguise, &hidden, epoch);
        progress_step(run->progress, ++*run->epochs_done, "loss %.3f",
                      run->train.loss);
    }
    run->agrees = predictions_agree(run->task, &disguise, &hidden, &rng);
    free(order);
    mat_free(&inputs);
    mat_free(&hidden.w);
    mat_free(&hidden.b);
    disguise_free(&disguise);
}

static Run start(const Task *task, const Mat *labels, uint64_t seed)
{
    return (Run){.task = task,
                 .labels = labels,
                 .seed = seed,
                 .neuron = {mat_new(task->train.x.cols, 1), mat_new(1, 1)}};
}

static void finish(Run *run)
{
    mat_free(&run->neuron.w);
    mat_free(&run->neuron.b);
}

/* The training labels in an order that has nothing to do with the digits. */
static Mat mixed_labels(const Mat *y, uint64_t seed)
{
    Mat mixed = mat_copy(y);
    size_t *order = count_up(y->rows);
    Rng rng = rng_new(seed ^ 0x6d69786564u); /* not the seed of the run */
    rng_shuffle(&rng, order, y->rows);
    for (size_t i = 0; i < y->rows; i++)
        mixed.data[i] = y->data[order[i]];
    free(order);
    return mixed;
}

/* Thresholds: measured once with the reference, then kept. */

typedef struct {
    const char *name;
    double step; /* by how much one test digit moves it */
    double sum, squares, least, most;
    size_t count;
} Spread;

static void add(Spread *s, double value)
{
    s->least = s->count ? fmin(s->least, value) : value;
    s->most = s->count ? fmax(s->most, value) : value;
    s->sum += value;
    s->squares += value * value;
    s->count++;
}

static double mean_of(const Spread *s)
{
    return s->sum / (double)s->count;
}

static double deviation_of(const Spread *s)
{
    double n = (double)s->count, mean = mean_of(s);
    return sqrt((s->squares - n * mean * mean) / (n - 1));
}

/* Five deviations below the mean: by a normal fit, one run in 3.5 million
 * lies beyond. As runs differ by a digit or two, one digit is counted as a
 * deviation of its own. */
static double low_enough(const Spread *s)
{
    return mean_of(s) - 5 * hypot(deviation_of(s), s->step);
}

static void write_spread(Csv *csv, const Spread *s, double limit)
{
    csv_row(csv, "%s,%zu,%.6f,%.6f,%.6f,%.6f,%.6f,%.4f", s->name, s->count,
            mean_of(s), deviation_of(s), s->step, s->least, s->most, limit);
}

static void measure(const char *dir, size_t seeds)
{
    Task task = load(DIGITS_SHUFFLED);
    double fives = 0, n = (double)task.test.y.rows;
    for (size_t i = 0; i < task.test.y.rows; i++)
        fives += task.test.y.data[i];
    Spread balanced = {.name = "balanced", .step = 0.5 / fives};
    Spread recall = {.name = "recall", .step = 1 / fives};
    Spread accuracy = {.name = "accuracy", .step = 1 / n};
    Spread control = {.name = "control", .step = 0.5 / fives};
    size_t done = 0;
    Progress progress =
        progress_start("measuring, epoch", 2 * seeds * EPOCHS);
    for (size_t i = 0; i < seeds; i++) {
        Mat mixed = mixed_labels(&task.train.y, 1000 + i);
        const Mat *labels[] = {&task.train.y, &mixed};
        for (size_t k = 0; k < 2; k++) {
            Run run = start(&task, labels[k], 1000 + i);
            run.progress = &progress;
            run.epochs_done = &done;
            train(&run);
            add(k ? &control : &balanced, run.test.balanced);
            if (k == 0) {
                add(&recall, run.test.recall);
                add(&accuracy, run.test.accuracy);
            }
            finish(&run);
        }
        mat_free(&mixed);
    }
    progress_end(&progress);
    Csv csv;
    if (csv_open(dir, "thresholds.csv", NULL,
                 "measure,seeds,mean,deviation,digit,least,most,threshold",
                 &csv)) {
        write_spread(&csv, &balanced, low_enough(&balanced));
        write_spread(&csv, &recall, low_enough(&recall));
        write_spread(&csv, &accuracy, low_enough(&accuracy));
        /* Mixed labels fit by luck now and then, so this spread is not a
         * normal one: a third of the way from chance to the real thing. */
        write_spread(&csv, &control,
                     (2 * mean_of(&control) + mean_of(&balanced)) / 3);
        csv_close(&csv);
    }
    unload(&task);
}

/* The threshold of one measure. */
static double threshold(const char *name)
{
    char line[300], measure[40];
    double value, found = NAN;
    FILE *file = fopen(thresholds_path, "r");
    while (file && fgets(line, sizeof line, file))
        if (sscanf(line, "%39[a-z],%*u,%*f,%*f,%*f,%*f,%*f,%lf", measure,
                   &value) == 2 &&
            strcmp(measure, name) == 0)
            found = value;
    if (file)
        fclose(file);
    if (!isnan(found))
        return found;
    fprintf(stderr, "%s: no threshold for %s\n", thresholds_path, name);
    exit(3);
}

/* The table goes to `dir` as well, so that the book can show it. */
static void copy_thresholds(const char *dir)
{
    char line[300];
    Csv csv;
    FILE *file = fopen(thresholds_path, "r");
    if (!file || !fgets(line, sizeof line, file)) {
        fprintf(stderr, "%s: cannot be read\n", thresholds_path);
        exit(3);
    }
    line[strcspn(line, "\n")] = '\0';
    if (csv_open(dir, "thresholds.csv", NULL, line, &csv)) {
        while (fgets(line, sizeof line, file)) {
            line[strcspn(line, "\n")] = '\0';
            csv_row(&csv, "%s", line);
        }
        csv_close(&csv);
    }
    fclose(file);
}

/* The tables of the runs */

static bool start_table(const char *dir, const char *name, const char *header,
                        Csv *csv)
{
    return csv_open(dir, name, getenv("EXPERIMENT_KEY"), header, csv);
}

static int compare(const void *a, const void *b)
{
    double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

/* The median of one number out of each score; NaN if any is NaN. */
static double median(const Score *scores, size_t offset)
{
    double values[SEEDS];
    for (size_t i = 0; i < SEEDS; i++) {
        memcpy(&values[i], (const char *)&scores[i] + offset, sizeof *values);
        if (isnan(values[i]))
            return NAN;
    }
    qsort(values, SEEDS, sizeof *values, compare);
    return values[SEEDS / 2];
}

static Score median_score(const Score *scores)
{
    return (Score){median(scores, offsetof(Score, loss)),
                   median(scores, offsetof(Score, accuracy)),
                   median(scores, offsetof(Score, recall)),
                   median(scores, offsetof(Score, balanced))};
}

static void write_result(Csv *csv, const char *what, Score train, Score test)
{
    csv_row(csv, "%s,%.6f,%.6f,%.6f,%.6f,%.6f,%.6f", what, train.loss,
            test.loss, train.accuracy, test.accuracy, test.recall,
            test.balanced);
}

/* A neuron that has seen the shares of the labels and nothing else: its bias
 * is their log odds, so that it always says "not 5". */
static Neuron never_five(const Mat *y)
{
    double fives = 0;
    for (size_t i = 0; i < y->rows; i++)
        fives += y->data[i];
    Neuron neuron = {mat_new(DIGITS_PIXELS, 1), mat_new(1, 1)};
    neuron.b.data[0] = (real)log(fives / ((double)y->rows - fives));
    return neuron;
}

/* The pictures: two rows of five digits. A table goes through the whole
 * picture line by line, from the top; places that belong to no digit are 0.
 */

enum { SHOWN = 10, ACROSS = 5, WIDTH = 10, HEIGHT = 12 };

typedef struct {
    size_t which[SHOWN];
    double p[SHOWN]; /* what the neuron says of it */
} Album;

static void write_album(const char *dir, const char *name, const Data *digits,
                        const Album *shown)
{
    Csv csv;
    if (!csv_open(dir, name, getenv("EXPERIMENT_KEY"),
                  "column,row,ink,label,probability", &csv))
        return;
    for (size_t row = 0; row < SHOWN / ACROSS * HEIGHT; row++)
        for (size_t column = 0; column < ACROSS * WIDTH; column++) {
            size_t place = row / HEIGHT * ACROSS + column / WIDTH;
            size_t i = shown->which[place];
            size_t down = row % HEIGHT, across = column % WIDTH;
            const uint8_t *pixels = digits->bytes + i * DIGITS_PIXELS;
            csv_row(&csv, "%zu,%zu,%d,%d,%.4f", column, row,
                    down < 8 && across < 8 ? pixels[8 * down + across] : 0,
                    digits->labels[i], shown->p[place]);
        }
    csv_close(&csv);
}

/* The first digit of each class in the training half. */
static void write_strip(const char *dir, const Task *task)
{
    Album album = {0};
    const Data *d = &task->train.digits;
    for (size_t label = 0; label < SHOWN; label++)
        while (album.which[label] + 1 < d->count &&
               d->labels[album.which[label]] != label)
            album.which[label]++;
    write_album(dir, "strip.csv", d, &album);
}

/* How far on the wrong side a digit's logit lies. */
static double wrong_by(const Half *half, size_t i, const Neuron *neuron)
{
    double z = logit(&half->x, i, neuron);
    return half->y.data[i] > 0 ? -z : z;
}

/* The ten test digits that cost most, the dearest first. */
static void write_mistakes(const char *dir, const Task *task,
                           const Neuron *neuron)
{
    const Half *test = &task->test;
    Album album = {0};
    double least = INFINITY; /* wrongness of the last one shown */
    for (size_t place = 0; place < SHOWN; place++) {
        double most = -INFINITY;
        for (size_t i = 0; i < test->x.rows; i++) {
            double wrong = wrong_by(test, i, neuron);
            if (!(wrong < least && wrong > most))
                continue;
            most = wrong;
            album.which[place] = i;
        }
        least = most;
        double z = logit(&test->x, album.which[place], neuron);
        album.p[place] = 1 / (1 + exp(-z));
    }
    write_album(dir, "mistakes.csv", &test->digits, &album);
}

static void write_weights(const char *dir, const Neuron *neuron)
{
    Csv csv;
    if (!start_table(dir, "weights.csv", "column,row,weight", &csv))
        return;
    for (size_t i = 0; i < DIGITS_PIXELS; i++)
        csv_row(&csv, "%zu,%zu,%.6f", i % 8, i / 8,
                (double)neuron->w.data[i]);
    csv_close(&csv);
}

static void write_counts(const char *dir, const Task *task)
{
    Csv csv;
    const Half *halves[] = {&task->train, &task->test};
    if (!start_table(dir, "counts.csv", "half,digits,fives", &csv))
        return;
    for (size_t i = 0; i < 2; i++) {
        double fives = 0;
        for (size_t k = 0; k < halves[i]->y.rows; k++)
            fives += halves[i]->y.data[k];
        csv_row(&csv, "%s,%zu,%.0f", i ? "test" : "training",
                halves[i]->y.rows, fives);
    }
    csv_close(&csv);
}

/* Two short tables about the loss itself */

/* Loss and slope for the label 1, by cross-entropy (the code under test) and
 * by the squared error (p - 1)^2. */
static void write_slopes(const char *dir)
{
    Csv csv;
    if (!start_table(dir, "slopes.csv",
                     "logit,cross_entropy,squared,cross_entropy_slope,"
                     "squared_slope",
                     &csv))
        return;
    Mat y = mat_new(1, 1), dz = mat_new(1, 1);
    mat_fill(&y, 1);
    for (int i = -80; i <= 80; i++) {
        Mat z = mat_of(1, 1, (double[]){i / 10.0});
        double p = 1 / (1 + exp(-i / 10.0));
        double loss = logits_loss(&z, &y);
        logits_grad(&z, &y, &dz);
        csv_row(&csv, "%.1f,%.6f,%.6f,%.6f,%.6f", i / 10.0, loss,
                (p - 1) * (p - 1), (double)dz.data[0],
                2 * (p - 1) * p * (1 - p));
        mat_free(&z);
    }
    mat_free(&y);
    mat_free(&dz);
    csv_close(&csv);
}

/* -log(1 - p) with the probability rounded to float and to double. */
static float naive_float(float z)
{
    float p = 1 / (1 + expf(-z));
    return -logf(1 - p);
}

static double naive_double(double z)
{
    double p = 1 / (1 + exp(-z));
    return -log(1 - p);
}

static double shown(double loss)
{
    return isfinite(loss) ? loss : NAN;
}

/* The loss of the label 0 as the logit grows, and where the naive ways end.
 */
static void write_stable(const char *dir)
{
    Csv csv;
    Mat y = mat_new(1, 1);
    double ends[2] = {NAN, NAN};
    if (!start_table(dir, "stable.csv",
                     "logit,naive_float,naive_double,fused", &csv))
        return;
    for (int i = 0; i <= 240; i++) {
        double at = i / 4.0, in_float = naive_float((float)at);
        Mat z = mat_of(1, 1, &at);
        csv_row(&csv, "%.2f,%.6f,%.6f,%.6f", at, shown(in_float),
                shown(naive_double(at)), logits_loss(&z, &y));
        if (isnan(ends[0]) && isinf(in_float))
            ends[0] = at;
        if (isnan(ends[1]) && isinf(naive_double(at)))
            ends[1] = at;
        mat_free(&z);
    }
    csv_close(&csv);
    if (start_table(dir, "ends.csv", "precision,logit", &csv)) {
        csv_row(&csv, "float,%.2f", ends[0]);
        csv_row(&csv, "double,%.2f", ends[1]);
        csv_close(&csv);
    }
    mat_free(&y);
}

/* The runs */

typedef struct {
    Csv results;
    Progress progress;
    size_t epochs_done;
} Session;

static Run do_run(Session *session, const Task *task, const Mat *labels,
                  uint64_t seed, Csv *curve)
{
    Run run = start(task, labels, seed);
    run.curve = curve;
    run.progress = &session->progress;
    run.epochs_done = &session->epochs_done;
    train(&run);
    return run;
}

static void write_seed(Csv *csv, size_t i, const Run *run)
{
    csv_row(csv, "%zu,%.6f,%.6f,%.6f,%.6f,%.6f,%.6f", i + 1, run->train.loss,
            run->test.loss, run->train.accuracy, run->test.accuracy,
            run->test.recall, run->test.balanced);
}

/* What runs from several starts have in common. */
typedef struct {
    Score middle;
    bool agree;
    size_t strange;
} Group;

/* Trains from SEEDS starts; draws the first. */
static Group run_seeds(const char *dir, Session *session, const Task *task)
{
    Score train_scores[SEEDS], test_scores[SEEDS];
    Csv curve, seeds;
    Group group = {.agree = true};
    start_table(dir, "seeds.csv",
                "run,train_loss,test_loss,train_accuracy,test_accuracy,"
                "recall,balanced",
                &seeds);
    start_table(dir, "curve.csv",
                "epoch,train_loss,test_loss,train_accuracy,test_accuracy,"
                "train_recall,test_recall,train_balanced,test_balanced",
                &curve);
    for (size_t i = 0; i < SEEDS; i++) {
        Run run = do_run(session, task, &task->train.y, experiment_seed() + i,
                         i == 0 ? &curve : NULL);
        train_scores[i] = run.train;
        test_scores[i] = run.test;
        group.agree &= run.agrees;
        group.strange += run.strange;
        write_seed(&seeds, i, &run);
        if (i == 0) {
            write_weights(dir, &run.neuron);
            write_mistakes(dir, task, &run.neuron);
        }
        finish(&run);
    }
    csv_close(&curve);
    csv_close(&seeds);
    group.middle = median_score(test_scores);
    write_result(&session->results, "median", median_score(train_scores),
                 group.middle);
    return group;
}

static double run_control(Session *session, const Task *task)
{
    Mat mixed = mixed_labels(&task->train.y, experiment_seed());
    Run run = do_run(session, task, &mixed, experiment_seed(), NULL);
    double balanced = run.test.balanced;
    write_result(&session->results, "mixed_labels", run.train, run.test);
    finish(&run);
    mat_free(&mixed);
    return balanced;
}

static void run_baseline(Session *session, const Task *task)
{
    Neuron never = never_five(&task->train.y);
    write_result(&session->results, "always_not_5",
                 score(&task->train.x, &task->train.y, &never),
                 score(&task->test.x, &task->test.y, &never));
    mat_free(&never.w);
    mat_free(&never.b);
}

/* As published: the test digits are by other people. */
static void run_other_writers(Session *session)
{
    Task task = load(DIGITS_FILE_ORDER);
    Run run = do_run(session, &task, &task.train.y, experiment_seed(), NULL);
    write_result(&session->results, "other_writers", run.train, run.test);
    finish(&run);
    unload(&task);
}

static void judge(const Group *group, double control)
{
    Score middle = group->middle;
    double balanced = threshold("balanced"), recall = threshold("recall");
    double chance = threshold("control");
    run_verdict(FIVE, BALANCED, middle.balanced >= balanced,
                "the neuron has not learnt enough: its balanced accuracy is "
                "below the threshold",
                "%.4f, at least %.4f is due", middle.balanced, balanced);
    run_verdict(FIVE, RECALL, middle.recall >= recall,
                "the neuron misses too many fives: its recall is below the "
                "threshold",
                "%.4f, at least %.4f is due", middle.recall, recall);
    run_verdict(FIVE, AGREES, group->agree,
                "neuron_predict() does not say what the trained weights say",
                "on the test inputs, to 1e-4");
    run_verdict(FIVE, DESCENT, group->strange == 0,
                "an epoch does something else than gradient descent on the "
                "batches it was given",
                "%zu of %d epochs", group->strange, SEEDS * EPOCHS);
    run_verdict(FIVE, CONTROL, control <= chance,
                "trained on labels that were mixed up, the neuron still "
                "knows the fives: it did not learn from what it was given",
                "balanced accuracy %.4f, at most %.4f is due", control,
                chance);
}

void experiment(const char *dir)
{
    const char *seeds = getenv("EXPERIMENT_MEASURE");
    if (seeds) {
        measure(dir, (size_t)strtoul(seeds, NULL, 10));
        return;
    }
    Task task = load(DIGITS_SHUFFLED);
    Session session = {
        .progress = progress_start("chapter 3, epoch", (SEEDS + 2) * EPOCHS)};
    start_table(dir, "results.csv",
                "what,train_loss,test_loss,train_accuracy,test_accuracy,"
                "recall,balanced",
                &session.results);
    copy_thresholds(dir);
    write_counts(dir, &task);
    write_strip(dir, &task);
    write_slopes(dir);
    write_stable(dir);
    Group group = run_seeds(dir, &session, &task);
    run_baseline(&session, &task);
    run_other_writers(&session);
    double control = run_control(&session, &task);
    progress_end(&session.progress);
    csv_close(&session.results);
    judge(&group, control);
    unload(&task);
}
