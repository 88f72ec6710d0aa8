/* measuring.c - measuring the reference. */
#include "measuring.h"
#include "csv.h"
#include "labels.h"
#include "methods.h"
#include "mnist.h"
#include "progress.h"
#include "runs.h"
#include "session.h"
#include "thresholds.h"
#include "training.h"

#include <stdio.h>
#include <string.h>

static void write_measure(const Session *s, size_t measure, uint64_t seed,
                          double value)
{
    char path[4096];
    snprintf(path, sizeof path, "%s/measured.csv", s->dir);
    FILE *file = fopen(path, "a");
    if (!file)
        return;
    fprintf(file, "%s,%s,%zu,%.6f\n", s->test.name, measures[measure].name,
            (size_t)seed, value);
    fclose(file);
}

static void measure_default(Session *s, uint64_t seed)
{
    Data without = mixed(&s->train, seed);
    Run runs[] = {default_run(s, "default", seed),
                  default_run(s, "control", seed)};
    runs[1].train = &without;
    runs[1].epochs = CONTROL_EPOCHS;
    for (size_t i = 0; i < 2; i++) {
        runs[i].brief = true;
        Outcome o = carry_out(&runs[i]);
        if (i == 0) {
            write_measure(s, MEASURE_1, seed, o.rows[1].test.accuracy);
            write_measure(s, MEASURE_10, seed, o.rows[10].test.accuracy);
        }
        write_measure(s, i ? MEASURE_CONTROL : MEASURE_30, seed,
                      o.rows[o.epochs].test.accuracy);
        outcome_free(&o);
    }
    data_free(&without);
}

static void measure_long(Session *s, uint64_t seed)
{
    Data train = is_digit(&s->train, 5), test = is_digit(&s->test, 5);
    Run five = other_run(s, "hidden", &one_of_64, LONG_EPOCHS, seed);
    Run ten = other_run(s, "ten", &ten_of_64, LONG_EPOCHS, seed);
    five.train = &train;
    five.test = &test;
    five.brief = ten.brief = true;
    Outcome o = carry_out(&five);
    write_measure(s, MEASURE_FIVE, seed, recall_of_run(&five, &o).balanced);
    outcome_free(&o);
    o = carry_out(&ten);
    write_measure(s, MEASURE_TEN, seed, o.rows[o.epochs].test.accuracy);
    outcome_free(&o);
    data_free(&train);
    data_free(&test);
}

void measure(Session *s, const char *what)
{
    char part[20];
    size_t from, to;
    if (sscanf(what, "%19s %zu %zu", part, &from, &to) != 3)
        return;
    bool both = strcmp(part, "default") == 0;
    size_t each = both ? EPOCHS + CONTROL_EPOCHS : 2 * LONG_EPOCHS;
    s->quiet = true;
    s->progress = progress_start("measuring, epoch", (to - from) * each);
    for (size_t seed = from; seed < to; seed++)
        (both ? measure_default : measure_long)(s, seed);
    progress_end(&s->progress);
}
