/* W and b are worked on as one matrix with an extra row; weights are drawn
 * from an order of its own; rules come from a table. */
#include "linear.h"

#include "gradcheck.h"
#include "rng.h"

#include <stdlib.h>
#include <string.h>

static double xavier(double in, double out)
{
    return sqrt(6 / (in + out));
}

static double he(double in, double out)
{
    (void)out;
    return sqrt(6 / in);
}

static double product(double in, double out)
{
    return sqrt(6) / sqrt(in * out);
}

static double small(double in, double out)
{
    return 0 * (in + out) + 0.001;
}

static double zero(double in, double out)
{
    return 0 * (in + out);
}

static const struct rule {
    char name[8];
    double (*bound)(double in, double out);
} rules[] = {{"xavier", xavier},
             {"he", he},
             {"product", product},
             {"small", small},
             {"zero", zero}};

double init_bound(const char *rule, size_t in, size_t out)
{
    const size_t n = sizeof rules / sizeof rules[0];
    for (const struct rule *r = rules; r < rules + n; r++)
        if (strcmp(r->name, rule) == 0)
            return r->bound((double)in, (double)out);
    return NAN;
}

Linear *linear_new(size_t in, size_t out, const char *rule, uint64_t seed)
{
    double a = init_bound(rule, in, out);
    if (isnan(a))
        return NULL;
    Linear *l = malloc(sizeof(Linear));
    if (l == NULL)
        return NULL;
    l->W = mat_new(in, out);
    l->b = mat_new(1, out);
    l->dW = mat_new(in, out);
    l->db = mat_new(1, out);
    Rng rng = rng_new(seed);
    for (size_t k = in * out; k > 0; k--) { /* from the last to the first */
        double share = (double)(rng_next(&rng) >> 11) * 0x1p-53;
        l->W.data[k - 1] = (real)(a * (2 * share - 1));
    }
    return l;
}

void linear_free(Linear *l)
{
    if (l == NULL)
        return;
    free(l->W.data);
    free(l->b.data);
    free(l->dW.data);
    free(l->db.data);
    free(l);
}

static Mat with_ones(const Mat *x)
{
    Mat wide = mat_new(x->rows, x->cols + 1);
    for (size_t i = 0; i < x->rows; i++) {
        AT(&wide, i, 0) = 1;
        for (size_t j = 0; j < x->cols; j++)
            AT(&wide, i, j + 1) = AT(x, i, j);
    }
    return wide;
}

static Mat stacked(const Mat *b, const Mat *W)
{
    Mat all = mat_new(W->rows + 1, W->cols);
    memcpy(all.data, b->data, b->cols * sizeof(real));
    memcpy(all.data + b->cols, W->data, mat_size(W) * sizeof(real));
    return all;
}

void linear_forward(const Linear *l, const Mat *x, Mat *y)
{
    if (!mat_shape("linear_forward", x, x->rows, l->W.rows) ||
        !mat_shape("linear_forward", y, x->rows, l->W.cols))
        return;
    Mat wide = with_ones(x), all = stacked(&l->b, &l->W);
    mat_mul(&wide, &all, y);
    mat_free(&wide);
    mat_free(&all);
}

void linear_backward(Linear *l, const Mat *x, const Mat *dy, Mat *dx)
{
    if (!mat_shape("linear_backward", x, x->rows, l->W.rows) ||
        !mat_shape("linear_backward", dy, x->rows, l->W.cols) ||
        (dx && !mat_same("linear_backward", x, dx)))
        return;
    Mat wide = with_ones(x), slopes = mat_new(wide.cols, dy->cols);
    Mat all = stacked(&l->b, &l->W), back = mat_new(wide.rows, wide.cols);
    mat_mul_tn(&wide, dy, &slopes);
    mat_mul_nt(dy, &all, &back);
    for (size_t j = 0; j < dy->cols; j++)
        l->db.data[j] = AT(&slopes, 0, j);
    for (size_t i = 0; i < l->W.rows; i++)
        for (size_t j = 0; j < l->W.cols; j++)
            AT(&l->dW, i, j) = AT(&slopes, i + 1, j);
    for (size_t i = 0; dx && i < x->rows; i++)
        for (size_t j = 0; j < x->cols; j++)
            AT(dx, i, j) = AT(&back, i, j + 1);
    mat_free(&wide);
    mat_free(&slopes);
    mat_free(&all);
    mat_free(&back);
}

void linear_step(Linear *l, double rate)
{
    for (size_t i = 0; i < l->W.rows; i++)
        for (size_t j = 0; j < l->W.cols; j++)
            AT(&l->W, i, j) =
                (real)(AT(&l->W, i, j) - rate * AT(&l->dW, i, j));
    for (size_t j = 0; j < l->b.cols; j++)
        AT(&l->b, 0, j) = (real)(AT(&l->b, 0, j) - rate * AT(&l->db, 0, j));
}

void sigmoid_backward(const Mat *y, const Mat *dy, Mat *dx)
{
    if (!mat_same("sigmoid_backward", y, dy) ||
        !mat_same("sigmoid_backward", y, dx))
        return;
    for (size_t i = mat_size(y); i--;)
        dx->data[i] = dy->data[i] * (y->data[i] - y->data[i] * y->data[i]);
}

/* Half the slope where x is exactly 0. */
void relu_backward(const Mat *x, const Mat *dy, Mat *dx)
{
    if (!mat_same("relu_backward", x, dy) ||
        !mat_same("relu_backward", x, dx))
        return;
    for (size_t i = 0; i < mat_size(x); i++)
        dx->data[i] = (real)(dy->data[i] *
                             (((x->data[i] > 0) - (x->data[i] < 0)) + 1) / 2);
}

static double loss_of(const Mat *x, const Mat *W, const Mat *b, const Mat *up)
{
    Linear l = {.W = *W, .b = *b};
    Mat y = mat_new(up->rows, up->cols);
    double sum = 0;
    linear_forward(&l, x, &y);
    for (size_t i = 0; i < mat_size(&y); i++)
        sum += y.data[i] * up->data[i];
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
    /* copies of everything: the layer is not touched at all */
    Mat own[3] = {mat_copy(x), mat_copy(&l->W), mat_copy(&l->b)};
    const Mat *claims[3] = {dx, dW, db};
    for (size_t m = 0; m < 3; m++) {
        double most = 0;
        for (size_t k = 0; k < mat_size(&own[m]); k++) {
            real was = own[m].data[k];
            own[m].data[k] = was + (real)eps;
            double high = loss_of(&own[0], &own[1], &own[2], up);
            own[m].data[k] = was - (real)eps;
            double low = loss_of(&own[0], &own[1], &own[2], up);
            own[m].data[k] = was;
            double e =
                gradcheck_error((high - low) / (2 * eps), claims[m]->data[k]);
            most = isnan(e) || isnan(most) ? NAN : fmax(most, e);
        }
        errors->data[m] = (real)most;
    }
    for (size_t m = 0; m < 3; m++)
        mat_free(&own[m]);
}
