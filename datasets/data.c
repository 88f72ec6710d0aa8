/* data.c - what can be done with pictures and labels once they are read. */
#include "data.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

void data_free(Data *d)
{
    free(d->owned);
    *d = (Data){0};
}

Data data_view(const Data *d, size_t from, size_t count)
{
    assert(from <= d->count && count <= d->count - from);
    Data view = *d;
    view.count = count;
    view.bytes += from * d->features;
    view.labels += from;
    view.owned = NULL;
    return view;
}

bool data_is_standin(const Data *d)
{
    const char *end = strrchr(d->name, '-');
    return end && strcmp(end, "-standin") == 0;
}

const char *data_class(const Data *d, size_t label)
{
    static const char *const digits[10] = {"0", "1", "2", "3", "4",
                                           "5", "6", "7", "8", "9"};
    static const char *const cifar[10] = {
        "airplane", "automobile", "bird",  "cat",  "deer",
        "dog",      "frog",       "horse", "ship", "truck"};
    static const char *const scenes[10] = {
        "disc",        "square",       "triangle", "ring",     "cross",
        "bars across", "bars upright", "crescent", "two dots", "angle"};
    assert(label < d->classes && label < 10);
    if (strcmp(d->name, "cifar10") == 0)
        return cifar[label];
    return strcmp(d->name, "cifar10-standin") == 0 ? scenes[label]
                                                   : digits[label];
}

Scale scale_unit(const Data *d)
{
    Scale scale = {.channels = d->channels};
    for (size_t c = 0; c < d->channels; c++)
        scale.deviation[c] = 255;
    return scale;
}

Scale scale_standard(const Data *d, const size_t *index, size_t count)
{
    assert(d->channels <= 4);
    Scale scale = {.channels = d->channels};
    size_t plane = d->height * d->width;
    for (size_t c = 0; c < d->channels; c++) {
        uint64_t sum = 0, squares = 0; /* whole numbers: no rounding */
        for (size_t i = 0; i < count; i++) {
            const uint8_t *byte =
                d->bytes + c * plane + (index ? index[i] : i) * d->features;
            for (size_t p = 0; p < plane; p++) {
                sum += byte[p];
                squares += (uint64_t)byte[p] * byte[p];
            }
        }
        double n = (double)(count * plane);
        double mean = n > 0 ? (double)sum / n : 0;
        double variance = n > 0 ? (double)squares / n - mean * mean : 0;
        scale.mean[c] = mean;
        scale.deviation[c] = variance > 0 ? sqrt(variance) : 1;
    }
    return scale;
}

/* The loop is plain so that the compiler can work on many bytes at once. */
static void scale_plane(const uint8_t *restrict byte, size_t n, real mean,
                        real deviation, real *restrict x)
{
    for (size_t i = 0; i < n; i++)
        x[i] = ((real)byte[i] - mean) / deviation;
}

void data_gather(const Data *d, const Scale *scale, const size_t *index,
                 Mat *x)
{
    if (!mat_shape("data_gather", x, x->rows, d->features))
        return;
    assert(scale->channels == d->channels);
    size_t plane = d->height * d->width;
    for (size_t i = 0; i < x->rows; i++) {
        assert(index[i] < d->count);
        const uint8_t *from = d->bytes + index[i] * d->features;
        for (size_t c = 0; c < d->channels; c++)
            scale_plane(from + c * plane, plane, (real)scale->mean[c],
                        (real)scale->deviation[c], &AT(x, i, c * plane));
    }
}

void data_labels(const Data *d, const size_t *index, Mat *y)
{
    if (!mat_shape("data_labels", y, y->rows, 1))
        return;
    for (size_t i = 0; i < y->rows; i++)
        y->data[i] = (real)d->labels[index[i]];
}

void data_one_hot(const Data *d, const size_t *index, Mat *y)
{
    if (!mat_shape("data_one_hot", y, y->rows, d->classes))
        return;
    mat_fill(y, 0);
    for (size_t i = 0; i < y->rows; i++)
        AT(y, i, d->labels[index[i]]) = 1;
}

void data_split(uint64_t seed, size_t count, size_t *order)
{
    Rng rng = rng_new(seed);
    for (size_t i = 0; i < count; i++)
        order[i] = i;
    rng_shuffle(&rng, order, count);
}
