/* net.c - chapter 5: a net of layers, and how it is trained. */
#include "net.h"

#include "activations.h"
#include "neuron.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

void net_describe(const Net *net, char *text, size_t size)
{
    /* TODO net_describe */
}

void net_forward(Net *net, const Mat *x, Mat *y)
{
    /* TODO net_forward */
}

void net_backward_from(Net *net, size_t top, const Mat *dy, Mat *dx)
{
    /* TODO net_backward */
}

void net_step(Net *net, double rate)
{
    /* TODO net_step */
}

void net_predict(Net *net, const Mat *x, Mat *p)
{
    /* TODO net_predict */
}

/* One step of training on the batch `x` with the labels `t`; returns its mean
 * loss. */
static double train_batch(Net *net, const Mat *x, const Mat *t, double rate)
{
    /* TODO train_epoch */
    return NAN;
}

double train_epoch(Net *net, const Samples *samples, size_t batch,
                   double rate, uint64_t seed)
{
    /* TODO train_epoch */
    (void)train_batch;
    return NAN;
}
