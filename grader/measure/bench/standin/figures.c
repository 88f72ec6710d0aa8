/* figures.c - how hard the stand-ins are: a linear classifier and a network
 * on each, several seeds, into DIR/standin.csv.
 *
 *   figures DIR */
#include "cifar.h"
#include "csv.h"
#include "evaluate.h"

#include <stdlib.h>

enum { SEEDS = 5, MOST_EPOCHS = 30 };

static const Settings digits = {
    .optimiser = "sgd", .rate = 0.1, .batch = 64, .epochs = 30};
static const Settings scenes = {
    .optimiser = "adam", .rate = 1e-3, .batch = 128, .epochs = 20};
static const Settings scenes_l2 = {.optimiser = "adam",
                                   .rate = 1e-3,
                                   .l2 = 3e-3,
                                   .batch = 128,
                                   .epochs = 20};

static const struct {
    const char *name;
    bool colour;
    const char *plan, *rule;
    const Settings *settings;
} runs[] = {
    {"digits linear", false, "linear 784 10\n", "xavier", &digits},
    {"digits 784-128-64-10 sigmoid", false,
     "linear 784 128\nsigmoid\nlinear 128 64\nsigmoid\nlinear 64 10\n",
     "xavier", &digits},
    {"scenes linear", true, "linear 3072 10\n", "xavier", &scenes},
    {"scenes 3072-256-128-10 relu", true,
     "linear 3072 256\nrelu\nlinear 256 128\nrelu\nlinear 128 10\n", "he",
     &scenes},
    {"scenes 3072-256-128-10 relu L2 0.003", true,
     "linear 3072 256\nrelu\nlinear 256 128\nrelu\nlinear 128 10\n", "he",
     &scenes_l2}};

/* What an epoch needs beside the net and the samples. */
typedef struct {
    const Settings *settings;
    Optimiser *optimiser; /* made for the net of the first epoch */
    uint64_t seed;
} Trainer;

static double epoch(Net *net, const Samples *samples, size_t number,
                    void *context)
{
    Trainer *t = context;
    if (!t->optimiser)
        t->optimiser = optimiser_new(t->settings->optimiser, net);
    return cifar_epoch(net, t->optimiser, samples, t->settings, number,
                       1000 * t->seed + number);
}

static bool run(size_t i, uint64_t seed, const Data set[2], Csv *csv)
{
    FitRow rows[MOST_EPOCHS + 1];
    Trainer trainer = {runs[i].settings, NULL, seed};
    Scale scale = runs[i].colour ? scale_standard(&set[0], NULL, set[0].count)
                                 : scale_unit(&set[0]);
    Fit fit = {.label = runs[i].name,
               .plan = runs[i].plan,
               .rule = runs[i].rule,
               .seed = seed,
               .train = &set[0],
               .test = &set[1],
               .scale = &scale,
               .epochs = runs[i].settings->epochs,
               .epoch = epoch,
               .context = &trainer};
    if (!fit_run(&fit, rows, NULL))
        return false;
    const FitRow *last = &rows[fit.epochs];
    csv_row(csv, "%s,%d,%.4f,%.4f,%.4f,%.4f", runs[i].name, (int)seed,
            last->train.loss, last->train.accuracy, last->test.loss,
            last->test.accuracy);
    optimiser_free(trainer.optimiser);
    return true;
}

int main(int argc, char **argv)
{
    Data set[2][2]; /* grey or colour, then the part */
    Csv csv;
    setenv("DATASETS", "none", 1);
    bool ok = argc == 2 && data_mnist(DATA_TRAIN, &set[0][0]) &&
              data_mnist(DATA_TEST, &set[0][1]) &&
              data_cifar(DATA_TRAIN, &set[1][0]) &&
              data_cifar(DATA_TEST, &set[1][1]) &&
              csv_open(argv[1], "standin.csv", NULL,
                       "net,seed,train_loss,train_accuracy,test_loss,"
                       "test_accuracy",
                       &csv);
    for (size_t i = 0; i < sizeof runs / sizeof *runs && ok; i++)
        for (uint64_t seed = 1; seed <= SEEDS && ok; seed++)
            ok = run(i, seed, set[runs[i].colour], &csv);
    return ok && csv_close(&csv) ? 0 : 1;
}
