/* Sums in long double, compensated where they are long; recursion for the
 * product of a row and a column; what is compared is collected first. */
#include "linear.h"

#include "gradcheck.h"
#include "rng.h"

#include <ctype.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

double init_bound(const char *rule, size_t in, size_t out)
{
    if (strcmp(rule, "zero") == 0)
        return 0;
    if (strcmp(rule, "small") == 0)
        return .001;
    long double width = strcmp(rule, "xavier") == 0    ? (long double)in + out
                        : strcmp(rule, "product") == 0 ? (long double)in * out
                        : strcmp(rule, "he") == 0      ? (long double)in
                                                       : NAN;
    return (double)sqrtl(6 / width);
}

static Mat zeros(size_t rows, size_t cols)
{
    Mat m = {.rows = rows, .cols = cols};
    m.data = calloc(rows * cols, sizeof *m.data);
    if (!m.data) {
        fputs("no memory\n", stderr);
        abort();
    }
    return m;
}

Linear *linear_new(size_t in, size_t out, const char *rule, uint64_t seed)
{
    double a = init_bound(rule, in, out);
    if (isnan(a))
        return NULL;
    Linear *l = malloc(sizeof *l);
    *l = (Linear){zeros(in, out), zeros(1, out), zeros(in, out),
                  zeros(1, out)};
    Rng rng = rng_new(seed ^ UINT64_C(0x9e3779b97f4a7c15));
    for (size_t i = 0; i < in * out; i++)
        do
            l->W.data[i] = (real)rng_uniform(&rng, -a, a);
        while (l->W.data[i] >= a && a > 0);
    return l;
}

void linear_free(Linear *l)
{
    if (!l)
        return;
    mat_free(&l->db);
    mat_free(&l->b);
    mat_free(&l->dW);
    mat_free(&l->W);
    free(l);
}

/* sum a[k * da] * b[k * db] */
static long double sum(const real *a, size_t da, const real *b, size_t db,
                       size_t n)
{
    if (n == 0)
        return 0;
    if (n == 1)
        return (long double)*a * *b;
    size_t half = n / 2;
    return sum(a, da, b, db, half) +
           sum(a + half * da, da, b + half * db, db, n - half);
}

void linear_forward(const Linear *l, const Mat *x, Mat *y)
{
    size_t in = l->W.rows, out = l->W.cols;
    if (!mat_shape("linear_forward", x, x->rows, in) ||
        !mat_shape("linear_forward", y, x->rows, out))
        return;
    for (size_t k = 0; k < mat_size(y); k++)
        y->data[k] =
            (real)(l->b.data[k % out] + sum(&AT(x, k / out, 0), 1,
                                            &AT(&l->W, 0, k % out), out, in));
}

void linear_backward(Linear *l, const Mat *x, const Mat *dy, Mat *dx)
{
    size_t in = l->W.rows, out = l->W.cols, n = x->rows;
    if (!mat_shape("linear_backward", x, n, in) ||
        !mat_shape("linear_backward", dy, n, out))
        return;
    if (dx != NULL && !mat_shape("linear_backward", dx, n, in))
        return;
    static const real one[] = {1};
    for (size_t k = 0; dx && k < mat_size(dx); k++)
        dx->data[k] =
            (real)sum(&AT(dy, k / in, 0), 1, &AT(&l->W, k % in, 0), 1, out);
    for (size_t k = 0; k < in * out; k++)
        l->dW.data[k] =
            (real)sum(x->data + k / out, in, dy->data + k % out, out, n);
    for (size_t j = 0; j < out; j++)
        l->db.data[j] = (real)sum(dy->data + j, out, one, 0, n);
}

void linear_step(Linear *l, double rate)
{
    real *w = l->W.data, *end = w + mat_size(&l->W), *g = l->dW.data;
    while (w < end)
        *w++ -= (real)((long double)rate * *g++);
    for (w = l->b.data, end = w + l->b.cols, g = l->db.data; w < end;)
        *w++ -= (real)((long double)rate * *g++);
}

void sigmoid_backward(const Mat *y, const Mat *dy, Mat *dx)
{
    if (!mat_same("sigmoid_backward", y, dy) ||
        !mat_same("sigmoid_backward", y, dx))
        return;
    for (size_t k = 0; k < mat_size(dx); k++) {
        long double s = y->data[k];
        dx->data[k] = (real)(s * (1.0L - s) * dy->data[k]);
    }
}

void relu_backward(const Mat *x, const Mat *dy, Mat *dx)
{
    if (!mat_same("relu_backward", x, dy) ||
        !mat_same("relu_backward", x, dx))
        return;
    for (size_t k = 0; k < mat_size(dx); k++)
        if (x->data[k] > 0)
            dx->data[k] = dy->data[k];
        else
            dx->data[k] = 0;
}

static long double loss(const Linear *l, const Mat *x, const Mat *up)
{
    long double total = 0;
    for (size_t i = 0; i < x->rows; i++)
        for (size_t j = 0; j < up->cols; j++)
            total += AT(up, i, j) *
                     (l->b.data[j] + sum(&AT(x, i, 0), 1, &AT(&l->W, 0, j),
                                         l->W.cols, l->W.rows));
    return total;
}

static Mat numeric(Mat *m, const Linear *l, const Mat *x, const Mat *up,
                   double eps)
{
    Mat slopes = zeros(m->rows, m->cols + 1);
    for (size_t k = 0; k < mat_size(m); k++) {
        const real was = m->data[k];
        m->data[k] = was + (real)eps;
        long double above = loss(l, x, up);
        m->data[k] = was - (real)eps;
        long double below = loss(l, x, up);
        m->data[k] = was;
        slopes.data[k] = (real)((above - below) / (2.0L * eps));
    }
    return slopes;
}

static double greatest(Mat *slopes, const Mat *claim)
{
    double worst = 0;
    for (size_t k = 0; k < mat_size(claim); k++) {
        double e = gradcheck_error(slopes->data[k], claim->data[k]);
        if (isnan(e))
            worst = e;
        else if (e > worst)
            worst = e;
    }
    mat_free(slopes);
    return worst;
}

void linear_check(Linear *l, const Mat *x, const Mat *up, const Mat *dx,
                  const Mat *dW, const Mat *db, double eps, Mat *errors)
{
    if (!mat_shape("linear_check", x, x->rows, l->W.rows) ||
        !mat_shape("linear_check", up, x->rows, l->W.cols) ||
        !mat_same("linear_check", x, dx) ||
        !mat_same("linear_check", &l->W, dW) ||
        !mat_same("linear_check", &l->b, db) ||
        !mat_shape("linear_check", errors, 1, 3))
        return;
    Mat own = mat_copy(x);
    Mat slopes[] = {numeric(&own, l, &own, up, eps),
                    numeric(&l->W, l, x, up, eps),
                    numeric(&l->b, l, x, up, eps)};
    const Mat *claims[] = {dx, dW, db};
    for (int i = 0; i < 3; i++)
        errors->data[i] = (real)greatest(slopes + i, claims[i]);
    mat_free(&own);
}
