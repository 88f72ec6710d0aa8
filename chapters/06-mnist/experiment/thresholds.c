/* thresholds.c - thresholds, from measurements that were made once with the
 * reference and are kept: data,measure,seed,value. */
#include "thresholds.h"
#include "csv.h"
#include "session.h"
#include "tables.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char measured_path[] = "chapters/06-mnist/measured.csv";

static void add(Statistics *s, double value)
{
    s->least = s->count ? fmin(s->least, value) : value;
    s->most = s->count ? fmax(s->most, value) : value;
    s->sum += value;
    s->squares += value * value;
    s->count++;
}

/* Five deviations below (or above) the mean: by a normal fit, one run in 3.5
 * million lies beyond. As runs differ by a few digits, what one test digit
 * moves is counted as a deviation of its own. The median of three normal
 * numbers has .6701 of their deviation. */
static void finish(Statistics *s, const Measure *m, bool real)
{
    double n = (double)s->count;
    s->mean = s->sum / n;
    s->deviation = sqrt((s->squares - n * s->mean * s->mean) / (n - 1));
    double deviation = s->deviation * (m->median ? 0.6701 : 1);
    s->threshold = s->mean + m->side * 5 * hypot(deviation, s->digit);
    if (real && m->stated > 0)
        s->threshold = fmin(s->threshold, m->stated);
}

/* What one test digit moves: accuracy, or the mean of two recalls. */
static double digit_step(const Data *test, size_t measure)
{
    double count = 0;
    for (size_t i = 0; i < test->count; i++)
        count += measure != MEASURE_FIVE || test->labels[i] == 5;
    return (measure == MEASURE_FIVE ? 0.5 : 1) / count;
}

static void read_line(const char *line, const char *data,
                      Statistics statistics[MEASURES])
{
    char set[40], name[40];
    double value;
    if (sscanf(line, "%39[^,],%39[^,],%*u,%lf", set, name, &value) != 3 ||
        strcmp(set, data) != 0)
        return;
    for (size_t i = 0; i < MEASURES; i++)
        if (strcmp(name, measures[i].name) == 0)
            add(&statistics[i], value);
}

void read_statistics(const Session *s, Statistics statistics[MEASURES])
{
    char line[300];
    FILE *file = fopen(measured_path, "r");
    while (file && fgets(line, sizeof line, file))
        read_line(line, s->test.name, statistics);
    if (file)
        fclose(file);
    for (size_t i = 0; i < MEASURES; i++) {
        statistics[i].digit = digit_step(&s->test, i);
        finish(&statistics[i], &measures[i], !data_is_standin(&s->test));
        if (statistics[i].count >= 5)
            continue;
        fprintf(stderr, "%s: %zu measurements of %s on %s are too few\n",
                measured_path, statistics[i].count, measures[i].name,
                s->test.name);
        exit(3);
    }
}

void write_thresholds(const Session *s, const Statistics statistics[MEASURES])
{
    Csv csv;
    if (!start_table(
            s, "thresholds.csv",
            "data,measure,seeds,mean,standard_deviation,least,most,threshold",
            &csv))
        return;
    for (size_t i = 0; i < MEASURES; i++)
        csv_row(&csv, "%s,%s,%zu,%.6f,%.6f,%.6f,%.6f,%.4f", s->test.name,
                measures[i].name, statistics[i].count, statistics[i].mean,
                statistics[i].deviation, statistics[i].least,
                statistics[i].most, statistics[i].threshold);
    csv_close(&csv);
}
