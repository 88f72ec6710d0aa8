/* Samples as columns: x is transposed once and products come from the
 * ground; infinite costs as they are; goto where memory is released. */
#include "neuron.h"

#include "activations.h"
#include "gradcheck.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static bool columns(const char *where, const Mat *a, const Mat *y)
{
    return mat_shape(where, a, a->rows, 1) && mat_same(where, a, y);
}

static bool model_fits(const char *where, const Mat *x, const Mat *y,
                       const Mat *w, const Mat *b)
{
    return mat_shape(where, w, x->cols, 1) && mat_shape(where, b, 1, 1) &&
           mat_shape(where, y, x->rows, 1);
}

static Mat transposed(const Mat *m)
{
    Mat t = mat_new(m->cols, m->rows);
    for (size_t j = 0; j < m->cols; j++)
        for (size_t i = 0; i < m->rows; i++)
            AT(&t, j, i) = AT(m, i, j);
    return t;
}

double bce_loss(const Mat *p, const Mat *y)
{
    double loss = NAN;
    if (!columns("bce_loss", p, y))
        goto out;
    loss = 0;
    if (p->rows == 0)
        goto out;
    for (size_t i = 0; i < p->rows; i++) {
        double q = AT(p, i, 0), t = AT(y, i, 0);
        if (t != 0)
            loss += t * log(q);
        if (t != 1)
            loss += (1 - t) * log(1 - q);
    }
    loss = -loss / (double)p->rows;
out:
    return loss;
}

void bce_grad(const Mat *p, const Mat *y, Mat *dp)
{
    if (!columns("bce_grad", p, y) || !mat_same("bce_grad", p, dp))
        return;
    for (size_t i = 0; i < p->rows; i++) {
        double q = AT(p, i, 0), t = AT(y, i, 0), n = (double)p->rows;
        if (q == t)
            AT(dp, i, 0) = (real)((t ? -1 : 1) / n);
        else
            AT(dp, i, 0) = (real)((q - t) / (q * (1 - q)) / n);
    }
}

static double call_bce(void *of)
{
    const Mat **m = of;
    return bce_loss(m[0], m[1]);
}

double bce_check(const Mat *p, const Mat *y, const Mat *dp, double eps)
{
    if (!columns("bce_check", p, y) || !mat_same("bce_check", p, dp))
        return NAN;
    if (p->rows < 1)
        return 0;
    Mat q = mat_copy(p);
    const Mat *both[2] = {&q, y};
    GradCheck g = gradcheck_all(call_bce, both, &q, dp, eps);
    mat_free(&q);
    return g.error;
}

double logits_loss(const Mat *z, const Mat *y)
{
    if (!columns("logits_loss", z, y))
        return NAN;
    double sum = 0;
    for (size_t i = 0; i < z->rows; i++) {
        double s = (1 - 2 * AT(y, i, 0)) * AT(z, i, 0);
        /* log(e^0 + e^s) with the greater taken out */
        double m = fmax(0, s);
        sum += m + log(exp(0 - m) + exp(s - m));
    }
    return z->rows ? sum / (double)z->rows : 0;
}

void logits_grad(const Mat *z, const Mat *y, Mat *dz)
{
    if (!columns("logits_grad", z, y) || !mat_same("logits_grad", z, dz))
        return;
    Mat p = mat_new(z->rows, 1);
    sigmoid(z, &p);
    mat_add_scaled(-1, y, &p);
    mat_fill(dz, 0);
    if (z->rows)
        mat_add_scaled(1. / (double)z->rows, &p, dz);
    mat_free(&p);
}

/* 1 x N */
static Mat logits_row(const Mat *xT, const Mat *w, const Mat *b)
{
    Mat wT = transposed(w), z = mat_new(1, xT->cols);
    mat_mul(&wT, xT, &z);
    for (size_t i = 0; i < z.cols; i++)
        z.data[i] += b->data[0];
    mat_free(&wT);
    return z;
}

static Mat logits_column(const Mat *x, const Mat *w, const Mat *b)
{
    Mat xT = transposed(x), row = logits_row(&xT, w, b);
    Mat z = transposed(&row);
    mat_free(&xT);
    mat_free(&row);
    return z;
}

double neuron_loss(const Mat *x, const Mat *y, const Mat *w, const Mat *b)
{
    if (!model_fits("neuron_loss", x, y, w, b))
        return NAN;
    Mat z = logits_column(x, w, b);
    double loss = logits_loss(&z, y);
    mat_free(&z);
    return loss;
}

void neuron_grad(const Mat *x, const Mat *y, const Mat *w, const Mat *b,
                 Mat *dx, Mat *dw, Mat *db)
{
    Mat z = {0}, d = {0}, dT = {0}, xT = {0}, outer = {0}, wT = {0};
    if (!model_fits("neuron_grad", x, y, w, b) ||
        !mat_same("neuron_grad", x, dx) || !mat_same("neuron_grad", w, dw) ||
        !mat_same("neuron_grad", b, db))
        goto out;
    z = logits_column(x, w, b);
    d = mat_copy(&z);
    logits_grad(&z, y, &d);
    dT = transposed(&d);
    xT = transposed(x);
    wT = transposed(w);
    outer = mat_new(x->rows, x->cols);
    mat_mul(&d, &wT, &outer);
    mat_mul(&xT, &d, dw);
    mat_assign(&outer, dx);
    db->data[0] = 0;
    for (size_t i = 0; i < dT.cols; i++)
        db->data[0] += dT.data[i];
out:
    mat_free(&z);
    mat_free(&d);
    mat_free(&dT);
    mat_free(&xT);
    mat_free(&wT);
    mat_free(&outer);
}

struct inputs {
    const Mat *x, *y, *w, *b;
};

static double call_neuron(void *of)
{
    struct inputs *in = of;
    return neuron_loss(in->x, in->y, in->w, in->b);
}

double neuron_check(const Mat *x, const Mat *y, const Mat *w, const Mat *b,
                    const Mat *dx, double eps)
{
    if (!model_fits("neuron_check", x, y, w, b) ||
        !mat_same("neuron_check", x, dx))
        return NAN;
    Mat own = mat_copy(x);
    struct inputs in = {.x = &own, .y = y, .w = w, .b = b};
    double error = mat_size(x)
                       ? gradcheck_all(call_neuron, &in, &own, dx, eps).error
                       : 0;
    mat_free(&own);
    return error;
}

void neuron_predict(const Mat *x, const Mat *w, const Mat *b, Mat *p,
                    Mat *decision)
{
    if (!mat_shape("neuron_predict", w, x->cols, 1) ||
        !mat_shape("neuron_predict", b, 1, 1) ||
        !mat_shape("neuron_predict", p, x->rows, 1) ||
        !mat_shape("neuron_predict", decision, x->rows, 1))
        return;
    Mat z = logits_column(x, w, b);
    sigmoid(&z, p);
    for (size_t i = 0; i < z.rows; i++)
        decision->data[i] = signbit(z.data[i]) ? 0 : 1;
    mat_free(&z);
}

void neuron_epoch(const Mat *x, const Mat *y, const size_t *order, size_t n,
                  size_t batch, double rate, Mat *w, Mat *b)
{
    if (!model_fits("neuron_epoch", x, y, w, b) || n == 0)
        return;
    /* all samples in their order, one copy; batches are windows of it */
    Mat all = mat_new(n, x->cols), labels = mat_new(n, 1);
    Mat dx = mat_new(n, x->cols), dw = mat_new(w->rows, 1),
        db = mat_new(1, 1);
    for (size_t i = 0; i < n; i++) {
        if (x->cols)
            memcpy(&AT(&all, i, 0), &AT(x, order[i], 0),
                   x->cols * sizeof(real));
        labels.data[i] = y->data[order[i]];
    }
    for (size_t from = 0; from < n; from += batch) {
        size_t rows = n - from;
        if (rows > batch)
            rows = batch;
        Mat part = {rows, x->cols, all.data + from * x->cols};
        Mat t = {rows, 1, labels.data + from},
            slopes = {rows, x->cols, dx.data};
        neuron_grad(&part, &t, w, b, &slopes, &dw, &db);
        mat_add_scaled(-rate, &dw, w);
        mat_add_scaled(-rate, &db, b);
    }
    mat_free(&all);
    mat_free(&labels);
    mat_free(&dx);
    mat_free(&dw);
    mat_free(&db);
}
