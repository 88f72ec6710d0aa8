/* measuring.c - measuring the reference. */
#include "measuring.h"
#include "cifar.h"
#include "csv.h"
#include "graded.h"
#include "progress.h"
#include "runs.h"
#include "session.h"
#include "training.h"
#include "tuned.h"

#include <stdio.h>

static void measure_one(Session *s, FILE *file, Measure which,
                        const Settings *set, uint64_t seed)
{
    Data senseless = mixed(&s->train, seed);
    Run run = run_of(s, measures[which].name, set, seed);
    if (which == MEASURE_CONTROL)
        run.train = &senseless;
    Outcome o = carry_out(&run);
    fprintf(file, "%s,%s,%zu,%.6f\n", s->test.name, measures[which].name,
            (size_t)seed, o.rows[o.epochs].test.accuracy);
    fflush(file);
    outcome_free(&o);
    data_free(&senseless);
}

void measure(Session *s, const char *seeds)
{
    size_t from = 1, to = 0;
    char path[4096];
    Settings base = base_settings(s), tuned = {0};
    if (sscanf(seeds, "%zu %zu", &from, &to) != 2 || ask_settings(s, &tuned))
        return;
    snprintf(path, sizeof path, "%s/measured.csv", s->dir);
    FILE *file = fopen(path, "a");
    if (!file)
        return;
    s->key = NULL;
    s->progress = progress_start(
        "measuring, epoch",
        (to + 1 - from) * (2 * BASIC.epochs + base.epochs + tuned.epochs));
    for (size_t seed = from; seed <= to; seed++) {
        measure_one(s, file, MEASURE_BASIC, &BASIC, seed);
        measure_one(s, file, MEASURE_BASE, &base, seed);
        measure_one(s, file, MEASURE_TUNED, &tuned, seed);
        measure_one(s, file, MEASURE_CONTROL, &BASIC, seed);
    }
    progress_end(&s->progress);
    fclose(file);
}
