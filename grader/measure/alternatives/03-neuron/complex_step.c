/* The slopes in p and in z by a complex step through analytic losses. */
#include <complex.h>
#undef I

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
    double sum = 0;
    for (size_t i = 0; i < p->rows; i++) {
        double right = AT(y, i, 0) > 0.5 ? AT(p, i, 0) : 1 - AT(p, i, 0);
        sum -= log(right); /* the other term is 0 times a logarithm */
    }
    return p->rows ? sum / (double)p->rows : 0;
}

static const double tiny = 1e-20;

/* -log p or -log(1 - p), whose slope at the ends needs no logarithm. */
static double complex surprise(double complex p, double label)
{
    return -clog(label > 0.5 ? p : 1 - p);
}

void bce_grad(const Mat *p, const Mat *y, Mat *dp)
{
    if (!columns("bce_grad", p, y) || !mat_same("bce_grad", p, dp))
        return;
    for (size_t i = 0; i < p->rows; i++) {
        double pi = AT(p, i, 0), label = AT(y, i, 0);
        double slope = cimag(surprise(CMPLX(pi, tiny), label)) / tiny;
        if (fabs(pi - label) == 1) /* certain and wrong: no power series */
            slope = label > 0.5 ? -INFINITY : INFINITY;
        AT(dp, i, 0) = (real)(slope / (double)p->rows);
    }
}

typedef struct {
    const Mat *p, *y;
} BceAt;

static double bce_at(void *context)
{
    const BceAt *at = context;
    return bce_loss(at->p, at->y);
}

double bce_check(const Mat *p, const Mat *y, const Mat *dp, double eps)
{
    if (!columns("bce_check", p, y) || !mat_same("bce_check", p, dp))
        return NAN;
    if (p->rows == 0)
        return 0;
    Mat moved = mat_copy(p);
    GradCheck worst =
        gradcheck_all(bce_at, &(BceAt){&moved, y}, &moved, dp, eps);
    mat_free(&moved);
    return worst.error;
}

double logits_loss(const Mat *z, const Mat *y)
{
    if (!columns("logits_loss", z, y))
        return NAN;
    double sum = 0;
    for (size_t i = 0; i < z->rows; i++) {
        double zi = AT(z, i, 0);
        sum += fmax(zi, 0) - zi * AT(y, i, 0) + log1p(exp(-fabs(zi)));
    }
    return z->rows ? sum / (double)z->rows : 0;
}

/* log(1 + exp(z)) - z y; the real part alone decides which form is taken. */
static double complex cost(double complex z, double label)
{
    return creal(z) > 0 ? z * (1 - label) + clog(1 + cexp(-z))
                        : clog(1 + cexp(z)) - z * label;
}

void logits_grad(const Mat *z, const Mat *y, Mat *dz)
{
    if (!columns("logits_grad", z, y) || !mat_same("logits_grad", z, dz))
        return;
    for (size_t i = 0; i < z->rows; i++) {
        double complex at = CMPLX((double)AT(z, i, 0), tiny);
        AT(dz, i, 0) =
            (real)(cimag(cost(at, AT(y, i, 0))) / tiny / (double)z->rows);
    }
}

/* z = x w + b, in a matrix that the caller frees. */
static Mat logits_of(const Mat *x, const Mat *w, const Mat *b)
{
    Mat z = mat_new(x->rows, 1);
    mat_mul(x, w, &z);
    mat_add_row(b, &z);
    return z;
}

double neuron_loss(const Mat *x, const Mat *y, const Mat *w, const Mat *b)
{
    if (!model_fits("neuron_loss", x, y, w, b))
        return NAN;
    Mat z = logits_of(x, w, b);
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
    Mat z = logits_of(x, w, b), dz = mat_new(x->rows, 1);
    logits_grad(&z, y, &dz);
    mat_mul_nt(&dz, w, dx);
    mat_mul_tn(x, &dz, dw);
    mat_column_sums(&dz, db);
    mat_free(&z);
    mat_free(&dz);
}

typedef struct {
    const Mat *x, *y, *w, *b;
} NeuronAt;

static double neuron_at(void *context)
{
    const NeuronAt *at = context;
    return neuron_loss(at->x, at->y, at->w, at->b);
}

double neuron_check(const Mat *x, const Mat *y, const Mat *w, const Mat *b,
                    const Mat *dx, double eps)
{
    if (!model_fits("neuron_check", x, y, w, b) ||
        !mat_same("neuron_check", x, dx))
        return NAN;
    Mat moved = mat_copy(x);
    GradCheck worst = gradcheck_all(neuron_at, &(NeuronAt){&moved, y, w, b},
                                    &moved, dx, eps);
    mat_free(&moved);
    return mat_size(x) ? worst.error : 0;
}

void neuron_predict(const Mat *x, const Mat *w, const Mat *b, Mat *p,
                    Mat *decision)
{
    if (!fits("neuron_predict", x, w, b) ||
        !mat_shape("neuron_predict", p, x->rows, 1) ||
        !mat_same("neuron_predict", p, decision))
        return;
    Mat z = logits_of(x, w, b);
    sigmoid(&z, p);
    for (size_t i = 0; i < x->rows; i++)
        AT(decision, i, 0) = AT(p, i, 0) >= (real)0.5;
    mat_free(&z);
}

/* Copies the rows order[0 .. count-1] of `from` into `to`. */
static void gather(const Mat *from, const size_t *order, size_t count,
                   Mat *to)
{
    for (size_t i = 0; i < count; i++)
        for (size_t j = 0; j < from->cols; j++)
            AT(to, i, j) = AT(from, order[i], j);
}

/* One step on the samples order[0 .. count-1]. */
static void step(const Mat *x, const Mat *y, const size_t *order,
                 size_t count, double rate, Mat *w, Mat *b)
{
    Mat part = mat_new(count, x->cols), labels = mat_new(count, 1);
    Mat dx = mat_new(count, x->cols), dw = mat_new(w->rows, 1);
    Mat db = mat_new(1, 1);
    gather(x, order, count, &part);
    gather(y, order, count, &labels);
    neuron_grad(&part, &labels, w, b, &dx, &dw, &db);
    mat_add_scaled(-rate, &dw, w);
    mat_add_scaled(-rate, &db, b);
    mat_free(&part);
    mat_free(&labels);
    mat_free(&dx);
    mat_free(&dw);
    mat_free(&db);
}

void neuron_epoch(const Mat *x, const Mat *y, const size_t *order, size_t n,
                  size_t batch, double rate, Mat *w, Mat *b)
{
    if (!model_fits("neuron_epoch", x, y, w, b))
        return;
    for (size_t first = 0; first < n; first += batch)
        step(x, y, order + first, n - first < batch ? n - first : batch, rate,
             w, b);
}
