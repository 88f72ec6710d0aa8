/* pairs.c - which of what two have in common is evidence. */
#include "base/fault.h"
#include "similar.h"

#include <stdlib.h>
#include <string.h>

/* Two sources with what they have in common marked, or not. */
static bool compare(const Field *field, size_t a, size_t b, Pair *pair)
{
    const Source *x = &field->sources[a], *y = &field->sources[b];
    *pair = (Pair){.a = a, .b = b};
    pair->in_a = need(calloc(x->tokens.count + 1, 1));
    pair->in_b = need(calloc(y->tokens.count + 1, 1));
    return grams_common(&x->grams, &y->grams, pair->in_a, pair->in_b);
}

static void pair_free(Pair *pair)
{
    free(pair->in_a);
    free(pair->in_b);
    pair->in_a = pair->in_b = NULL;
}

/* Tokens that are like ours. */
static void find_ours(Field *field)
{
    for (size_t i = 0; i < field->count; i++)
        for (size_t k = 0; k < field->count; k++) {
            Source *source = &field->sources[i];
            Pair pair;
            if (source->origin == OURS || field->sources[k].origin != OURS)
                continue;
            if (compare(field, i, k, &pair))
                for (size_t t = 0; t < source->tokens.count; t++)
                    source->ours[t] |= pair.in_a[t];
            pair_free(&pair);
        }
}

/* What a crowd writes tells nothing of two, once it is known. */
static bool is_own(const Field *field, const Source *source, size_t token)
{
    size_t others = field->counted ? source->others[token] : 0,
           class = field->now - source->ring;
    return !source->ours[token] &&
           !(others >= CROWD_LEAST && others * CROWD_PART >= class);
}

/* Leaves only evidence marked. */
static void weigh(const Field *field, const Source *source, char *marked,
                  size_t *shared, size_t *own)
{
    *shared = *own = 0;
    for (size_t t = 0; t < source->tokens.count; t++) {
        bool is = is_own(field, source, t);
        marked[t] = marked[t] && is;
        *own += is;
        *shared += marked[t] != 0;
    }
}

/* What was added to a copy does not hide it: nobody needs many more tokens
 * than the reference. */
static bool is_evidence(const Field *field, Pair *pair)
{
    size_t shared_a, shared_b, own_a, own_b;
    weigh(field, &field->sources[pair->a], pair->in_a, &shared_a, &own_a);
    weigh(field, &field->sources[pair->b], pair->in_b, &shared_b, &own_b);
    size_t own = own_a < own_b ? own_a : own_b;
    if (field->reference && own > field->reference)
        own = field->reference;
    pair->shared = shared_a < shared_b ? shared_a : shared_b;
    pair->percent = own ? 100.0 * (double)pair->shared / (double)own : 0;
    pair->percent = pair->percent > 100 ? 100 : pair->percent;
    return pair->shared >= SHARED_LEAST && pair->percent >= PERCENT_LEAST;
}

static void count(Source *source, const char *in)
{
    for (size_t t = 0; t < source->tokens.count; t++)
        source->others[t] += in[t] != 0;
}

/* A crowd writes a passage alike because the exercise leaves little choice.
 * Two that are alike as a whole, and over more than such a passage, do not
 * bear witness for each other: a ring of copies is no crowd. The rest of the
 * class decides. */
static void count_others(Field *field, Pair *pair)
{
    Source *a = &field->sources[pair->a], *b = &field->sources[pair->b];
    bool ring = is_evidence(field, pair) && pair->shared > PASSAGE_MOST;
    a->ring += ring && b->origin == NOW;
    b->ring += ring;
    if (ring)
        return;
    count(a, pair->in_a);
    count(b, pair->in_b);
}

static int by_shared(const void *a, const void *b)
{
    const Pair *x = a, *y = b;
    if (x->shared != y->shared)
        return x->shared < y->shared ? 1 : -1;
    return x->field != y->field ? (x->field > y->field ? 1 : -1)
           : x->a != y->a       ? (x->a > y->a ? 1 : -1)
                                : (x->b > y->b) - (x->b < y->b);
}

static void settle(Pairs *pairs)
{
    if (pairs->count)
        qsort(pairs->pair, pairs->count, sizeof *pairs->pair, by_shared);
    for (size_t i = PAIRS_SHOWN; i < pairs->count; i++)
        pair_free(&pairs->pair[i]);
}

static void keep(Pairs *pairs, const Pair *pair)
{
    pairs->pair = grow(pairs->pair, pairs->count + 1, sizeof *pairs->pair);
    pairs->pair[pairs->count++] = *pair;
}

/* All pairs of this class, and of it with an earlier one. Counts the crowds,
 * or keeps what is evidence. */
static void compare_all(Field *field, Pairs *pairs, size_t number)
{
    for (size_t a = 0; a < field->now; a++)
        for (size_t b = a + 1;
             b < field->count && field->sources[b].origin != OURS; b++) {
            Pair pair;
            bool any = compare(field, a, b, &pair);
            pair.field = number;
            if (any && !field->counted)
                count_others(field, &pair);
            else if (any && is_evidence(field, &pair)) {
                keep(pairs, &pair);
                continue;
            }
            pair_free(&pair);
        }
}

void pairs_add(Pairs *pairs, Field *field, size_t number)
{
    find_ours(field);
    compare_all(field, pairs, number);
    field->counted = true;
    compare_all(field, pairs, number);
    settle(pairs);
}

void pairs_free(Pairs *pairs)
{
    for (size_t i = 0; i < pairs->count; i++)
        pair_free(&pairs->pair[i]);
    free(pairs->pair);
    *pairs = (Pairs){0};
}
