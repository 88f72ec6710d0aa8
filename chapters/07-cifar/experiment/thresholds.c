/* thresholds.c - thresholds, from measurements that were made once with the
 * reference and are kept: data,measure,seed,value. */
#include "thresholds.h"
#include "csv.h"
#include "experiment.h"
#include "session.h"
#include "tables.h"

#include <stdio.h>
#include <string.h>

static const char measured_path[] = "chapters/07-cifar/measured.csv";

void add(Statistics *s, double value)
{
    s->least = s->count ? fmin(s->least, value) : value;
    s->most = s->count ? fmax(s->most, value) : value;
    s->sum += value;
    s->squares += value * value;
    s->count++;
}

/* Five deviations below (or above) the mean: by a normal fit, one run in 3.5
 * million lies beyond. What one test picture moves is counted as a deviation
 * of its own. */
static void finish_statistics(Statistics *s, double side, double picture)
{
    double n = (double)s->count;
    s->mean = s->sum / n;
    s->deviation = sqrt((s->squares - n * s->mean * s->mean) / (n - 1));
    s->threshold = s->mean + side * 5 * hypot(s->deviation, picture);
}

void read_measured(Session *s)
{
    char line[300], set[40], name[40];
    double value;
    FILE *file = fopen(measured_path, "r");
    while (file && fgets(line, sizeof line, file)) {
        if (sscanf(line, "%39[^,],%39[^,],%*u,%lf", set, name, &value) != 3)
            continue;
        for (size_t i = 0; i < MEASURES; i++)
            if (strcmp(name, measures[i].name) == 0 &&
                strcmp(set, s->test.name) == 0)
                add(&s->statistics[i], value);
    }
    if (file)
        fclose(file);
    for (size_t i = 0; i < MEASURES; i++) {
        finish_statistics(&s->statistics[i], measures[i].side,
                          1 / (double)s->test.count);
        if (s->real)
            s->statistics[i].threshold = measures[i].stated;
        else if (s->statistics[i].count < 20)
            check_fail("\x1etoo few measurements for a threshold", NULL,
                       measured_path);
    }
}

void write_thresholds(const Session *s)
{
    Csv csv;
    if (!start_table(
            s, "thresholds.csv",
            "data,measure,seeds,mean,standard_deviation,least,most,threshold",
            &csv))
        return;
    for (size_t i = 0; i < MEASURES; i++)
        csv_row(&csv, "%s,%s,%zu,%.6f,%.6f,%.6f,%.6f,%.4f", s->test.name,
                measures[i].name, s->statistics[i].count,
                s->statistics[i].mean, s->statistics[i].deviation,
                s->statistics[i].least, s->statistics[i].most,
                s->statistics[i].threshold);
    csv_close(&csv);
}
