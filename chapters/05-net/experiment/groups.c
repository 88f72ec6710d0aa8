/* groups.c - what several runs have in common. */
#include "groups.h"
#include "evaluate.h"
#include "settings.h"
#include "task.h"
#include "training.h"

#include <stdlib.h>
#include <string.h>

static int compare(const void *a, const void *b)
{
    double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

double median(const double *values, size_t count)
{
    double sorted[SEEDS];
    memcpy(sorted, values, count * sizeof *values);
    qsort(sorted, count, sizeof *sorted, compare);
    return (sorted[(count - 1) / 2] + sorted[count / 2]) / 2;
}

double extreme(const double *values, size_t count, double side)
{
    double most = values[0];
    for (size_t i = 1; i < count; i++)
        if (side * values[i] > side * most)
            most = values[i];
    return most;
}

void add(Group *g, const Outcome *out)
{
    g->test[g->count] = out->last.test.accuracy;
    g->train[g->count] = out->last.train.accuracy;
    g->plateau[g->count++] = (double)out->plateau;
    g->failed += out->failed;
}

Mat outputs(const Model *model, size_t layers, const Task *task)
{
    size_t order[TRAIN_HALF];
    Mat x = mat_new(TRAIN_HALF, task->train.features), z = {0};
    Model part = *model;
    part.count = layers;
    for (size_t i = 0; i < TRAIN_HALF; i++)
        order[i] = i;
    data_gather(&task->train, &task->scale, order, &x);
    model_logits(&part, &x, &z);
    mat_free(&x);
    return z;
}

double silent_share(const Mat *z)
{
    double silent = 0;
    for (size_t j = 0; j < z->cols; j++) {
        size_t i = 0;
        while (i < z->rows && AT(z, i, j) <= 0)
            i++;
        silent += i == z->rows;
    }
    return silent / (double)z->cols;
}

static double hidden_silence(const Outcome *out, const Task *task)
{
    if (out->model.count < 2 || out->model.layers[1].kind != LAYER_RELU)
        return 0;
    Mat z = outputs(&out->model, 2, task);
    double share = silent_share(&z);
    mat_free(&z);
    return share;
}

Group run_group(Setting s, size_t seeds)
{
    Group g = {0};
    for (size_t i = 0; i < seeds; i++) {
        Outcome out = run(s);
        add(&g, &out);
        g.silent += hidden_silence(&out, s.task) / (double)seeds;
        model_free(&out.model);
        s.seed++;
    }
    return g;
}
