/* Terms are tabulated first, sorted by size, and summed from the smallest;
 * the table grows and stays. What is given is used where it is. */
#include "neuron.h"

#include "activations.h"
#include "gradcheck.h"

#include <stdlib.h>
#include <string.h>

static double *table;
static size_t room;

static double *terms(size_t n)
{
    if (n > room) {
        room = 2 * n;
        table = realloc(table, room * sizeof *table);
    }
    return table;
}

static int by_size(const void *a, const void *b)
{
    double x = fabs(*(const double *)a), y = fabs(*(const double *)b);
    return x < y ? -1 : x > y;
}

static double mean(double *t, size_t n)
{
    double sum = 0;
    if (n)
        qsort(t, n, sizeof *t, by_size);
    for (size_t i = 0; i < n; i++)
        sum += t[i];
    return n ? sum / (double)n : 0;
}

static bool alike(const char *who, const Mat *a, const Mat *b, const Mat *c)
{
    return mat_shape(who, a, a->rows, 1) && mat_same(who, a, b) &&
           (c == NULL || mat_same(who, a, c));
}

static bool together(const char *who, const Mat *x, const Mat *y,
                     const Mat *w, const Mat *b)
{
    return mat_shape(who, w, x->cols, 1) && mat_shape(who, b, 1, 1) &&
           mat_shape(who, y, x->rows, 1);
}

double bce_loss(const Mat *p, const Mat *y)
{
    if (!alike("bce_loss", p, y, NULL))
        return NAN;
    double *t = terms(p->rows);
    for (size_t i = 0; i < p->rows; i++) {
        /* p^y (1 - p)^(1 - y) */
        double q = p->data[i], label = y->data[i];
        t[i] = -log(pow(q, label) * pow(1 - q, 1 - label));
    }
    return mean(t, p->rows);
}

void bce_grad(const Mat *p, const Mat *y, Mat *dp)
{
    if (!alike("bce_grad", p, y, dp))
        return;
    for (size_t i = 0; i < p->rows; i++) {
        double sign = y->data[i] > 0 ? -1 : 1;
        double right = y->data[i] > 0 ? p->data[i] : 1 - p->data[i];
        dp->data[i] = (real)(sign / right / (double)p->rows);
    }
}

typedef struct {
    double (*loss)(void *);
    const Mat *m[4];
} Question;

static double ask_bce(void *q)
{
    return bce_loss(((Question *)q)->m[0], ((Question *)q)->m[1]);
}

static double ask_neuron(void *q)
{
    const Mat *const *m = ((Question *)q)->m;
    return neuron_loss(m[0], m[1], m[2], m[3]);
}

static double answer(Question q, const Mat *of, const Mat *claim, double eps)
{
    Mat moved = mat_copy(of);
    q.m[0] = &moved;
    double error = 0;
    if (mat_size(of))
        error = gradcheck_all(q.loss, &q, &moved, claim, eps).error;
    mat_free(&moved);
    return error;
}

double bce_check(const Mat *p, const Mat *y, const Mat *dp, double eps)
{
    if (!alike("bce_check", p, y, dp))
        return NAN;
    return answer((Question){ask_bce, {[1] = y}}, p, dp, eps);
}

double logits_loss(const Mat *z, const Mat *y)
{
    if (!alike("logits_loss", z, y, NULL))
        return NAN;
    double *t = terms(z->rows);
    for (size_t i = 0; i < z->rows; i++) {
        double a = y->data[i] > 0 ? z->data[i] : -z->data[i];
        t[i] = a < -36 ? -a + exp(a) : a > 36 ? exp(-a) : log(1 + exp(-a));
    }
    return mean(t, z->rows);
}

void logits_grad(const Mat *z, const Mat *y, Mat *dz)
{
    if (!alike("logits_grad", z, y, dz))
        return;
    sigmoid(z, dz);
    for (real *d = dz->data, *end = d + z->rows, *t = y->data; d < end;)
        *d++ -= *t++;
    for (size_t i = 0; i < z->rows; i++)
        dz->data[i] *= (real)(1.0 / (double)z->rows);
}

static Mat affine(const Mat *x, const Mat *w, const Mat *b)
{
    Mat z = mat_new(x->rows, 1);
    mat_fill(&z, b->data[0]);
    for (size_t j = 0; j < x->cols; j++) /* column by column */
        for (size_t i = 0; i < x->rows; i++)
            z.data[i] += AT(x, i, j) * w->data[j];
    return z;
}

double neuron_loss(const Mat *x, const Mat *y, const Mat *w, const Mat *b)
{
    if (!together("neuron_loss", x, y, w, b))
        return NAN;
    Mat z = affine(x, w, b);
    double loss = logits_loss(&z, y);
    mat_free(&z);
    return loss;
}

void neuron_grad(const Mat *x, const Mat *y, const Mat *w, const Mat *b,
                 Mat *dx, Mat *dw, Mat *db)
{
    if (!together("neuron_grad", x, y, w, b) ||
        !mat_same("neuron_grad", x, dx) || !mat_same("neuron_grad", w, dw) ||
        !mat_same("neuron_grad", b, db))
        return;
    Mat dz = affine(x, w, b);
    logits_grad(&dz, y, &dz);
    for (size_t i = 0; i < x->rows; i++)
        for (size_t j = 0; j < x->cols; j++)
            AT(dx, i, j) = dz.data[i] * w->data[j];
    for (size_t j = 0; j < x->cols; j++) {
        double *t = terms(x->rows);
        for (size_t i = 0; i < x->rows; i++)
            t[i] = (double)AT(x, i, j) * dz.data[i];
        dw->data[j] = (real)(mean(t, x->rows) * (double)x->rows);
    }
    double *t = terms(x->rows);
    for (size_t i = 0; i < x->rows; i++)
        t[i] = dz.data[i];
    db->data[0] = (real)(mean(t, x->rows) * (double)x->rows);
    mat_free(&dz);
}

double neuron_check(const Mat *x, const Mat *y, const Mat *w, const Mat *b,
                    const Mat *dx, double eps)
{
    if (!together("neuron_check", x, y, w, b) ||
        !mat_same("neuron_check", x, dx))
        return NAN;
    return answer((Question){ask_neuron, {NULL, y, w, b}}, x, dx, eps);
}

void neuron_predict(const Mat *x, const Mat *w, const Mat *b, Mat *p,
                    Mat *decision)
{
    if (!mat_shape("neuron_predict", w, x->cols, 1) ||
        !mat_shape("neuron_predict", b, 1, 1) ||
        !mat_shape("neuron_predict", p, x->rows, 1) ||
        !mat_same("neuron_predict", p, decision))
        return;
    Mat z = affine(x, w, b);
    sigmoid(&z, p);
    for (size_t i = 0; i < x->rows; i++)
        decision->data[i] = (real)lround(p->data[i]);
    mat_free(&z);
}

void neuron_epoch(const Mat *x, const Mat *y, const size_t *order, size_t n,
                  size_t batch, double rate, Mat *w, Mat *b)
{
    if (!together("neuron_epoch", x, y, w, b))
        return;
    for (; n > 0;
         order += n < batch ? n : batch, n -= n < batch ? n : batch) {
        size_t rows = n < batch ? n : batch;
        Mat xs = mat_new(rows, x->cols), ys = mat_new(rows, 1);
        Mat dx = mat_copy(&xs), dw = mat_copy(w), db = mat_copy(b);
        for (size_t i = 0; i < rows; i++) {
            ys.data[i] = y->data[order[i]];
            for (size_t j = 0; j < x->cols; j++)
                AT(&xs, i, j) = AT(x, order[i], j);
        }
        neuron_grad(&xs, &ys, w, b, &dx, &dw, &db);
        mat_add_scaled(-rate, &db, b);
        mat_add_scaled(-rate, &dw, w);
        mat_free(&xs);
        mat_free(&ys);
        mat_free(&dx);
        mat_free(&dw);
        mat_free(&db);
        if (n <= batch)
            break;
    }
}
