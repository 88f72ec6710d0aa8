/* task.c - the digits, as a task: is it a five? */
#include "task.h"
#include "csv.h"
#include "digits.h"
#include "experiment.h"
#include "neuron_judged.h"
#include "tables.h"
#include "training.h"

#include <stdio.h>
#include <stdlib.h>

static void prepare(Half *half, const Scale *scale)
{
    size_t n = half->digits.count, *all = calloc(n, sizeof *all);
    if (!all)
        check_fail("no memory for the digits", NULL, NULL);
    for (size_t i = 0; i < n; i++)
        all[i] = i;
    half->x = mat_new(n, half->digits.features);
    half->y = mat_new(n, 1);
    data_gather(&half->digits, scale, all, &half->x);
    for (size_t i = 0; i < n; i++)
        half->y.data[i] = half->digits.labels[i] == 5;
    free(all);
}

Task load(DigitsOrder order)
{
    Task task = {0};
    if (!digits_load(order, DATA_TRAIN, &task.train.digits) ||
        !digits_load(order, DATA_TEST, &task.test.digits)) {
        fprintf(stderr, "chapter 3: there is nothing to learn from\n");
        exit(3);
    }
    Scale scale = scale_standard(&task.train.digits, NULL, DIGITS_TRAIN);
    experiment_data(&task.train.digits);
    experiment_data(&task.test.digits);
    prepare(&task.train, &scale);
    prepare(&task.test, &scale);
    return task;
}

void unload(Task *task)
{
    Half *halves[] = {&task->train, &task->test};
    for (size_t i = 0; i < 2; i++) {
        mat_free(&halves[i]->x);
        mat_free(&halves[i]->y);
        data_free(&halves[i]->digits);
    }
}

Mat mixed_labels(const Mat *y, uint64_t seed)
{
    Mat mixed = mat_copy(y);
    size_t *order = count_up(y->rows);
    Rng rng = rng_new(seed ^ 0x6d69786564u); /* not the seed of the run */
    rng_shuffle(&rng, order, y->rows);
    for (size_t i = 0; i < y->rows; i++)
        mixed.data[i] = y->data[order[i]];
    free(order);
    return mixed;
}

Neuron never_five(const Mat *y)
{
    double fives = 0;
    for (size_t i = 0; i < y->rows; i++)
        fives += y->data[i];
    Neuron neuron = {mat_new(DIGITS_PIXELS, 1), mat_new(1, 1)};
    neuron.b.data[0] = (real)log(fives / ((double)y->rows - fives));
    return neuron;
}

void write_counts(const char *dir, const Task *task)
{
    Csv csv;
    const Half *halves[] = {&task->train, &task->test};
    if (!start_table(dir, "counts.csv", "half,digits,fives", &csv))
        return;
    for (size_t i = 0; i < 2; i++) {
        double fives = 0;
        for (size_t k = 0; k < halves[i]->y.rows; k++)
            fives += halves[i]->y.data[k];
        csv_row(&csv, "%s,%zu,%.0f", i ? "test" : "training",
                halves[i]->y.rows, fives);
    }
    csv_close(&csv);
}
