/* rates.c - which rate? */
#include "rates.h"
#include "checks.h"
#include "csv.h"
#include "experiment.h"
#include "mnist.h"
#include "runs.h"
#include "session.h"
#include "tables.h"
#include "training.h"

#include <stdio.h>
#include <string.h>

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

void run_sweep(Session *s, const Outcome *first)
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
