/* Plain loops instead of the ground's products. */
#include "linear.h"

#include "gradcheck.h"
#include "rng.h"

#include <stdlib.h>
#include <string.h>

double init_bound(const char *rule, size_t in, size_t out)
{
    double i = (double)in, o = (double)out;
    if (!strcmp(rule, "xavier"))
        return sqrt(3 / ((i + o) / 2));
    if (!strcmp(rule, "he"))
        return sqrt(3) * sqrt(2 / i);
    if (!strcmp(rule, "product"))
        return sqrt(6 / i / o);
    if (!strcmp(rule, "small"))
        return 1e-3;
    if (!strcmp(rule, "zero"))
        return 0;
    return NAN;
}

Linear *linear_new(size_t in, size_t out, const char *rule, uint64_t seed)
{
    double a = init_bound(rule, in, out);
    if (a != a)
        return NULL;
    Linear *l = calloc(1, sizeof(Linear));
    l->W = mat_new(in, out);
    l->b = mat_new(1, out);
    l->dW = mat_copy(&l->W);
    l->db = mat_copy(&l->b);
    Rng rng = rng_new(seed);
    for (size_t j = 0; j < out; j++)
        for (size_t i = 0; i < in; i++)
            AT(&l->W, i, j) = (real)rng_uniform(&rng, -a, a);
    return l;
}

void linear_free(Linear *l)
{
    if (l) {
        Mat *all[] = {&l->db, &l->dW, &l->b, &l->W};
        for (int i = 0; i < 4; i++)
            mat_free(all[i]);
        free(l);
    }
}

void linear_forward(const Linear *l, const Mat *x, Mat *y)
{
    size_t in = l->W.rows, out = l->W.cols;
    if (!mat_shape("linear_forward", x, x->rows, in) ||
        !mat_shape("linear_forward", y, x->rows, out))
        return;
    for (size_t j = 0; j < out; j++)
        for (size_t n = 0; n < x->rows; n++) {
            double sum = AT(&l->b, 0, j);
            for (size_t i = in; i-- > 0;)
                sum += AT(x, n, i) * AT(&l->W, i, j);
            AT(y, n, j) = (real)sum;
        }
}

void linear_backward(Linear *l, const Mat *x, const Mat *dy, Mat *dx)
{
    size_t in = l->W.rows, out = l->W.cols;
    if (!mat_shape("linear_backward", x, x->rows, in) ||
        !mat_shape("linear_backward", dy, x->rows, out) ||
        (dx && !mat_same("linear_backward", dx, x)))
        return;
    mat_fill(&l->dW, 0);
    mat_fill(&l->db, 0);
    if (dx)
        mat_fill(dx, 0);
    for (size_t n = 0; n < x->rows; n++)
        for (size_t j = 0; j < out; j++) {
            AT(&l->db, 0, j) += AT(dy, n, j);
            for (size_t i = 0; i < in; i++) {
                AT(&l->dW, i, j) += AT(x, n, i) * AT(dy, n, j);
                if (dx)
                    AT(dx, n, i) += AT(dy, n, j) * AT(&l->W, i, j);
            }
        }
}

void linear_step(Linear *l, double rate)
{
    for (size_t j = 0; j < l->W.cols; j++) {
        for (size_t i = 0; i < l->W.rows; i++)
            AT(&l->W, i, j) -= (real)(rate * AT(&l->dW, i, j));
        AT(&l->b, 0, j) -= (real)(rate * AT(&l->db, 0, j));
    }
}

void sigmoid_backward(const Mat *y, const Mat *dy, Mat *dx)
{
    if (!mat_same("sigmoid_backward", y, dy) ||
        !mat_same("sigmoid_backward", y, dx))
        return;
    for (size_t i = 0; i < y->rows; i++)
        for (size_t j = 0; j < y->cols; j++) {
            double s = AT(y, i, j);
            AT(dx, i, j) = (real)((s - s * s) * AT(dy, i, j));
        }
}

void relu_backward(const Mat *x, const Mat *dy, Mat *dx)
{
    if (!mat_same("relu_backward", x, dy) ||
        !mat_same("relu_backward", x, dx))
        return;
    for (size_t i = 0; i < x->rows; i++)
        for (size_t j = 0; j < x->cols; j++)
            AT(dx, i, j) = AT(x, i, j) < 0 ? 0 : AT(dy, i, j);
}

/* The loss, read off afresh each time. */
static double loss_at(const Linear *l, const Mat *x, const Mat *up)
{
    long double sum = 0;
    Mat y = mat_new(up->rows, up->cols);
    linear_forward(l, x, &y);
    for (size_t i = mat_size(&y); i-- > 0;)
        sum += (long double)y.data[i] * up->data[i];
    mat_free(&y);
    return (double)sum;
}

/* The greatest error among the entries of `m`, moving each in turn. */
static double worst(const Linear *l, const Mat *x, const Mat *up, Mat *m,
                    const Mat *claimed, double eps)
{
    double most = 0;
    for (size_t i = 0; i < mat_size(m); i++) {
        real kept = m->data[i];
        m->data[i] = (real)(kept + eps);
        double slope = loss_at(l, x, up);
        m->data[i] = (real)(kept - eps);
        slope = (slope - loss_at(l, x, up)) / (2 * eps);
        m->data[i] = kept;
        double error = gradcheck_error(slope, claimed->data[i]);
        if (isnan(error))
            return NAN;
        most = error > most ? error : most;
    }
    return most;
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
    AT(errors, 0, 2) = (real)worst(l, x, up, &l->b, db, eps);
    AT(errors, 0, 1) = (real)worst(l, x, up, &l->W, dW, eps);
    AT(errors, 0, 0) = (real)worst(l, &own, up, &own, dx, eps);
    mat_free(&own);
}
