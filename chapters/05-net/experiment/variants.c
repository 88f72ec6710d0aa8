/* variants.c - other settings of the two-layer net. */
#include "variants.h"
#include "csv.h"
#include "digits.h"
#include "groups.h"
#include "nets.h"
#include "settings.h"
#include "tables.h"
#include "task.h"
#include "training.h"

#include <stdio.h>

/* [region settings] */
static const struct {
    double rate;
    size_t batch, epochs;
} settings[] = {{.015, 15, 20}, {.15, 15, 20}, {.75, 15, 20}, {1.2, 40, 20},
                {.15, 5, 20},   {.15, 60, 20}, {.15, 15, 100}};
/* [end] */

void run_settings(const char *dir, const Task *task)
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

void run_rates(const char *dir, const Task *task)
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

void run_order(const char *dir, const Task *shuffled)
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

void run_trap(const char *dir, const Task *task)
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
