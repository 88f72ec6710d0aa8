/* task.h - small tasks: samples as bytes, and the numbers they stand for. */
#ifndef TESTS_05_TASK_H
#define TESTS_05_TASK_H

#include "check.h"
#include "samples.h"

#include <stdlib.h>

typedef struct {
    size_t count, features;
    Mat x, labels;
    Samples *samples;
} Task;

/* Bytes from 0 to `most`, which stand for (byte - shift) / scale; then come
 * the labels, from labels_of(count), a column. */
static inline Task task_of(size_t count, size_t features, size_t most,
                           const double scale[2],
                           Mat (*labels_of)(size_t count))
{
    Task k = {
        .count = count, .features = features, .x = mat_new(count, features)};
    Mat scales = mat_of(2, 1, scale);
    uint8_t *bytes = malloc(count * (features + 1));
    if (!bytes)
        abort();
    uint8_t *names = bytes + count * features;
    for (size_t i = 0; i < count * features; i++) {
        bytes[i] = (uint8_t)check_size(0, most);
        k.x.data[i] = (real)((bytes[i] - scale[0]) / scale[1]);
    }
    k.labels = labels_of(count);
    for (size_t i = 0; i < count; i++)
        names[i] = (uint8_t)k.labels.data[i];
    k.samples = samples_new(bytes, count * features, names, count, &scales);
    free(bytes);
    mat_free(&scales);
    return k;
}

static inline void task_free(Task *k)
{
    samples_free(k->samples);
    mat_free(&k->x);
    mat_free(&k->labels);
}

#endif
