/* No batch is copied: rows are read where they lie, and a running mean takes
 * the place of a sum. Probabilities are clipped at 1e-12; gradients are
 * summed in arrays of variable length; the slope of a logit is taken by its
 * side. */
#include "neuron.h"

#include "activations.h"
#include "gradcheck.h"

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

/* Probabilities kept this far away from 0 and 1. */
#define EDGE 1e-12

static double clip(double p)
{
    return fmin(fmax(p, EDGE), 1 - EDGE);
}

double bce_loss(const Mat *p, const Mat *y)
{
    if (!columns("bce_loss", p, y))
        return NAN;
    long double sum = 0;
    for (size_t i = 0; i < p->rows; i++) {
        double q = clip(p->data[i]), t = y->data[i];
        sum += t * log(q) + (1 - t) * log1p(-q);
    }
    return p->rows ? (double)(-sum / p->rows) : 0;
}

void bce_grad(const Mat *p, const Mat *y, Mat *dp)
{
    if (!columns("bce_grad", p, y) || !mat_same("bce_grad", p, dp))
        return;
    double n = (double)p->rows;
    for (size_t i = 0; i < p->rows; i++) {
        double q = clip(p->data[i]);
        dp->data[i] = (real)((q - y->data[i]) / (n * q * (1 - q)));
    }
}

/* The greater one; NaN if any is. */
static double worse(double a, double b)
{
    return isnan(a) || a > b ? a : b;
}

double bce_check(const Mat *p, const Mat *y, const Mat *dp, double eps)
{
    if (!columns("bce_check", p, y) || !mat_same("bce_check", p, dp))
        return NAN;
    double worst = 0;
    Mat moved = mat_copy(p);
    for (size_t i = 0; i < p->rows; i++) {
        moved.data[i] = (real)(p->data[i] + eps);
        double up = bce_loss(&moved, y);
        moved.data[i] = (real)(p->data[i] - eps);
        double down = bce_loss(&moved, y);
        moved.data[i] = p->data[i];
        worst = worse(gradcheck_error((up - down) / (2 * eps), dp->data[i]),
                      worst);
    }
    mat_free(&moved);
    return worst;
}

/* log(1 + exp(a)) for any a. */
static double softplus(double a)
{
    return a > 0 ? a + log1p(exp(-a)) : log1p(exp(a));
}

double logits_loss(const Mat *z, const Mat *y)
{
    if (!columns("logits_loss", z, y))
        return NAN;
    double mean = 0;
    for (size_t i = 0; i < z->rows; i++) {
        double zi = z->data[i];
        double cost = y->data[i] > 0.5 ? softplus(-zi) : softplus(zi);
        mean += (cost - mean) / (double)(i + 1);
    }
    return mean;
}

void logits_grad(const Mat *z, const Mat *y, Mat *dz)
{
    if (!columns("logits_grad", z, y) || !mat_same("logits_grad", z, dz))
        return;
    for (size_t i = 0; i < z->rows; i++) {
        /* sigma(z) - 1 = -sigma(-z) */
        double side = y->data[i] > 0.5 ? -1 : 1;
        double e = exp(-fabs(z->data[i]));
        double s = side * z->data[i] >= 0 ? 1 / (1 + e) : e / (1 + e);
        dz->data[i] = (real)(side * s / (double)z->rows);
    }
}

/* The logit of one row of x. */
static double logit(const Mat *x, size_t i, const Mat *w, const Mat *b)
{
    const real *row = x->data + i * x->cols;
    double sum = 0;
    for (size_t j = 0; j < x->cols; j++)
        sum += (double)row[j] * w->data[j];
    return sum + b->data[0];
}

static Mat logits(const Mat *x, const Mat *w, const Mat *b)
{
    Mat z = mat_new(x->rows, 1);
    for (size_t i = 0; i < x->rows; i++)
        z.data[i] = (real)logit(x, i, w, b);
    return z;
}

double neuron_loss(const Mat *x, const Mat *y, const Mat *w, const Mat *b)
{
    if (!model_fits("neuron_loss", x, y, w, b))
        return NAN;
    Mat z = logits(x, w, b);
    double loss = logits_loss(&z, y);
    mat_free(&z);
    return loss;
}

void neuron_grad(const Mat *x, const Mat *y, const Mat *w, const Mat *b,
                 Mat *dx, Mat *dw, Mat *db)
{
    if (!model_fits("neuron_grad", x, y, w, b) ||
        !mat_same("neuron_grad", x, dx) || !mat_same("neuron_grad", w, dw) ||
        !mat_same("neuron_grad", b, db))
        return;
    size_t n = x->rows, d = x->cols;
    double sums[d + 1]; /* the last one is the bias */
    for (size_t j = 0; j <= d; j++)
        sums[j] = 0;
    Mat z = logits(x, w, b);
    logits_grad(&z, y, &z);
    for (size_t i = 0; i < n; i++) {
        for (size_t j = 0; j < d; j++) {
            sums[j] += (double)AT(x, i, j) * z.data[i];
            AT(dx, i, j) = w->data[j] * z.data[i];
        }
        sums[d] += z.data[i];
    }
    for (size_t j = 0; j < d; j++)
        dw->data[j] = (real)sums[j];
    db->data[0] = (real)sums[d];
    mat_free(&z);
}

double neuron_check(const Mat *x, const Mat *y, const Mat *w, const Mat *b,
                    const Mat *dx, double eps)
{
    if (!model_fits("neuron_check", x, y, w, b) ||
        !mat_same("neuron_check", x, dx))
        return NAN;
    double worst = 0;
    Mat moved = mat_copy(x);
    for (size_t k = 0; k < mat_size(x); k++) {
        real was = moved.data[k];
        moved.data[k] = (real)(was + eps);
        double slope = neuron_loss(&moved, y, w, b);
        moved.data[k] = (real)(was - eps);
        slope -= neuron_loss(&moved, y, w, b);
        moved.data[k] = was;
        worst =
            worse(gradcheck_error(slope / (eps + eps), dx->data[k]), worst);
    }
    mat_free(&moved);
    return worst;
}

void neuron_predict(const Mat *x, const Mat *w, const Mat *b, Mat *p,
                    Mat *decision)
{
    if (!fits("neuron_predict", x, w, b) ||
        !mat_shape("neuron_predict", p, x->rows, 1) ||
        !mat_same("neuron_predict", p, decision))
        return;
    for (size_t i = 0; i < x->rows; i++) {
        double z = logit(x, i, w, b);
        p->data[i] =
            (real)(z < 0 ? exp(z) / (1 + exp(z)) : 1 / (1 + exp(-z)));
        decision->data[i] = z > 0;
    }
}

void neuron_epoch(const Mat *x, const Mat *y, const size_t *order, size_t n,
                  size_t batch, double rate, Mat *w, Mat *b)
{
    if (!model_fits("neuron_epoch", x, y, w, b))
        return;
    size_t d = x->cols;
    double dw[d + 1];
    for (size_t from = 0, to; from < n; from = to) {
        to = n - from < batch ? n : from + batch;
        for (size_t j = 0; j <= d; j++)
            dw[j] = 0;
        /* No copies of the batch: straight from the rows where they are. */
        for (size_t k = from; k < to; k++) {
            double z = logit(x, order[k], w, b);
            double e = exp(-fabs(z));
            double off = (z < 0 ? e / (1 + e) : 1 / (1 + e)) -
                         (double)y->data[order[k]];
            for (size_t j = 0; j < d; j++)
                dw[j] += off * AT(x, order[k], j);
            dw[d] += off;
        }
        double pace = rate / (double)(to - from);
        for (size_t j = 0; j < d; j++)
            w->data[j] -= (real)(pace * dw[j]);
        b->data[0] -= (real)(pace * dw[d]);
    }
}
