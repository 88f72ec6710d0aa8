/* cifar.c - chapter 7: the penalty on weights, Adam, and a schedule. */
#include "cifar.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

double l2_loss(Net *net, double lambda)
{
    /* TODO l2_loss */
    return NAN;
}

void l2_grad(Net *net, double lambda)
{
    /* TODO l2_grad */
}

void l2_shrink(Net *net, double rate, double lambda)
{
    /* TODO l2_shrink */
}

double penalised_loss(Net *net, const Mat *x, const Mat *labels,
                      double lambda)
{
    Mat room = {x->rows, net_outputs(net, x->cols), NULL};
    if (!net_fits("penalised_loss", net, x, &room) ||
        !mat_shape("penalised_loss", labels, x->rows, 1))
        return NAN;
    /* TODO penalised_loss */
    return NAN;
}

void sgd_step(Net *net, double rate)
{
    /* TODO sgd_step */
}

/* Helpers of your own may stand above the function that needs them. */
/* TODO adam_step */

void adam_step(Optimiser *o, Net *net, double rate)
{
    /* TODO adam_step */
}

double decayed_rate(double rate, double k, size_t epoch)
{
    /* TODO decayed_rate */
    return NAN;
}

void settings_write(const Settings *s, char *text, size_t size)
{
    /* TODO settings */
}

/* TODO settings */

size_t settings_read(const char *text, Settings *s)
{
    /* TODO settings */
    return 0;
}

void tuned_settings(const char *data, char *text, size_t size)
{
    /* TODO tuned_net */
    snprintf(text, size, "%s", "");
}

/* One batch: gradients, penalty, update. */
static double train_batch(Net *net, Optimiser *o, const Mat *x,
                          const Mat *labels, const Settings *s, double rate)
{
    /* TODO cifar_epoch */
    return NAN;
}

double cifar_epoch(Net *net, Optimiser *o, const Samples *samples,
                   const Settings *s, size_t epoch, uint64_t seed)
{
    size_t n = samples_count(samples), features = samples_features(samples);
    Mat whole = {n, features, NULL};
    Mat room = {n, net_outputs(net, features), NULL};
    if (!net_fits("cifar_epoch", net, &whole, &room))
        return NAN;
    /* TODO cifar_epoch */
    (void)train_batch;
    return NAN;
}
