/* tables.c - tables. */
#include "tables.h"
#include "csv.h"
#include "mnist.h"
#include "runs.h"
#include "session.h"
#include "training.h"

#include <stdio.h>
#include <stdlib.h>

bool start_table(const Session *s, const char *name, const char *header,
                 Csv *csv)
{
    return csv_open(s->dir, name, getenv("EXPERIMENT_KEY"), header, csv);
}

void write_data(const Session *s)
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

Csv settings;

void write_settings(const Run *run, const Outcome *o)
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

void write_curve(const Session *s, const char *name, const Outcome *o)
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
