/* linear.c - chapter 4: the linear layer, forward and backward. */
#include "linear.h"

#include "gradcheck.h"
#include "rng.h"

#include <stdlib.h>
#include <string.h>

double init_bound(const char *rule, size_t in, size_t out)
{
    /* TODO init_bound */
    return NAN;
}

Linear *linear_new(size_t in, size_t out, const char *rule, uint64_t seed)
{
    /* TODO linear_new */
    return NULL;
}

void linear_free(Linear *l)
{
    /* TODO linear_new */
}

void linear_forward(const Linear *l, const Mat *x, Mat *y)
{
    /* TODO linear_forward */
}

void linear_backward(Linear *l, const Mat *x, const Mat *dy, Mat *dx)
{
    /* TODO linear_backward */
}

void linear_step(Linear *l, double rate)
{
    /* TODO linear_step */
}

void sigmoid_backward(const Mat *y, const Mat *dy, Mat *dx)
{
    /* TODO sigmoid_layer */
}

void relu_backward(const Mat *x, const Mat *dy, Mat *dx)
{
    /* TODO relu_layer */
}

/* What the loss of a gradient check reads. */
typedef struct {
    const Linear *layer;
    const Mat *x, *up;
    Mat *y;
} Probe;

/* The loss of the check: the sum of up * y. */
static double probe_loss(void *context)
{
    /* TODO linear_check */
    return NAN;
}

void linear_check(Linear *l, const Mat *x, const Mat *up, const Mat *dx,
                  const Mat *dW, const Mat *db, double eps, Mat *errors)
{
    /* TODO linear_check */
    (void)probe_loss;
}
