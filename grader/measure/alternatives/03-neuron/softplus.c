/* softplus with |z|, expm1 for the slope, Kahan sums, samples from the last
 * to the first; shapes are asked for in other words. */
#include "neuron.h"

#include <float.h>
#include <stdlib.h>
#include <string.h>

#define REQUIRE(condition, ...)                                              \
    do {                                                                     \
        if (!(condition))                                                    \
            return __VA_ARGS__;                                              \
    } while (0)

typedef struct {
    double total, lost;
} Sum;

static void add(Sum *s, double x)
{
    volatile double y = x - s->lost, t = s->total + y;
    s->lost = (t - s->total) - y;
    s->total = t;
}

static bool column(const char *who, const Mat *m)
{
    return mat_shape(who, m, m->rows, 1);
}

double bce_loss(const Mat *p, const Mat *y)
{
    REQUIRE(column("bce_loss", p) && mat_same("bce_loss", p, y), NAN);
    Sum s = {0, 0};
    for (size_t i = p->rows; i-- > 0;) {
        bool one = y->data[i] != 0;
        /* log1p(-p) is exact where p is small */
        add(&s, one ? -log((double)p->data[i]) : -log1p(-(double)p->data[i]));
    }
    return s.total / fmax(1, (double)p->rows);
}

void bce_grad(const Mat *p, const Mat *y, Mat *dp)
{
    REQUIRE(column("bce_grad", p) && mat_same("bce_grad", p, y));
    REQUIRE(mat_same("bce_grad", p, dp));
    for (size_t i = p->rows; i-- > 0;) {
        double q = p->data[i], slope;
        if (y->data[i] == 0)
            slope = 1 / (1 - q);
        else
            slope = -(1 / q);
        dp->data[i] = (real)(slope / (double)p->rows);
    }
}

/* The central difference of `loss` in x[i], which is put back. */
#define DIFFERENCE(x, i, eps, loss)                                          \
    ({                                                                       \
        real was_ = (x)->data[i];                                            \
        (x)->data[i] = (real)(was_ + (eps));                                 \
        double up_ = (loss);                                                 \
        (x)->data[i] = (real)(was_ - (eps));                                 \
        double down_ = (loss);                                               \
        (x)->data[i] = was_;                                                 \
        (up_ - down_) / (2 * (eps));                                         \
    })

static double relative(double a, double b)
{
    return fabs(a - b) / fmax(1e-8, fabs(a) + fabs(b));
}

double bce_check(const Mat *p, const Mat *y, const Mat *dp, double eps)
{
    REQUIRE(column("bce_check", p) && mat_same("bce_check", p, y) &&
                mat_same("bce_check", p, dp),
            NAN);
    double worst = 0;
    Mat q = mat_copy(p);
    for (size_t i = 0; i < p->rows; i++) {
        double error =
            relative(DIFFERENCE(&q, i, eps, bce_loss(&q, y)), dp->data[i]);
        if (!(error <= worst)) {
            worst = error;
            if (isnan(worst))
                break;
        }
    }
    mat_free(&q);
    return worst;
}

/* log(1 + e^z) */
static double softplus(double z)
{
    return (z + fabs(z)) / 2 + log1p(exp(-fabs(z)));
}

double logits_loss(const Mat *z, const Mat *y)
{
    REQUIRE(column("logits_loss", z) && mat_same("logits_loss", z, y), NAN);
    if (z->rows == 0)
        return 0;
    Sum s = {0, 0};
    for (size_t i = 0; i < z->rows; i++)
        add(&s, softplus(y->data[i] ? -z->data[i] : z->data[i]) /
                    (double)z->rows);
    return s.total;
}

static double chance(double z)
{
    if (z > 40)
        return 1;
    double e = expm1(z);
    return (1 + e) / (2 + e);
}

void logits_grad(const Mat *z, const Mat *y, Mat *dz)
{
    REQUIRE(column("logits_grad", z) && mat_same("logits_grad", z, y));
    REQUIRE(mat_same("logits_grad", z, dz));
    for (size_t i = 0; i < z->rows; i++)
        dz->data[i] =
            (real)((chance(z->data[i]) - y->data[i]) / (double)z->rows);
}

static double logit(const Mat *x, size_t i, const Mat *w, const Mat *b)
{
    double z = AT(b, 0, 0);
    for (size_t j = 0; j < x->cols; j++)
        z += (double)AT(x, i, j) * AT(w, j, 0);
    return z;
}

static bool model(const char *who, const Mat *x, const Mat *y, const Mat *w,
                  const Mat *b)
{
    return mat_shape(who, w, x->cols, 1) && mat_shape(who, b, 1, 1) &&
           (!y || mat_shape(who, y, x->rows, 1));
}

double neuron_loss(const Mat *x, const Mat *y, const Mat *w, const Mat *b)
{
    REQUIRE(model("neuron_loss", x, y, w, b), NAN);
    Sum s = {0};
    for (size_t i = 0; i < x->rows; i++) {
        double z = logit(x, i, w, b);
        add(&s, softplus(AT(y, i, 0) == 1 ? -z : z));
    }
    return x->rows ? s.total / (double)x->rows : 0.0;
}

void neuron_grad(const Mat *x, const Mat *y, const Mat *w, const Mat *b,
                 Mat *dx, Mat *dw, Mat *db)
{
    REQUIRE(model("neuron_grad", x, y, w, b));
    REQUIRE(mat_same("neuron_grad", x, dx) &&
            mat_same("neuron_grad", w, dw) && mat_same("neuron_grad", b, db));
    mat_fill(dw, 0);
    mat_fill(db, 0);
    for (size_t i = 0; i < x->rows; i++) {
        real d = (real)((chance(logit(x, i, w, b)) - AT(y, i, 0)) /
                        (double)x->rows);
        for (size_t j = 0; j < x->cols; j++) {
            AT(dw, j, 0) += d * AT(x, i, j);
            AT(dx, i, j) = d * AT(w, j, 0);
        }
        AT(db, 0, 0) += d;
    }
}

double neuron_check(const Mat *x, const Mat *y, const Mat *w, const Mat *b,
                    const Mat *dx, double eps)
{
    REQUIRE(model("neuron_check", x, y, w, b) &&
                mat_same("neuron_check", x, dx),
            NAN);
    double worst = 0;
    Mat q = mat_copy(x);
    for (size_t i = 0; i < mat_size(x); i++) {
        double slope = DIFFERENCE(&q, i, eps, neuron_loss(&q, y, w, b));
        double error = relative(slope, dx->data[i]);
        if (isnan(error)) {
            mat_free(&q);
            return error;
        }
        worst = fmax(worst, error);
    }
    mat_free(&q);
    return worst;
}

void neuron_predict(const Mat *x, const Mat *w, const Mat *b, Mat *p,
                    Mat *decision)
{
    REQUIRE(model("neuron_predict", x, NULL, w, b));
    REQUIRE(mat_shape("neuron_predict", p, x->rows, 1) &&
            mat_shape("neuron_predict", decision, x->rows, 1));
    for (size_t i = 0; i < x->rows; i++) {
        double z = logit(x, i, w, b);
        AT(p, i, 0) = (real)chance(z);
        AT(decision, i, 0) = z >= 0;
    }
}

void neuron_epoch(const Mat *x, const Mat *y, const size_t *order, size_t n,
                  size_t batch, double rate, Mat *w, Mat *b)
{
    REQUIRE(model("neuron_epoch", x, y, w, b));
    double *slope = malloc((w->rows + 1) * sizeof *slope);
    for (size_t k = 0; k < n; k++) {
        size_t at = k % batch, left = n - (k - at);
        size_t size = left < batch ? left : batch, i = order[k];
        if (at == 0)
            memset(slope, 0, (w->rows + 1) * sizeof *slope);
        double d = chance(logit(x, i, w, b)) - AT(y, i, 0);
        for (size_t j = 0; j < w->rows; j++)
            slope[j] += d * AT(x, i, j);
        slope[w->rows] += d;
        if (at + 1 < size)
            continue;
        for (size_t j = 0; j < w->rows; j++)
            AT(w, j, 0) -= (real)(rate / (double)size * slope[j]);
        AT(b, 0, 0) -= (real)(rate / (double)size * slope[w->rows]);
    }
    free(slope);
}
