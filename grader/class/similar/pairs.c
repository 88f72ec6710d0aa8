/* pairs.c - which of the common runs are evidence. */
#include "fault.h"
#include "similar.h"

#include <stdlib.h>
#include <string.h>

static int by_sources(const void *a, const void *b)
{
    const Run *x = a, *y = b;
    return x->a != y->a ? (x->a < y->a ? -1 : 1)
                        : (x->b > y->b) - (x->b < y->b);
}

static void set(char *flags, size_t from, size_t to)
{
    memset(flags + from, 1, to - from);
}

/* Tokens that are like ours, whichever of the two is. */
static void find_ours(Field *field, const Runs *runs)
{
    for (size_t i = 0; i < runs->count; i++) {
        const Run *r = &runs->run[i];
        Source *a = &field->sources[r->a], *b = &field->sources[r->b];
        if (b->origin == OURS)
            set(a->ours, r->a_from, r->a_to);
        if (a->origin == OURS)
            set(b->ours, r->b_from, r->b_to);
    }
}

/* The runs from `first` on of the same two sources; marks their tokens.
 * Returns where the next two begin. */
static size_t next_pair(const Field *field, const Runs *runs, size_t first,
                        Pair *pair)
{
    size_t i = first;
    const Run *r = &runs->run[first];
    pair->a = r->a;
    pair->b = r->b;
    pair->in_a = need(calloc(field->sources[r->a].tokens.count + 1, 1));
    pair->in_b = need(calloc(field->sources[r->b].tokens.count + 1, 1));
    for (; i < runs->count && runs->run[i].a == pair->a &&
           runs->run[i].b == pair->b;
         i++) {
        set(pair->in_a, runs->run[i].a_from, runs->run[i].a_to);
        set(pair->in_b, runs->run[i].b_from, runs->run[i].b_to);
    }
    return i;
}

static void pair_free(Pair *pair)
{
    free(pair->in_a);
    free(pair->in_b);
    pair->in_a = pair->in_b = NULL;
}

static void count_others(Field *field, const Pair *pair)
{
    Source *a = &field->sources[pair->a], *b = &field->sources[pair->b];
    if (a->origin == OURS || b->origin == OURS)
        return;
    for (size_t t = 0; t < a->tokens.count; t++)
        a->others[t] += pair->in_a[t];
    for (size_t t = 0; t < b->tokens.count; t++)
        b->others[t] += pair->in_b[t];
}

/* What everybody writes tells nothing of two. */
static bool is_own(const Field *field, const Source *source, size_t token)
{
    size_t others = source->others[token];
    return !source->ours[token] &&
           !(others >= CROWD_LEAST && others * CROWD_PART >= field->now);
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

static bool is_evidence(const Field *field, Pair *pair)
{
    size_t shared_a, shared_b, own_a, own_b;
    const Source *a = &field->sources[pair->a], *b = &field->sources[pair->b];
    if (a->origin == OURS || b->origin == OURS)
        return false;
    weigh(field, a, pair->in_a, &shared_a, &own_a);
    weigh(field, b, pair->in_b, &shared_b, &own_b);
    size_t own = own_a < own_b ? own_a : own_b;
    pair->shared = shared_a < shared_b ? shared_a : shared_b;
    pair->percent = own ? 100.0 * (double)pair->shared / (double)own : 0;
    pair->percent = pair->percent > 100 ? 100 : pair->percent;
    return pair->shared >= SHARED_LEAST && pair->percent >= PERCENT_LEAST;
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

void pairs_add(Pairs *pairs, Field *field, size_t number, const Runs *runs)
{
    if (runs->count)
        qsort(runs->run, runs->count, sizeof *runs->run, by_sources);
    find_ours(field, runs);
    for (size_t i = 0; i < runs->count;) {
        Pair pair = {.field = number};
        i = next_pair(field, runs, i, &pair);
        count_others(field, &pair);
        pair_free(&pair);
    }
    for (size_t i = 0; i < runs->count;) {
        Pair pair = {.field = number};
        i = next_pair(field, runs, i, &pair);
        if (!is_evidence(field, &pair)) {
            pair_free(&pair);
            continue;
        }
        pairs->pair =
            grow(pairs->pair, pairs->count + 1, sizeof *pairs->pair);
        pairs->pair[pairs->count++] = pair;
    }
    settle(pairs);
}

void pairs_free(Pairs *pairs)
{
    for (size_t i = 0; i < pairs->count; i++)
        pair_free(&pairs->pair[i]);
    free(pairs->pair);
    *pairs = (Pairs){0};
}
