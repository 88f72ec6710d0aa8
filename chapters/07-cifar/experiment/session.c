/* session.c - the data, and what all runs share. */
#include "session.h"
#include "experiment.h"

#include <stdlib.h>

Session session_new(const char *dir)
{
    Session s = {.dir = dir, .key = getenv("EXPERIMENT_KEY")};
    if (!data_cifar(DATA_TRAIN, &s.train) || !data_cifar(DATA_TEST, &s.test))
        exit(3); /* it has been said why */
    s.real = !data_is_standin(&s.test);
    s.fit = data_view(&s.train, 0, ABLATION_FIT);
    s.held = data_view(&s.train, ABLATION_FIT, ABLATION_HELD);
    if (s.real)
        check_call_ms = 240000;
    return s;
}

Data mixed(const Data *plain, uint64_t seed)
{
    Data d = *plain;
    uint8_t *labels = malloc(plain->count);
    size_t *order = calloc(plain->count, sizeof *order);
    if (!labels || !order)
        check_fail("\x1eno memory for labels", NULL, NULL);
    epoch_order(seed ^ 0x6d69786564u, order, plain->count);
    for (size_t i = 0; i < plain->count; i++)
        labels[i] = plain->labels[order[i]];
    free(order);
    d.labels = labels;
    d.owned = labels;
    return d;
}
