/* Products in blocks of four with restrict pointers and vector types; one
 * allocation for all four matrices of a layer would not do, since mat_free()
 * releases each, so each has its own. */
#include "linear.h"

#include "gradcheck.h"
#include "rng.h"

#include <stdalign.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

typedef real V4 __attribute__((vector_size(4 * sizeof(real)), aligned(1)));

/* Is the word the one that the switch asks for? The first two letters tell
 * all rules apart. */
#define WORD(a, b) ((a) << 8 | (b))

double init_bound(const char *rule, size_t in, size_t out)
{
    static const char *const known = " xavier he product small zero ";
    char padded[32];
    if (strlen(rule) < 2 || strlen(rule) > 20 || strchr(rule, ' '))
        return NAN;
    sprintf(padded, " %s ", rule);
    if (strstr(known, padded) == NULL)
        return NAN;
    switch (WORD(rule[0], rule[1])) {
    case WORD('x', 'a'):
        return sqrt(6.0 / (double)(in + out));
    case WORD('h', 'e'):
        return sqrt(6.0 / (double)in);
    case WORD('p', 'r'):
        return sqrt(6.0 / (double)in / (double)out);
    case WORD('s', 'm'):
        return 0.1 / 100;
    }
    return 0;
}

Linear *linear_new(size_t in, size_t out, const char *rule, uint64_t seed)
{
    const double a = init_bound(rule, in, out);
    Linear *l = NULL;
    if (a != a)
        goto end;
    l = calloc(1, sizeof *l);
    if (!l)
        goto end;
    mat_resize(&l->W, in, out);
    mat_resize(&l->b, 1, out);
    mat_resize(&l->dW, in, out);
    mat_resize(&l->db, 1, out);
    mat_fill(&l->b, 0);
    mat_fill(&l->dW, 0);
    mat_fill(&l->db, 0);
    Rng rng[2] = {rng_new(seed), rng_new(~seed)}; /* two streams */
    for (size_t i = 0; i < in; i++)
        for (size_t j = 0; j < out; j++)
            AT(&l->W, i, j) = (real)rng_uniform(&rng[j % 2], -a, a);
end:
    return l;
}

void linear_free(Linear *l)
{
    if (l) {
        mat_free(&l->W), mat_free(&l->b);
        mat_free(&l->dW), mat_free(&l->db);
        free(l);
    }
}

/* y += a x, n numbers */
static void add(size_t n, real a, const real *restrict x, real *restrict y)
{
    for (; n >= 4; n -= 4, x += 4, y += 4)
        *(V4 *)y = *(V4 *)y + a * *(const V4 *)x;
    while (n--)
        *y++ += a * *x++;
}

static real inner(size_t n, const real *restrict x, const real *restrict y)
{
    V4 sum = {0};
    real rest = 0;
    for (; n >= 4; n -= 4, x += 4, y += 4)
        sum += *(const V4 *)x * *(const V4 *)y;
    while (n--)
        rest += *x++ * *y++;
    return (sum[0] + sum[1]) + (sum[2] + sum[3]) + rest;
}

void linear_forward(const Linear *l, const Mat *x, Mat *y)
{
    const size_t in = l->W.rows, out = l->W.cols;
    if (!mat_shape("linear_forward", x, x->rows, in) ||
        !mat_shape("linear_forward", y, x->rows, out))
        return;
    for (size_t n = 0; n < x->rows; n++) {
        real *to = y->data + n * out;
        memcpy(to, l->b.data, out * sizeof *to);
        for (size_t i = 0; i < in; i++)
            add(out, AT(x, n, i), &AT(&l->W, i, 0), to);
    }
}

void linear_backward(Linear *l, const Mat *x, const Mat *dy, Mat *dx)
{
    const size_t in = l->W.rows, out = l->W.cols, N = x->rows;
    if (!mat_shape("linear_backward", x, N, in) ||
        !mat_shape("linear_backward", dy, N, out) ||
        (dx && !mat_shape("linear_backward", dx, N, in)))
        return;
    memset(l->db.data, 0, out * sizeof(real));
    memset(l->dW.data, 0, in * out * sizeof(real));
    for (size_t n = 0; n < N; n++) {
        const real *d = dy->data + n * out;
        add(out, 1, d, l->db.data);
        for (size_t i = 0; i < in; i++) {
            add(out, AT(x, n, i), d, &AT(&l->dW, i, 0));
            if (dx)
                AT(dx, n, i) = inner(out, d, &AT(&l->W, i, 0));
        }
    }
}

void linear_step(Linear *l, double rate)
{
    add(mat_size(&l->W), (real)-rate, l->dW.data, l->W.data);
    add(l->b.cols, (real)-rate, l->db.data, l->b.data);
}

void sigmoid_backward(const Mat *y, const Mat *dy, Mat *dx)
{
    if (!mat_same("sigmoid_backward", y, dy) ||
        !mat_same("sigmoid_backward", dy, dx))
        return;
    const real *s = y->data, *end = s + mat_size(y), *d = dy->data;
    for (real *to = dx->data; s != end; s++, d++, to++)
        *to = *s * (1 - *s) * *d;
}

void relu_backward(const Mat *x, const Mat *dy, Mat *dx)
{
    if (!mat_same("relu_backward", x, dy) ||
        !mat_same("relu_backward", dy, dx))
        return;
    for (size_t k = 0; k < mat_size(x); k++)
        dx->data[k] = (real)(x->data[k] >= 0) * dy->data[k];
}

typedef struct {
    const Linear *l;
    const Mat *x, *up;
} Where;

static double loss(void *where)
{
    const Where *at = where;
    double sum = 0;
    for (size_t n = 0; n < at->x->rows; n++)
        for (size_t j = 0; j < at->up->cols; j++) {
            double y = at->l->b.data[j];
            for (size_t i = 0; i < at->x->cols; i++)
                y += AT(at->x, n, i) * AT(&at->l->W, i, j);
            sum += AT(at->up, n, j) * y;
        }
    return sum;
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
    alignas(64) double found[3];
    Mat moved = mat_copy(x);
    Where at = {.l = l, .x = &moved, .up = up};
    found[2] = gradcheck_all(loss, &at, &l->b, db, eps).error;
    found[1] = gradcheck_all(loss, &at, &l->W, dW, eps).error;
    found[0] = gradcheck_all(loss, &at, &moved, dx, eps).error;
    mat_free(&moved);
    for (size_t k = 3; k-- > 0;)
        AT(errors, 0, k) = (real)found[k];
}
