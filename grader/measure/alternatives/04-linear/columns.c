/* Works column by column with pointers; the same bound by logarithms. */
#include "linear.h"

#include "gradcheck.h"
#include "rng.h"

#include <stdlib.h>
#include <string.h>

#define IS(name) (strcmp(name, rule) == 0)

double init_bound(const char *rule, size_t in, size_t out)
{
    double log_in = log((double)in), log_out = log((double)out);
    return IS("zero")      ? 0
           : IS("small")   ? 1e-3
           : IS("he")      ? exp((log(6) - log_in) / 2)
           : IS("product") ? exp((log(6) - log_in - log_out) / 2)
           : IS("xavier")  ? sqrt(6) / sqrt((double)in + (double)out)
                           : NAN;
}

Linear *linear_new(size_t in, size_t out, const char *rule, uint64_t seed)
{
    const double a = init_bound(rule, in, out);
    if (!(a >= 0))
        return NULL;
    Linear *layer = malloc(sizeof *layer);
    *layer = (Linear){.W = mat_new(in, out),
                      .dW = mat_new(in, out),
                      .b = mat_new(1, out),
                      .db = mat_new(1, out)};
    Rng dice = rng_new(seed);
    real *w = layer->W.data;
    for (size_t k = 0; k < in * out; k++)
        w[k] = (real)(rng_uniform(&dice, 0, 2 * a) - a);
    return layer;
}

void linear_free(Linear *l)
{
    for (int m = 0; l && m < 4; m++)
        mat_free((Mat *[]){&l->db, &l->dW, &l->b, &l->W}[m]);
    free(l);
}

static double dot(const real *a, size_t a_step, const real *b, size_t b_step,
                  size_t n)
{
    double sum = 0;
    while (n--) {
        sum += (double)*a * *b;
        a += a_step;
        b += b_step;
    }
    return sum;
}

void linear_forward(const Linear *l, const Mat *x, Mat *y)
{
    const Mat *w = &l->W;
    if (!mat_shape("linear_forward", x, x->rows, w->rows) ||
        !mat_shape("linear_forward", y, x->rows, w->cols))
        return;
    for (size_t j = 0; j < w->cols; j++)
        for (size_t i = 0; i < x->rows; i++)
            AT(y, i, j) = (real)(dot(x->data + i * x->cols, 1, w->data + j,
                                     w->cols, w->rows) +
                                 l->b.data[j]);
}

void linear_backward(Linear *l, const Mat *x, const Mat *dy, Mat *dx)
{
    size_t n = x->rows, in = l->W.rows, out = l->W.cols;
    if (!mat_shape("linear_backward", x, n, in) ||
        !mat_shape("linear_backward", dy, n, out) ||
        (dx && !mat_shape("linear_backward", dx, n, in)))
        return;
    for (size_t j = 0; j < out; j++) {
        l->db.data[j] = 0;
        for (size_t i = 0; i < n; i++)
            l->db.data[j] += AT(dy, i, j);
        for (size_t k = 0; k < in; k++)
            AT(&l->dW, k, j) =
                (real)dot(x->data + k, in, dy->data + j, out, n);
    }
    if (dx == NULL)
        return;
    for (size_t i = 0; i < n; i++)
        for (size_t k = 0; k < in; k++)
            AT(dx, i, k) =
                (real)dot(dy->data + i * out, 1, l->W.data + k * out, 1, out);
}

void linear_step(Linear *l, double rate)
{
    Mat *value[] = {&l->b, &l->W}, *slope[] = {&l->db, &l->dW};
    for (int m = 0; m < 2; m++)
        for (size_t k = mat_size(value[m]); k-- > 0;)
            value[m]->data[k] =
                (real)fma(-rate, slope[m]->data[k], value[m]->data[k]);
}

void sigmoid_backward(const Mat *y, const Mat *dy, Mat *dx)
{
    if (!mat_same("sigmoid_backward", dx, y) ||
        !mat_same("sigmoid_backward", dx, dy))
        return;
    for (size_t k = 0; k < mat_size(dx); k++) {
        double half = y->data[k] - 0.5; /* y (1 - y) = 1/4 - half^2 */
        dx->data[k] = (real)(dy->data[k] * (0.25 - half * half));
    }
}

void relu_backward(const Mat *x, const Mat *dy, Mat *dx)
{
    if (!mat_same("relu_backward", dx, x) ||
        !mat_same("relu_backward", dx, dy))
        return;
    mat_assign(dy, dx);
    for (size_t k = 0; k < mat_size(dx); k++)
        if (x->data[k] < 0)
            dx->data[k] = 0;
}

/* The loss is linear in every entry, so only what moves is summed. */
void linear_check(Linear *l, const Mat *x, const Mat *up, const Mat *dx,
                  const Mat *dW, const Mat *db, double eps, Mat *errors)
{
    if (!mat_shape("linear_check", x, x->rows, l->W.rows) ||
        !mat_shape("linear_check", up, x->rows, l->W.cols) ||
        !mat_same("linear_check", dx, x) ||
        !mat_same("linear_check", dW, &l->W) ||
        !mat_same("linear_check", db, &l->b) ||
        !mat_shape("linear_check", errors, 1, 3))
        return;
    Mat at = mat_copy(x), y[2];
    Mat *moved[] = {&at, &l->W, &l->b};
    const Mat *claimed[] = {dx, dW, db};
    y[0] = mat_new(up->rows, up->cols);
    y[1] = mat_new(up->rows, up->cols);
    for (int m = 0; m < 3; m++) {
        double worst = 0;
        for (size_t k = 0; k < mat_size(moved[m]); k++) {
            real before = moved[m]->data[k];
            for (int side = 0; side < 2; side++) {
                moved[m]->data[k] = (real)(before + (side ? eps : -eps));
                linear_forward(l, &at, &y[side]);
            }
            moved[m]->data[k] = before;
            double rise = 0;
            for (size_t i = 0; i < mat_size(up); i++)
                rise += up->data[i] * (y[1].data[i] - y[0].data[i]);
            double error =
                gradcheck_error(rise / (2 * eps), claimed[m]->data[k]);
            if (!(error <= worst))
                worst = isnan(worst) ? worst : error;
        }
        errors->data[m] = (real)worst;
    }
    mat_free(&at);
    mat_free(&y[0]);
    mat_free(&y[1]);
}
