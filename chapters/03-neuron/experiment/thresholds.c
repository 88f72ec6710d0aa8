/* thresholds.c - thresholds: measured once with the reference, then kept. */
#include "thresholds.h"
#include "csv.h"
#include "digits.h"
#include "progress.h"
#include "settings.h"
#include "task.h"
#include "training.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char thresholds_path[] = "chapters/03-neuron/thresholds.csv";

typedef struct {
    const char *name;
    double step; /* by how much one test digit moves it */
    double sum, squares, least, most;
    size_t count;
} Statistics;

static void add(Statistics *s, double value)
{
    s->least = s->count ? fmin(s->least, value) : value;
    s->most = s->count ? fmax(s->most, value) : value;
    s->sum += value;
    s->squares += value * value;
    s->count++;
}

static double mean_of(const Statistics *s)
{
    return s->sum / (double)s->count;
}

static double deviation_of(const Statistics *s)
{
    double n = (double)s->count, mean = mean_of(s);
    return sqrt((s->squares - n * mean * mean) / (n - 1));
}

/* Five deviations below the mean: by a normal fit, one run in 3.5 million
 * lies beyond. As runs differ by a digit or two, one digit is counted as a
 * deviation of its own. */
static double low_enough(const Statistics *s)
{
    return mean_of(s) - 5 * hypot(deviation_of(s), s->step);
}

static void write_statistics(Csv *csv, const Statistics *s, double limit)
{
    csv_row(csv, "%s,%zu,%.6f,%.6f,%.6f,%.6f,%.6f,%.4f", s->name, s->count,
            mean_of(s), deviation_of(s), s->step, s->least, s->most, limit);
}

void measure(const char *dir, size_t seeds)
{
    Task task = load(DIGITS_SHUFFLED);
    double fives = 0, n = (double)task.test.y.rows;
    for (size_t i = 0; i < task.test.y.rows; i++)
        fives += task.test.y.data[i];
    Statistics balanced = {.name = "balanced", .step = 0.5 / fives};
    Statistics recall = {.name = "recall", .step = 1 / fives};
    Statistics accuracy = {.name = "accuracy", .step = 1 / n};
    Statistics control = {.name = "control", .step = 0.5 / fives};
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
                 "measure,seeds,mean,standard_deviation,digit,least,most,"
                 "threshold",
                 &csv)) {
        write_statistics(&csv, &balanced, low_enough(&balanced));
        write_statistics(&csv, &recall, low_enough(&recall));
        write_statistics(&csv, &accuracy, low_enough(&accuracy));
        /* Mixed labels fit by luck now and then, so this spread is not a
         * normal one: a third of the way from chance to the real thing. */
        write_statistics(&csv, &control,
                         (2 * mean_of(&control) + mean_of(&balanced)) / 3);
        csv_close(&csv);
    }
    unload(&task);
}

double threshold(const char *name)
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

void copy_thresholds(const char *dir)
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
