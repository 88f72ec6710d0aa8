/* task.c - the digits, and whether they are above four. */
#include "task.h"
#include "digits.h"
#include "disguise.h"
#include "experiment.h"

#include <stdio.h>
#include <stdlib.h>

static void load_half(DigitsOrder order, DataPart part, const Disguise *d,
                      Data *half)
{
    Data plain;
    if (!digits_load(order, part, &plain)) {
        fprintf(stderr, "chapter 5: there is nothing to learn from\n");
        exit(3);
    }
    experiment_data(&plain);
    disguise_data(d, &plain, half);
    uint8_t *labels = half->owned;
    labels += half->count * half->features; /* behind the pixels */
    for (size_t i = 0; i < half->count; i++)
        labels[i] = labels[i] >= 5;
    half->classes = 2;
    data_free(&plain);
}

Task load(DigitsOrder order)
{
    Task task;
    Disguise d = disguise_new(DIGITS_PIXELS, experiment_seed());
    load_half(order, DATA_TRAIN, &d, &task.train);
    load_half(order, DATA_TEST, &d, &task.test);
    task.scale = scale_standard(&task.train, NULL, task.train.count);
    disguise_free(&d);
    return task;
}

void unload(Task *task)
{
    data_free(&task->train);
    data_free(&task->test);
}
