/* ablations.c - ablations: one thing changed at a time, the same seeds,
 * pictures held back from the training half to judge by. */
#include "ablations.h"
#include "cifar.h"
#include "csv.h"
#include "experiment.h"
#include "runs.h"
#include "session.h"
#include "tables.h"
#include "thresholds.h"
#include "training.h"

#include <stdio.h>
#include <string.h>

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
                     "held_accuracy,standard_deviation,least,most,"
                     "difference,difference_standard_deviation,"
                     "test_accuracy",
                     &csv))
        return;
    for (size_t w = 0; w < VARIANTS; w++) {
        const Variant *v = &variants[w];
        double held[ABLATION_SEEDS], less[ABLATION_SEEDS];
        Statistics statistics = {0};
        for (size_t i = 0; i < ABLATION_SEEDS; i++) {
            held[i] = v->held[i].accuracy;
            less[i] = held[i] - variants[ALL].held[i].accuracy;
            add(&statistics, held[i]);
        }
        csv_row(
            &csv,
            "%zu,%s,%g,%d,%.6f,%.6f,%.6f,%.6f,%.6f,%.6f,%+.6f,%.6f,%.6f", w,
            variant_names[w], v->settings.rate, ABLATION_SEEDS,
            mean_score(v->train).accuracy, mean_score(v->held).loss,
            mean_of(held, ABLATION_SEEDS), deviation_of(held, ABLATION_SEEDS),
            statistics.least, statistics.most, mean_of(less, ABLATION_SEEDS),
            deviation_of(less, ABLATION_SEEDS), mean_score(v->test).accuracy);
    }
    csv_close(&csv);
}

void run_ablations(Session *s)
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
