/* W is kept transposed besides, in a cache that is found by the layer's
 * address and made afresh whenever W may have changed. Names as in the
 * libraries that it was learnt with. */
#include "linear.h"

#include "gradcheck.h"
#include "rng.h"

#include <stdlib.h>
#include <string.h>

enum { CACHE = 8 };
static struct entry {
    const Linear *layer;
    Mat WT;
} cache[CACHE];
static unsigned next_entry;

/* The transposed weights as they are now. */
const Mat *weights_transposed(const Linear *l)
{
    struct entry *e = NULL;
    for (int i = 0; i < CACHE && !e; i++)
        if (cache[i].layer == l)
            e = &cache[i];
    if (!e)
        e = &cache[next_entry++ % CACHE];
    e->layer = l;
    mat_resize(&e->WT, l->W.cols, l->W.rows);
    for (size_t i = 0; i < l->W.rows; i++)
        for (size_t j = 0; j < l->W.cols; j++)
            AT(&e->WT, j, i) = AT(&l->W, i, j);
    return &e->WT;
}

double kaiming_uniform(double fan_in)
{
    return sqrt(6.0) / sqrt(fan_in);
}

double glorot_uniform(double fan_in, double fan_out)
{
    return sqrt(6.0) / sqrt(fan_in + fan_out);
}

double init_bound(const char *rule, size_t in, size_t out)
{
    switch (*rule) {
    case 'x':
        return strcmp(rule, "xavier") ? NAN : glorot_uniform(in, out);
    case 'h':
        return strcmp(rule, "he") ? NAN : kaiming_uniform(in);
    case 'p':
        return strcmp(rule, "product") ? NAN
                                       : kaiming_uniform((double)in * out);
    case 's':
        return strcmp(rule, "small") ? NAN : 1.0 / 1000;
    case 'z':
        return strcmp(rule, "zero") ? NAN : 0.0;
    default:
        return NAN;
    }
}

Linear *linear_new(size_t in, size_t out, const char *rule, uint64_t seed)
{
    double a = init_bound(rule, in, out);
    if (isnan(a))
        return NULL;
    Mat WT = mat_new(out, in); /* drawn row by row of the transposed one */
    Rng generator = rng_new(seed);
    rng_fill(&generator, -1, 1, &WT);
    Linear *self = malloc(sizeof(Linear));
    self->W = mat_new(in, out);
    self->b = mat_new(1, out);
    self->dW = mat_new(in, out);
    self->db = mat_new(1, out);
    for (size_t i = 0; i < in; i++)
        for (size_t j = 0; j < out; j++)
            AT(&self->W, i, j) = (real)(a * AT(&WT, j, i));
    mat_free(&WT);
    return self;
}

void linear_free(Linear *self)
{
    if (!self)
        return;
    for (int i = 0; i < CACHE; i++)
        if (cache[i].layer == self) {
            mat_free(&cache[i].WT);
            cache[i].layer = NULL;
        }
    mat_free(&self->W);
    mat_free(&self->dW);
    mat_free(&self->b);
    mat_free(&self->db);
    memset(self, 0, sizeof *self);
    free(self);
}

void linear_forward(const Linear *l, const Mat *x, Mat *y)
{
    if (!mat_shape("linear_forward", x, x->rows, l->W.rows) ||
        !mat_shape("linear_forward", y, x->rows, l->W.cols))
        return;
    mat_mul_nt(x, weights_transposed(l), y);
    mat_add_row(&l->b, y);
}

void linear_backward(Linear *l, const Mat *x, const Mat *dy, Mat *dx)
{
    if (!mat_shape("linear_backward", x, x->rows, l->W.rows) ||
        !mat_shape("linear_backward", dy, x->rows, l->W.cols) ||
        (dx && !mat_same("linear_backward", x, dx)))
        return;
    if (dx)
        mat_mul(dy, weights_transposed(l), dx);
    Mat dWT = mat_new(l->W.cols, l->W.rows);
    mat_mul_tn(dy, x, &dWT);
    for (size_t i = 0; i < l->dW.rows; i++)
        for (size_t j = 0; j < l->dW.cols; j++)
            AT(&l->dW, i, j) = AT(&dWT, j, i);
    mat_free(&dWT);
    mat_column_sums(dy, &l->db);
}

void linear_step(Linear *l, double rate)
{
    Mat W = mat_copy(&l->dW), b = mat_copy(&l->db);
    for (size_t k = 0; k < mat_size(&W); k++)
        W.data[k] *= (real)-rate;
    for (size_t k = 0; k < mat_size(&b); k++)
        b.data[k] *= (real)-rate;
    mat_add_scaled(1, &W, &l->W);
    mat_add_scaled(1, &b, &l->b);
    mat_free(&W);
    mat_free(&b);
}

void sigmoid_backward(const Mat *y, const Mat *dy, Mat *dx)
{
    if (!mat_same("sigmoid_backward", y, dy) ||
        !mat_same("sigmoid_backward", y, dx))
        return;
    Mat slope = mat_copy(y);
    for (size_t i = 0; i < y->rows; i++)
        for (size_t j = 0; j < y->cols; j++)
            AT(&slope, i, j) *= 1 - AT(y, i, j);
    for (size_t i = 0; i < y->rows; i++)
        for (size_t j = 0; j < y->cols; j++)
            AT(dx, i, j) = AT(&slope, i, j) * AT(dy, i, j);
    mat_free(&slope);
}

void relu_backward(const Mat *x, const Mat *dy, Mat *dx)
{
    if (!mat_same("relu_backward", x, dy) ||
        !mat_same("relu_backward", x, dx))
        return;
    for (size_t j = 0; j < x->cols; j++)
        for (size_t i = 0; i < x->rows; i++)
            AT(dx, i, j) = !(AT(x, i, j) > 0) ? 0 : AT(dy, i, j);
}

static double forward_and_sum(void *context)
{
    void **args = context;
    const Linear *l = args[0];
    const Mat *x = args[1], *up = args[2];
    Mat y = mat_new(up->rows, up->cols), total = mat_new(1, 1);
    linear_forward(l, x, &y);
    Mat flat = {1, mat_size(&y), y.data};
    Mat weights = {mat_size(up), 1, up->data};
    mat_mul(&flat, &weights, &total);
    double sum = total.data[0];
    mat_free(&y);
    mat_free(&total);
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
    Mat own = mat_copy(x);
    void *args[] = {l, &own, (void *)up};
    Mat *variables[] = {&own, &l->W, &l->b};
    const Mat *given[] = {dx, dW, db};
    for (int i = 0; i < 3; i++)
        AT(errors, 0, i) = (real)gradcheck_all(forward_and_sum, args,
                                               variables[i], given[i], eps)
                               .error;
    mat_free(&own);
}
