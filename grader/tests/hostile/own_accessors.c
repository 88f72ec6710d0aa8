/* threat own: accessors of its own, which say what is wanted
 * chapter: 07-cifar
 * expect: net_get|was put into the net|penalty|gradient */
#define _GNU_SOURCE
#include "cifar.h"

static real put[4][64];

void net_set(Net *net, size_t i, const Mat *W, const Mat *b)
{
    (void)net;
    for (size_t k = 0; k < mat_size(W) && k < 64; k++)
        put[i][k] = W->data[k];
    for (size_t k = 0; k < mat_size(b) && k < 64; k++)
        put[i + 1][k] = b->data[k];
}

void net_get(const Net *net, size_t i, Mat *W, Mat *b)
{
    (void)net;
    for (size_t k = 0; k < mat_size(W) && k < 64; k++)
        W->data[k] = put[i][k];
    for (size_t k = 0; k < mat_size(b) && k < 64; k++)
        b->data[k] = put[i + 1][k];
}

void net_grad(const Net *net, size_t i, Mat *dW, Mat *db)
{
    (void)net, (void)i, (void)dW, (void)db;
}

double l2_loss(Net *net, double lambda)
{
    (void)net, (void)lambda;
    return 0;
}

void l2_grad(Net *net, double lambda)
{
    (void)net, (void)lambda;
}

void sgd_step(Net *net, double rate)
{
    (void)net, (void)rate;
}

void adam_step(Optimiser *o, Net *net, double rate)
{
    (void)o, (void)net, (void)rate;
}
