/* Structs of its own, arrays of variable length, pointers that walk; the loss
 * clips at 1e-15 and so does its gradient. */
#include "neuron.h"

#include "gradcheck.h"

#include <stdlib.h>

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

static const double closest = 1e-15;

static double clipped(double p)
{
    return p < closest ? closest : p > 1 - closest ? 1 - closest : p;
}

double bce_loss(const Mat *p, const Mat *y)
{
    if (!columns("bce_loss", p, y))
        return NAN;
    if (p->rows == 0)
        return 0;
    double ones = 0, zeros = 0;
    const real *label = y->data;
    for (const real *at = p->data; at < p->data + p->rows; at++, label++) {
        ones += *label * log(clipped(*at));
        zeros += (1 - *label) * log(1 - clipped(*at));
    }
    return (ones + zeros) / -(double)p->rows;
}

void bce_grad(const Mat *p, const Mat *y, Mat *dp)
{
    if (!columns("bce_grad", p, y) || !mat_same("bce_grad", p, dp))
        return;
    size_t n = p->rows;
    for (size_t i = 0; i < n; i++) {
        double q = clipped(p->data[i]), t = y->data[i];
        dp->data[i] = (real)(((1 - t) / (1 - q) - t / q) / (double)n);
    }
}

/* The loss, of anything, as a function of one number in a matrix. */
typedef struct {
    double (*of)(const void *inputs, const Mat *moved);
    const void *inputs;
} Loss;

static double greatest(const Loss *loss, const Mat *x, const Mat *dx,
                       double eps)
{
    size_t n = mat_size(x);
    double error[n + 1], worst = 0;
    Mat own = mat_copy(x);
    for (size_t i = 0; i < n; i++) {
        double value[2];
        for (int side = 0; side < 2; side++) {
            own.data[i] = (real)(x->data[i] + (side ? eps : -eps));
            value[side] = loss->of(loss->inputs, &own);
        }
        own.data[i] = x->data[i];
        error[i] =
            gradcheck_error((value[1] - value[0]) / (2 * eps), dx->data[i]);
    }
    mat_free(&own);
    for (size_t i = 0; i < n; i++)
        if (isnan(error[i]))
            return NAN;
        else
            worst = fmax(worst, error[i]);
    return worst;
}

static double of_p(const void *y, const Mat *p)
{
    return bce_loss(p, y);
}

double bce_check(const Mat *p, const Mat *y, const Mat *dp, double eps)
{
    if (!columns("bce_check", p, y) || !mat_same("bce_check", p, dp))
        return NAN;
    return greatest(&(Loss){of_p, y}, p, dp, eps);
}

/* The loss of one logit: softplus of minus the logit of the right label. */
static double cost(double z, double label)
{
    double wrong = label > 0 ? -z : z;
    return wrong > 0 ? wrong + log1p(exp(-wrong)) : log1p(exp(wrong));
}

double logits_loss(const Mat *z, const Mat *y)
{
    if (!columns("logits_loss", z, y))
        return NAN;
    double mean = 0;
    for (size_t i = 0; i < z->rows; i++) /* a running mean */
        mean += (cost(z->data[i], y->data[i]) - mean) / (double)(i + 1);
    return mean;
}

static double chance(double z)
{
    return z < 0 ? exp(z) / (1 + exp(z)) : 1 / (1 + exp(-z));
}

void logits_grad(const Mat *z, const Mat *y, Mat *dz)
{
    if (!columns("logits_grad", z, y) || !mat_same("logits_grad", z, dz))
        return;
    real n = (real)z->rows, *out = dz->data;
    for (size_t i = 0; i < z->rows; i++)
        *out++ = (real)(y->data[i] > 0 ? -chance(-z->data[i]) / n
                                       : chance(z->data[i]) / n);
}

typedef struct {
    const Mat *y, *w, *b;
} Rest;

static double of_x(const void *inputs, const Mat *x)
{
    const Rest *r = inputs;
    return neuron_loss(x, r->y, r->w, r->b);
}

static double product(const real *a, const real *b, size_t n)
{
    return n ? fma(a[n - 1], b[n - 1], product(a, b, n - 1)) : 0;
}

static void logits(const Mat *x, const Mat *w, const Mat *b, Mat *z)
{
    for (size_t i = 0; i < x->rows; i++)
        z->data[i] = (real)(product(x->data + i * x->cols, w->data, x->cols) +
                            b->data[0]);
}

double neuron_loss(const Mat *x, const Mat *y, const Mat *w, const Mat *b)
{
    if (!model_fits("neuron_loss", x, y, w, b))
        return NAN;
    Mat z = mat_new(x->rows, 1);
    logits(x, w, b, &z);
    double loss = logits_loss(&z, y);
    return mat_free(&z), loss;
}

void neuron_grad(const Mat *x, const Mat *y, const Mat *w, const Mat *b,
                 Mat *dx, Mat *dw, Mat *db)
{
    if (!model_fits("neuron_grad", x, y, w, b) ||
        !mat_same("neuron_grad", x, dx) || !mat_same("neuron_grad", w, dw) ||
        !mat_same("neuron_grad", b, db))
        return;
    Mat z = mat_new(x->rows, 1);
    logits(x, w, b, &z);
    logits_grad(&z, y, &z); /* in place */
    db->data[0] = 0;
    for (size_t i = 0; i < z.rows; i++)
        db->data[0] += z.data[i];
    for (size_t j = 0; j < w->rows; j++) {
        long double sum = 0;
        for (size_t i = 0; i < z.rows; i++) {
            sum += (long double)x->data[i * x->cols + j] * z.data[i];
            dx->data[i * x->cols + j] = w->data[j] * z.data[i];
        }
        dw->data[j] = (real)sum;
    }
    mat_free(&z);
}

double neuron_check(const Mat *x, const Mat *y, const Mat *w, const Mat *b,
                    const Mat *dx, double eps)
{
    if (!model_fits("neuron_check", x, y, w, b) ||
        !mat_same("neuron_check", x, dx))
        return NAN;
    return greatest(&(Loss){of_x, &(Rest){y, w, b}}, x, dx, eps);
}

void neuron_predict(const Mat *x, const Mat *w, const Mat *b, Mat *p,
                    Mat *decision)
{
    if (!fits("neuron_predict", x, w, b) ||
        !mat_shape("neuron_predict", p, x->rows, 1) ||
        !mat_same("neuron_predict", p, decision))
        return;
    logits(x, w, b, decision);
    for (size_t i = 0; i < p->rows; i++) {
        p->data[i] = (real)chance(decision->data[i]);
        decision->data[i] = round(p->data[i]);
    }
}

static void train(const Mat *x, const Mat *y, const size_t *order, size_t n,
                  double rate, Mat *w, Mat *b)
{
    double slope[n], change_of_b = 0;
    for (size_t k = 0; k < n; k++) {
        const real *row = x->data + order[k] * x->cols;
        slope[k] = chance(product(row, w->data, x->cols) + b->data[0]) -
                   y->data[order[k]];
        change_of_b += slope[k];
    }
    for (size_t j = 0; j < w->rows; j++) {
        double sum = 0;
        for (size_t k = 0; k < n; k++)
            sum += slope[k] * x->data[order[k] * x->cols + j];
        w->data[j] -= (real)(rate * sum / (double)n);
    }
    b->data[0] -= (real)(rate * change_of_b / (double)n);
}

void neuron_epoch(const Mat *x, const Mat *y, const size_t *order, size_t n,
                  size_t batch, double rate, Mat *w, Mat *b)
{
    if (!model_fits("neuron_epoch", x, y, w, b))
        return;
    while (n > 0) {
        size_t now = batch < n ? batch : n;
        train(x, y, order, now, rate, w, b);
        order += now;
        n -= now;
    }
}
