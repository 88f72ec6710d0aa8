/* disguise.c - features in another order, and back. */
#include "disguise.h"
#include "rng.h"

#include <assert.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

Disguise disguise_new(size_t count, uint64_t run)
{
    Disguise d = {count, calloc(count ? count : 1, sizeof *d.from)};
    if (!d.from) {
        fprintf(stderr, "no memory for an order of %zu features\n", count);
        exit(EXIT_FAILURE);
    }
    for (size_t i = 0; i < count; i++)
        d.from[i] = i;
    const char *seed = getenv("CHECK_SEED");
    if (!seed)
        return d;
    Rng rng = rng_new(rng_seed_of(seed) + run);
    rng_shuffle(&rng, d.from, count);
    return d;
}

void disguise_free(Disguise *d)
{
    free(d->from);
    *d = (Disguise){0};
}

void disguise_samples(const Disguise *d, const Mat *plain, Mat *hidden)
{
    if (!mat_same("disguise_samples", plain, hidden) ||
        !mat_shape("disguise_samples", plain, plain->rows, d->count))
        return;
    for (size_t i = 0; i < plain->rows; i++)
        for (size_t j = 0; j < d->count; j++)
            AT(hidden, i, j) = AT(plain, i, d->from[j]);
}

void disguise_undo(const Disguise *d, const Mat *hidden, Mat *plain)
{
    if (!mat_same("disguise_undo", hidden, plain) ||
        !mat_shape("disguise_undo", hidden, d->count, hidden->cols))
        return;
    for (size_t j = 0; j < d->count; j++)
        for (size_t k = 0; k < hidden->cols; k++)
            AT(plain, d->from[j], k) = AT(hidden, j, k);
}

void disguise_data(const Disguise *d, const Data *plain, Data *hidden)
{
    size_t pixels = plain->count * plain->features;
    assert(plain->height * plain->width == d->count);
    uint8_t *block = malloc(pixels + plain->count + 1);
    if (!block)
        abort();
    for (size_t at = 0; at < pixels; at += d->count)
        for (size_t j = 0; j < d->count; j++)
            block[at + j] = plain->bytes[at + d->from[j]];
    if (plain->count > 0)
        memcpy(block + pixels, plain->labels, plain->count);
    *hidden = *plain;
    hidden->bytes = block;
    hidden->labels = block + pixels;
    hidden->owned = block;
}
