/* Transposed copies, outer products, biases as a column of ones; slope 1/2 at
 * the kink; the check uses a clone of the layer. */
#include "linear.h"

#include "gradcheck.h"
#include "rng.h"

#include <stdlib.h>
#include <string.h>

enum { XAVIER, HE, PRODUCT, SMALL, ZERO, RULES };
static const char *const names[RULES] = {"xavier", "he", "product", "small",
                                         "zero"};

double init_bound(const char *rule, size_t in, size_t out)
{
    int which = 0;
    while (which < RULES && strcmp(rule, names[which]))
        which++;
    switch (which) {
    case XAVIER:
        return sqrt(6.0 / (double)(in + out));
    case HE:
        return pow((double)in / 6, -0.5);
    case PRODUCT:
        return sqrt(6.0 / (double)(in * out));
    case SMALL:
        return 1 / 1000.0;
    case ZERO:
        return 0;
    default:
        return NAN;
    }
}

static Linear empty(size_t in, size_t out)
{
    Linear l = {.W = mat_new(in, out), .dW = mat_new(in, out)};
    l.b = mat_new(1, out);
    l.db = mat_new(1, out);
    return l;
}

Linear *linear_new(size_t in, size_t out, const char *rule, uint64_t seed)
{
    double a = init_bound(rule, in, out);
    if (isnan(a))
        return 0;
    Linear *l = malloc(sizeof *l);
    *l = empty(in, out);
    Rng rng = rng_new(seed);
    for (size_t k = mat_size(&l->W); k > 0; k--)
        l->W.data[k - 1] = (real)(a * rng_uniform(&rng, -1, 1));
    return l;
}

void linear_free(Linear *l)
{
    if (l == NULL)
        return;
    mat_free(&l->db);
    mat_free(&l->dW);
    mat_free(&l->b);
    mat_free(&l->W);
    free(l);
}

static Mat transposed(const Mat *m)
{
    Mat t = mat_new(m->cols, m->rows);
    for (size_t i = 0; i < m->rows; i++)
        for (size_t j = 0; j < m->cols; j++)
            AT(&t, j, i) = AT(m, i, j);
    return t;
}

static Mat ones(size_t rows, size_t cols)
{
    Mat m = mat_new(rows, cols);
    mat_fill(&m, 1);
    return m;
}

void linear_forward(const Linear *l, const Mat *x, Mat *y)
{
    if (!mat_shape("linear_forward", x, x->rows, l->W.rows) ||
        !mat_shape("linear_forward", y, x->rows, l->W.cols))
        return;
    Mat column = ones(x->rows, 1), spread = mat_new(y->rows, y->cols);
    mat_mul(&column, &l->b, &spread);
    mat_mul(x, &l->W, y);
    mat_add_scaled(1, &spread, y);
    mat_free(&column);
    mat_free(&spread);
}

void linear_backward(Linear *l, const Mat *x, const Mat *dy, Mat *dx)
{
    if (!mat_shape("linear_backward", x, x->rows, l->W.rows) ||
        !mat_shape("linear_backward", dy, x->rows, l->W.cols) ||
        (dx && !mat_same("linear_backward", x, dx)))
        return;
    Mat xt = transposed(x), wt = transposed(&l->W), row = ones(1, x->rows);
    mat_mul(&xt, dy, &l->dW);
    mat_mul(&row, dy, &l->db);
    if (dx)
        mat_mul(dy, &wt, dx);
    mat_free(&xt);
    mat_free(&wt);
    mat_free(&row);
}

static void descend(double rate, const Mat *slope, Mat *m)
{
    Mat change = mat_copy(slope);
    for (real *p = change.data, *end = p + mat_size(m); p != end; ++p)
        *p = (real)(*p * rate);
    mat_add_scaled(-1, &change, m);
    mat_free(&change);
}

void linear_step(Linear *l, double rate)
{
    descend(rate, &l->db, &l->b);
    descend(rate, &l->dW, &l->W);
}

void sigmoid_backward(const Mat *y, const Mat *dy, Mat *dx)
{
    if (!mat_same("sigmoid_backward", y, dy) ||
        !mat_same("sigmoid_backward", y, dx))
        return;
    Mat slope = ones(y->rows, y->cols);
    mat_add_scaled(-1, y, &slope);
    for (size_t i = 0; i < mat_size(y); i++)
        slope.data[i] *= y->data[i];
    for (size_t i = 0; i < mat_size(y); i++)
        dx->data[i] = slope.data[i] * dy->data[i];
    mat_free(&slope);
}

void relu_backward(const Mat *x, const Mat *dy, Mat *dx)
{
    if (!mat_same("relu_backward", x, dy) ||
        !mat_same("relu_backward", x, dx))
        return;
    for (size_t i = 0; i < mat_size(x); i++)
        dx->data[i] = dy->data[i] * (x->data[i] > 0) +
                      dy->data[i] * (x->data[i] == 0) / 2;
}

typedef struct {
    const Linear *l;
    const Mat *x, *up;
} Question;

static double answer(void *context)
{
    Question *q = context;
    Mat y = mat_new(q->up->rows, q->up->cols);
    linear_forward(q->l, q->x, &y);
    real sum = 0;
    for (size_t i = 0; i < mat_size(&y); i++)
        sum += y.data[i] * q->up->data[i];
    mat_free(&y);
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
    Linear clone = empty(l->W.rows, l->W.cols);
    mat_assign(&l->W, &clone.W);
    mat_assign(&l->b, &clone.b);
    Mat at = mat_copy(x);
    Question q = {&clone, &at, up};
    real *out = errors->data;
    *out++ = (real)gradcheck_all(answer, &q, &at, dx, eps).error;
    *out++ = (real)gradcheck_all(answer, &q, &clone.W, dW, eps).error;
    *out++ = (real)gradcheck_all(answer, &q, &clone.b, db, eps).error;
    mat_free(&at);
    mat_free(&clone.W);
    mat_free(&clone.b);
    mat_free(&clone.dW);
    mat_free(&clone.db);
}
