/* Shapes are compared by hand, and the error names two matrices rather than
 * what was due. The squares of the bounds stand in a table, weights are drawn
 * neuron by neuron, and rows are arrays of variable length. */
#include "linear.h"

#include "gradcheck.h"
#include "rng.h"

#include <stdlib.h>
#include <string.h>

double init_bound(const char *rule, size_t in, size_t out)
{
    const struct {
        const char *name;
        double square; /* of the bound */
    } table[] = {
        {"xavier", 6.0 / (double)(in + out)},
        {"he", 6.0 / (double)in},
        {"product", 6.0 / (double)in / (double)out},
        {"small", 1e-6},
        {"zero", 0},
    };
    for (size_t i = 0; i < sizeof table / sizeof *table; i++)
        if (strcmp(rule, table[i].name) == 0)
            return sqrt(table[i].square);
    return NAN;
}

Linear *linear_new(size_t in, size_t out, const char *rule, uint64_t seed)
{
    double a = init_bound(rule, in, out);
    if (a != a)
        return NULL;
    Linear *l = calloc(1, sizeof *l);
    if (!l)
        abort();
    mat_resize(&l->W, in, out);
    mat_resize(&l->dW, in, out);
    mat_resize(&l->b, 1, out);
    mat_resize(&l->db, 1, out);
    mat_fill(&l->dW, 0);
    mat_fill(&l->b, 0);
    mat_fill(&l->db, 0);
    Rng rng = rng_new(seed);
    for (size_t j = 0; j < out; j++) /* neuron by neuron */
        for (size_t i = 0; i < in; i++)
            AT(&l->W, i, j) = (real)rng_uniform(&rng, -a, a);
    return l;
}

void linear_free(Linear *l)
{
    if (!l)
        return;
    for (Mat *const *m = (Mat *[]){&l->db, &l->dW, &l->b, &l->W, NULL}; *m;
         m++)
        mat_free(*m);
    free(l);
}

void linear_forward(const Linear *l, const Mat *x, Mat *y)
{
    size_t n = x->rows, in = l->W.rows, out = l->W.cols;
    if (!mat_shape("linear_forward", x, n, in) ||
        !mat_shape("linear_forward", y, n, out))
        return;
    const real(*X)[in] = (const real(*)[in])x->data;
    const real(*W)[out] = (const real(*)[out])l->W.data;
    real(*Y)[out] = (real(*)[out])y->data;
    for (size_t s = 0; s < n; s++)
        for (size_t j = 0; j < out; j++) {
            double sum = l->b.data[j];
            for (size_t i = 0; i < in; i++)
                sum += (double)X[s][i] * W[i][j];
            Y[s][j] = (real)sum;
        }
}

void linear_backward(Linear *l, const Mat *x, const Mat *dy, Mat *dx)
{
    size_t n = x->rows, in = l->W.rows, out = l->W.cols;
    if (x->cols != in || dy->rows != n || dy->cols != out ||
        (dx && (dx->rows != n || dx->cols != in))) {
        mat_mismatch("linear_backward", x, dy);
        return;
    }
    for (size_t j = 0; j < out; j++) {
        double sum = 0;
        for (size_t s = 0; s < n; s++)
            sum += AT(dy, s, j);
        l->db.data[j] = (real)sum;
    }
    for (size_t i = 0; i < in; i++)
        for (size_t j = 0; j < out; j++) {
            double sum = 0;
            for (size_t s = 0; s < n; s++)
                sum += (double)AT(x, s, i) * AT(dy, s, j);
            AT(&l->dW, i, j) = (real)sum;
        }
    if (!dx)
        return;
    for (size_t s = 0; s < n; s++)
        for (size_t i = 0; i < in; i++) {
            double sum = 0;
            for (size_t j = 0; j < out; j++)
                sum += (double)AT(dy, s, j) * AT(&l->W, i, j);
            AT(dx, s, i) = (real)sum;
        }
}

void linear_step(Linear *l, double rate)
{
    real *w = l->W.data, *b = l->b.data;
    const real *dw = l->dW.data, *db = l->db.data;
    for (size_t k = mat_size(&l->W); k > 0; k--)
        *w++ -= (real)(rate * *dw++);
    for (size_t k = mat_size(&l->b); k > 0; k--)
        *b++ -= (real)(rate * *db++);
}

void sigmoid_backward(const Mat *y, const Mat *dy, Mat *dx)
{
    if (!mat_same("sigmoid_backward", y, dy) ||
        !mat_same("sigmoid_backward", y, dx))
        return;
    for (size_t k = 0, size = mat_size(y); k < size; k++) {
        double s = y->data[k];
        dx->data[k] = (real)((s - s * s) * dy->data[k]);
    }
}

void relu_backward(const Mat *x, const Mat *dy, Mat *dx)
{
    if (!mat_same("relu_backward", x, dy) ||
        !mat_same("relu_backward", x, dx))
        return;
    for (size_t k = 0, size = mat_size(x); k < size; k++)
        dx->data[k] = signbit(x->data[k]) ? 0 : dy->data[k];
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
    Probe *p = context;
    linear_forward(p->layer, p->x, p->y);
    double sum = 0;
    for (size_t k = 0; k < mat_size(p->y); k++)
        sum += (double)p->y->data[k] * p->up->data[k];
    return sum;
}

/* The worst error of `grad`, moving the entries of `at` one by one. */
static double worst_of(Probe *probe, Mat *at, const Mat *grad, double eps)
{
    double worst = 0;
    for (size_t k = 0; k < mat_size(at); k++) {
        real was = at->data[k];
        at->data[k] = (real)(was + eps);
        double up = probe_loss(probe);
        at->data[k] = (real)(was - eps);
        double down = probe_loss(probe);
        at->data[k] = was;
        double e = gradcheck_error((up - down) / 2 / eps, grad->data[k]);
        if (!(e <= worst)) {
            worst = e;
            if (isnan(e))
                break;
        }
    }
    return worst;
}

void linear_check(Linear *l, const Mat *x, const Mat *up, const Mat *dx,
                  const Mat *dW, const Mat *db, double eps, Mat *errors)
{
    static const char me[] = "linear_check";
    if (!mat_shape(me, x, x->rows, l->W.rows) ||
        !mat_shape(me, up, x->rows, l->W.cols) || !mat_same(me, x, dx) ||
        !mat_same(me, &l->W, dW) || !mat_same(me, &l->b, db) ||
        !mat_shape(me, errors, 1, 3))
        return;
    Mat moved = mat_copy(x), y = mat_new(x->rows, l->W.cols);
    Probe probe = {l, &moved, up, &y};
    AT(errors, 0, 2) = (real)worst_of(&probe, &l->b, db, eps);
    AT(errors, 0, 1) = (real)worst_of(&probe, &l->W, dW, eps);
    AT(errors, 0, 0) = (real)worst_of(&probe, &moved, dx, eps);
    mat_free(&y);
    mat_free(&moved);
}
