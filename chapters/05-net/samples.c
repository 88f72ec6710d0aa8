/* samples.c - bytes for training, and the order of an epoch. */
#include "samples.h"

#include <stdlib.h>
#include <string.h>

static bool fit_together(size_t size, size_t count, const Mat *scale)
{
    if (count > 0 && size % count == 0 && scale->cols > 0 &&
        scale->cols <= 4 && size / count % scale->cols == 0)
        return mat_shape("samples_new", scale, 2, scale->cols);
    return mat_mismatch("samples_new", &(Mat){count, size, NULL}, scale);
}

Samples *samples_new(const uint8_t *bytes, size_t size, const uint8_t *labels,
                     size_t count, const Mat *scale)
{
    if (!fit_together(size, count, scale))
        return NULL;
    Samples *s = malloc(sizeof *s);
    uint8_t *block = malloc(size + count);
    if (!s || !block)
        abort();
    memcpy(block, bytes, size);
    memcpy(block + size, labels, count);
    size_t features = size / count, channels = scale->cols;
    s->data = (Data){.name = "samples",
                     .count = count,
                     .features = features,
                     .classes = 256,
                     .channels = channels,
                     .height = 1,
                     .width = features / channels,
                     .bytes = block,
                     .labels = block + size,
                     .owned = block};
    s->scale = (Scale){.channels = channels};
    for (size_t c = 0; c < channels; c++) {
        s->scale.mean[c] = AT(scale, 0, c);
        s->scale.deviation[c] = AT(scale, 1, c);
    }
    return s;
}

void samples_free(Samples *s)
{
    if (!s)
        return;
    data_free(&s->data);
    free(s);
}

size_t samples_count(const Samples *s)
{
    return s->data.count;
}

size_t samples_features(const Samples *s)
{
    return s->data.features;
}

void samples_batch(const Samples *s, const size_t *index, Mat *x, Mat *labels)
{
    if (!mat_shape("samples_batch", labels, x->rows, 1))
        return;
    data_gather(&s->data, &s->scale, index, x);
    data_labels(&s->data, index, labels);
}

void epoch_order(uint64_t seed, size_t *order, size_t n)
{
    Rng rng = rng_new(seed);
    for (size_t i = 0; i < n; i++)
        order[i] = i;
    rng_shuffle(&rng, order, n);
}
