/* neuron.c - chapter 3: binary cross-entropy and the single neuron. */
#include "neuron.h"

#include "activations.h"
#include "gradcheck.h"

/* Shape checks, one for each kind of input: given. */

/* Are `a` and `y` both N x 1? */
static bool columns(const char *where, const Mat *a, const Mat *y)
{
    return mat_shape(where, a, a->rows, 1) && mat_same(where, a, y);
}

/* Do weights and bias fit the samples? */
static bool fits(const char *where, const Mat *x, const Mat *w, const Mat *b)
{
    return mat_shape(where, w, x->cols, 1) && mat_shape(where, b, 1, 1);
}

/* Do samples, labels, weights and bias fit each other? */
static bool model_fits(const char *where, const Mat *x, const Mat *y,
                       const Mat *w, const Mat *b)
{
    return fits(where, x, w, b) && mat_shape(where, y, x->rows, 1);
}

double bce_loss(const Mat *p, const Mat *y)
{
    if (!columns("bce_loss", p, y))
        return NAN;
    /* TODO bce_loss */
    return NAN;
}

void bce_grad(const Mat *p, const Mat *y, Mat *dp)
{
    if (!columns("bce_grad", p, y) || !mat_same("bce_grad", p, dp))
        return;
    /* TODO bce_grad */
}

/* TODO bce_check */

double bce_check(const Mat *p, const Mat *y, const Mat *dp, double eps)
{
    if (!columns("bce_check", p, y) || !mat_same("bce_check", p, dp))
        return NAN;
    /* TODO bce_check */
    return NAN;
}

double logits_loss(const Mat *z, const Mat *y)
{
    if (!columns("logits_loss", z, y))
        return NAN;
    /* TODO logits_loss */
    return NAN;
}

void logits_grad(const Mat *z, const Mat *y, Mat *dz)
{
    if (!columns("logits_grad", z, y) || !mat_same("logits_grad", z, dz))
        return;
    /* TODO logits_grad */
}

/* Helpers of your own may stand above the function that needs them. */
/* TODO neuron_loss */

double neuron_loss(const Mat *x, const Mat *y, const Mat *w, const Mat *b)
{
    if (!model_fits("neuron_loss", x, y, w, b))
        return NAN;
    /* TODO neuron_loss */
    return NAN;
}

void neuron_grad(const Mat *x, const Mat *y, const Mat *w, const Mat *b,
                 Mat *dx, Mat *dw, Mat *db)
{
    if (!model_fits("neuron_grad", x, y, w, b) ||
        !mat_same("neuron_grad", x, dx) || !mat_same("neuron_grad", w, dw) ||
        !mat_same("neuron_grad", b, db))
        return;
    /* TODO neuron_grad */
}

/* TODO neuron_check */

double neuron_check(const Mat *x, const Mat *y, const Mat *w, const Mat *b,
                    const Mat *dx, double eps)
{
    if (!model_fits("neuron_check", x, y, w, b) ||
        !mat_same("neuron_check", x, dx))
        return NAN;
    /* TODO neuron_check */
    return NAN;
}

void neuron_predict(const Mat *x, const Mat *w, const Mat *b, Mat *p,
                    Mat *decision)
{
    if (!fits("neuron_predict", x, w, b) ||
        !mat_shape("neuron_predict", p, x->rows, 1) ||
        !mat_same("neuron_predict", p, decision))
        return;
    /* TODO neuron_predict */
}

/* TODO neuron_epoch */

void neuron_epoch(const Mat *x, const Mat *y, const size_t *order, size_t n,
                  size_t batch, double rate, Mat *w, Mat *b)
{
    if (!model_fits("neuron_epoch", x, y, w, b))
        return;
    /* TODO neuron_epoch */
}
