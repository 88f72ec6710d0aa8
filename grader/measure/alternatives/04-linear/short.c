/* As short as it gets, with nested functions where C alone has none. */
#include "linear.h"

#include "gradcheck.h"
#include "rng.h"

#include <stdlib.h>
#include <string.h>

double init_bound(const char *rule, size_t in, size_t out)
{
    double i = (double)in, o = (double)out;
    return !strcmp(rule, "xavier")    ? sqrt(6 / (i + o))
           : !strcmp(rule, "he")      ? sqrt(6 / i)
           : !strcmp(rule, "product") ? sqrt(6 / (i * o))
           : !strcmp(rule, "small")   ? 0.001
           : !strcmp(rule, "zero")    ? 0
                                      : NAN;
}

Linear *linear_new(size_t in, size_t out, const char *rule, uint64_t seed)
{
    double a = init_bound(rule, in, out);
    Linear *l = isnan(a) ? NULL : malloc(sizeof *l);
    if (l) {
        Rng rng = rng_new(seed);
        l->W = mat_new(in, out), l->b = mat_new(1, out);
        l->dW = mat_new(in, out), l->db = mat_new(1, out);
        for (size_t k = 0; k < in * out; k++)
            l->W.data[k] = (real)(a - rng_uniform(&rng, 0, 1) * 2 * a);
        for (size_t k = 0; k < in * out; k++) /* (-a, a] becomes [-a, a) */
            l->W.data[k] = -l->W.data[k];
    }
    return l;
}

void linear_free(Linear *l)
{
    if (l)
        mat_free(&l->W), mat_free(&l->b), mat_free(&l->dW), mat_free(&l->db);
    free(l);
}

void linear_forward(const Linear *l, const Mat *x, Mat *y)
{
    if (mat_shape("linear_forward", x, x->rows, l->W.rows) &&
        mat_shape("linear_forward", y, x->rows, l->W.cols)) {
        mat_fill(y, 0);
        mat_add_row(&l->b, y);
        Mat xW = mat_copy(y);
        mat_mul(x, &l->W, &xW);
        mat_add_scaled(1, &xW, y);
        mat_free(&xW);
    }
}

void linear_backward(Linear *l, const Mat *x, const Mat *dy, Mat *dx)
{
    bool fits = mat_shape("linear_backward", x, x->rows, l->W.rows) &&
                mat_shape("linear_backward", dy, x->rows, l->W.cols) &&
                (!dx || mat_same("linear_backward", x, dx));
    if (fits && dx)
        mat_mul_nt(dy, &l->W, dx);
    if (fits)
        mat_mul_tn(x, dy, &l->dW), mat_column_sums(dy, &l->db);
}

void linear_step(Linear *l, double rate)
{
    mat_add_scaled(-rate, &l->db, &l->b);
    mat_add_scaled(-rate, &l->dW, &l->W);
}

void sigmoid_backward(const Mat *y, const Mat *dy, Mat *dx)
{
    if (mat_same("sigmoid_backward", y, dy) &&
        mat_same("sigmoid_backward", y, dx))
        for (size_t k = 0; k < mat_size(y); k++)
            dx->data[k] = y->data[k] * dy->data[k] * (1 - y->data[k]);
}

void relu_backward(const Mat *x, const Mat *dy, Mat *dx)
{
    if (mat_same("relu_backward", x, dy) && mat_same("relu_backward", x, dx))
        for (size_t k = 0; k < mat_size(x); k++)
            dx->data[k] = dy->data[k] * (real)(0 < x->data[k]);
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
    Mat at = mat_copy(x), y = mat_copy(up);
    double loss(void *unused)
    {
        double sum = 0;
        (void)unused;
        linear_forward(l, &at, &y);
        for (size_t k = 0; k < mat_size(&y); k++)
            sum += y.data[k] * up->data[k];
        return sum;
    }
    Mat *moved[] = {&at, &l->W, &l->b};
    const Mat *claim[] = {dx, dW, db};
    for (size_t m = 0; m < 3; m++) {
        double worst = 0;
        for (size_t k = 0; k < mat_size(moved[m]); k++) {
            real *entry = &moved[m]->data[k], was = *entry;
            *entry = was + (real)eps;
            double above = loss(NULL);
            *entry = was - (real)eps;
            double below = loss(NULL);
            *entry = was;
            double e = gradcheck_error((above - below) / (2 * eps),
                                       claim[m]->data[k]);
            worst = e > worst || isnan(e) ? e : worst;
            if (isnan(worst))
                break;
        }
        errors->data[m] = (real)worst;
    }
    mat_free(&at), mat_free(&y);
}
