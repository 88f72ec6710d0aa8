/* labels.c - data with other labels. */
#include "labels.h"
#include "experiment.h"
#include "mnist.h"

#include <stdlib.h>

static Data relabelled(const Data *plain, uint8_t *labels, size_t classes)
{
    Data d = *plain;
    d.labels = labels;
    d.classes = classes;
    d.owned = labels;
    return d;
}

uint8_t *bytes_for(size_t count)
{
    uint8_t *bytes = malloc(count ? count : 1);
    if (!bytes)
        check_fail("no memory for labels", NULL, NULL);
    return bytes;
}

Data is_digit(const Data *plain, uint8_t digit)
{
    uint8_t *labels = bytes_for(plain->count);
    for (size_t i = 0; i < plain->count; i++)
        labels[i] = plain->labels[i] == digit;
    return relabelled(plain, labels, 0);
}

Data is_digit_says_student(const Data *plain, size_t digit)
{
    uint8_t *labels = bytes_for(plain->count);
    Mat all = mat_new(plain->count, 1), y = mat_new(plain->count, 1);
    for (size_t i = 0; i < plain->count; i++)
        all.data[i] = plain->labels[i];
    digit_or_not(&all, digit, &y);
    for (size_t i = 0; i < plain->count; i++)
        labels[i] = y.data[i] == 1;
    mat_free(&all);
    mat_free(&y);
    return relabelled(plain, labels, 0);
}

Data mixed(const Data *plain, uint64_t seed)
{
    uint8_t *labels = bytes_for(plain->count);
    size_t *order = calloc(plain->count, sizeof *order);
    if (!order)
        check_fail("no memory for an order", NULL, NULL);
    epoch_order(seed ^ 0x6d69786564u, order, plain->count);
    for (size_t i = 0; i < plain->count; i++)
        labels[i] = plain->labels[order[i]];
    free(order);
    return relabelled(plain, labels, plain->classes);
}

Recall recall_of(const uint8_t *guess, const Data *d)
{
    double right[2] = {0, 0}, count[2] = {0, 0};
    for (size_t i = 0; i < d->count; i++) {
        count[d->labels[i]]++;
        right[d->labels[i]] += guess[i] == d->labels[i];
    }
    double yes = right[1] / count[1], no = right[0] / count[0];
    return (Recall){yes, (yes + no) / 2};
}
