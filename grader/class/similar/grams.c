/* grams.c - passages of sources. */
#include "grams.h"
#include "base/fault.h"

#include <stdlib.h>
#include <string.h>

/* Odd, so that no token is lost from a hash. */
static const uint64_t FACTOR = 0x9e3779b97f4a7c15;

static int by_hash(const void *a, const void *b)
{
    const Gram *x = a, *y = b;
    return x->hash != y->hash ? (x->hash < y->hash ? -1 : 1)
                              : (x->from > y->from) - (x->from < y->from);
}

static uint64_t hash_of(const unsigned char *kind)
{
    uint64_t hash = 0;
    for (size_t i = 0; i < RUN_LEAST; i++)
        hash = (hash ^ kind[i]) * FACTOR + (hash >> 29);
    return hash;
}

Grams grams_of(const Tokens *tokens)
{
    Grams grams = {0};
    if (tokens->count < RUN_LEAST)
        return grams;
    grams.count = tokens->count - RUN_LEAST + 1;
    grams.gram = grow(NULL, grams.count, sizeof *grams.gram);
    for (size_t i = 0; i < grams.count; i++)
        grams.gram[i] = (Gram){hash_of(tokens->kind + i), (uint32_t)i};
    qsort(grams.gram, grams.count, sizeof *grams.gram, by_hash);
    for (size_t i = 0; i < grams.count; i++)
        grams.kinds += i == 0 || grams.gram[i].hash != grams.gram[i - 1].hash;
    return grams;
}

void grams_free(Grams *grams)
{
    free(grams->gram);
    *grams = (Grams){0};
}

/* Marks where the passages with that hash begin; returns the one behind. */
static size_t mark(const Grams *grams, size_t i, char *in)
{
    uint64_t hash = grams->gram[i].hash;
    for (; i < grams->count && grams->gram[i].hash == hash; i++)
        in[grams->gram[i].from] = 1;
    return i;
}

/* From the tokens where passages begin to all that stand in one. */
static void widen(const Grams *grams, char *in)
{
    size_t left = 0;
    if (!grams->count)
        return;
    for (size_t t = 0; t < grams->count + RUN_LEAST - 1; t++) {
        left = in[t] ? RUN_LEAST : left;
        in[t] = left > 0;
        left -= left > 0;
    }
}

bool grams_common(const Grams *a, const Grams *b, char *in_a, char *in_b)
{
    bool any = false;
    for (size_t i = 0, k = 0; i < a->count && k < b->count;) {
        uint64_t x = a->gram[i].hash, y = b->gram[k].hash;
        if (x == y) {
            any = true;
            i = mark(a, i, in_a);
            k = mark(b, k, in_b);
        } else if (x < y)
            i++;
        else
            k++;
    }
    if (any) {
        widen(a, in_a);
        widen(b, in_b);
    }
    return any;
}
