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
#include "evaluate.h"
#include "experiment/checks.h"
#include "experiment/learning.h"
#include "experiment/measuring.h"
#include "experiment/methods.h"
#include "experiment/pictures.h"
#include "experiment/rates.h"
#include "experiment/session.h"
#include "experiment/tables.h"
#include "experiment/thresholds.h"
#include "progress.h"
#include "training.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

const RunCheck run_checks[] = {
    {RUN, AFTER_1}, {RUN, AFTER_10}, {RUN, AFTER_30},    {RUN, AGREES},
    {RUN, CONTROL}, {SWEEP, ORDER},  {HIDDEN, BALANCED}, {TEN, REACHED},
    {TEN, AGREES},  {NULL, NULL}};

/* A call may take 20 times what an epoch of the reference takes, and at
 * least 10 seconds: a forward pass of the training set, timed here, is more
 * than a third of such an epoch. */
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
    Statistics statistics[MEASURES] = {0};
    Session s = {.dir = dir, .statistics = statistics};
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
        read_statistics(&s, statistics);
        write_thresholds(&s, statistics);
        write_data(&s);
        write_strip(&s);
        write_architecture(&s);
        run_all(&s);
    }
    data_free(&s.train);
    data_free(&s.test);
}
