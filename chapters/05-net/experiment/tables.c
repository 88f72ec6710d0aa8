/* tables.c - tables. */
#include "tables.h"
#include "csv.h"
#include "task.h"
#include "training.h"

#include <stdio.h>
#include <stdlib.h>

Csv table(const char *dir, const char *name, const char *header)
{
    Csv csv;
    if (!csv_open(dir, name, getenv("EXPERIMENT_KEY"), header, &csv))
        exit(3);
    return csv;
}

void write_curve(const char *dir, const char *id, const Outcome *out,
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

void write_counts(const char *dir, const Task *task)
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
