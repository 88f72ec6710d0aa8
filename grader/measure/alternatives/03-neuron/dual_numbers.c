/* Slopes by forward mode: numbers that carry their derivative. The central
 * differences of the checks stay what the contract says. */
#include "neuron.h"

#include "gradcheck.h"

#include <stdlib.h>

static bool columns(const char *where, const Mat *a, const Mat *y)
{
    return mat_shape(where, a, a->rows, 1) && mat_same(where, a, y);
}

static bool fits(const char *where, const Mat *x, const Mat *w, const Mat *b)
{
    return mat_shape(where, w, x->cols, 1) && mat_shape(where, b, 1, 1);
}

static bool model_fits(const char *where, const Mat *x, const Mat *y,
                       const Mat *w, const Mat *b)
{
    return fits(where, x, w, b) && mat_shape(where, y, x->rows, 1);
}

typedef struct {
    double v, d;
} Dual;

static Dual constant(double v)
{
    return (Dual){v, 0};
}

static Dual plus(Dual a, Dual b)
{
    return (Dual){a.v + b.v, a.d + b.d};
}

static Dual times(Dual a, Dual b)
{
    return (Dual){a.v * b.v, a.d * b.v + a.v * b.d};
}

static Dual minus_log(Dual a)
{
    return (Dual){-log(a.v), -a.d / a.v};
}

static Dual dual_exp(Dual a)
{
    return (Dual){exp(a.v), a.d * exp(a.v)};
}

static Dual dual_log1p(Dual a)
{
    return (Dual){log1p(a.v), a.d / (1 + a.v)};
}

/* -log p or -log (1 - p) */
static Dual surprise(Dual p, double label)
{
    if (label > 0)
        return minus_log(p);
    return minus_log((Dual){1 - p.v, -p.d});
}

/* log(1 + exp(s)), where s is the logit of the wrong label */
static Dual cost(Dual z, double label)
{
    Dual s = label > 0 ? times(constant(-1), z) : z;
    if (s.v <= 0)
        return dual_log1p(dual_exp(s));
    return plus(s, dual_log1p(dual_exp(times(constant(-1), s))));
}

double bce_loss(const Mat *p, const Mat *y)
{
    if (!columns("bce_loss", p, y))
        return NAN;
    Dual sum = {0};
    for (size_t i = 0; i < p->rows; i++)
        sum = plus(sum, surprise(constant(AT(p, i, 0)), AT(y, i, 0)));
    return p->rows ? sum.v / (double)p->rows : 0;
}

void bce_grad(const Mat *p, const Mat *y, Mat *dp)
{
    if (!columns("bce_grad", p, y) || !mat_same("bce_grad", p, dp))
        return;
    for (size_t i = 0; i < p->rows; i++)
        AT(dp, i, 0) =
            (real)(surprise((Dual){AT(p, i, 0), 1}, AT(y, i, 0)).d /
                   (double)p->rows);
}

/* The worst entry, found by halves. */
typedef struct {
    const Mat *y, *w, *b;
    Mat *x;
    const Mat *claimed;
    double eps;
} Job;

static double loss_of(const Job *j)
{
    return j->w ? neuron_loss(j->x, j->y, j->w, j->b) : bce_loss(j->x, j->y);
}

static double error_at(const Job *j, size_t k)
{
    real before = j->x->data[k];
    j->x->data[k] = (real)(before - j->eps);
    double low = loss_of(j);
    j->x->data[k] = (real)(before + j->eps);
    double slope = (loss_of(j) - low) / (2 * j->eps);
    j->x->data[k] = before;
    return gradcheck_error(slope, j->claimed->data[k]);
}

static double worst(const Job *j, size_t from, size_t to)
{
    if (from == to)
        return 0;
    if (to - from == 1)
        return error_at(j, from);
    double a = worst(j, from, (from + to) / 2);
    double b = worst(j, (from + to) / 2, to);
    return isnan(a) || a > b ? a : b;
}

static double worst_of(Job j, const Mat *x)
{
    Mat copy = mat_copy(x);
    j.x = &copy;
    double most = worst(&j, 0, mat_size(x));
    mat_free(&copy);
    return most;
}

double bce_check(const Mat *p, const Mat *y, const Mat *dp, double eps)
{
    if (!columns("bce_check", p, y) || !mat_same("bce_check", p, dp))
        return NAN;
    return worst_of((Job){.y = y, .claimed = dp, .eps = eps}, p);
}

double logits_loss(const Mat *z, const Mat *y)
{
    if (!columns("logits_loss", z, y))
        return NAN;
    double sum = 0;
    for (size_t i = 0; i < z->rows; i++)
        sum += cost(constant(AT(z, i, 0)), AT(y, i, 0)).v;
    return z->rows ? sum / (double)z->rows : 0;
}

void logits_grad(const Mat *z, const Mat *y, Mat *dz)
{
    if (!columns("logits_grad", z, y) || !mat_same("logits_grad", z, dz))
        return;
    for (size_t i = 0; i < z->rows; i++) {
        Dual at = {AT(z, i, 0), 1 / (double)z->rows};
        AT(dz, i, 0) = (real)cost(at, AT(y, i, 0)).d;
    }
}

/* The logit of sample i, and its slope in variable k: the inputs come first,
 * then the weights, then the bias. */
static Dual logit(const Mat *x, size_t i, const Mat *w, const Mat *b,
                  size_t k)
{
    size_t D = x->cols;
    Dual z = {AT(b, 0, 0), k == 2 * D};
    for (size_t j = 0; j < D; j++)
        z = plus(z, times((Dual){AT(x, i, j), k == j},
                          (Dual){AT(w, j, 0), k == D + j}));
    return z;
}

enum { NOTHING = -1 };

double neuron_loss(const Mat *x, const Mat *y, const Mat *w, const Mat *b)
{
    if (!model_fits("neuron_loss", x, y, w, b))
        return NAN;
    double sum = 0;
    for (size_t i = 0; i < x->rows; i++)
        sum += cost(logit(x, i, w, b, (size_t)NOTHING), AT(y, i, 0)).v;
    return x->rows ? sum / (double)x->rows : 0;
}

static double slope(const Mat *x, size_t i, const Mat *y, const Mat *w,
                    const Mat *b, size_t k)
{
    return cost(logit(x, i, w, b, k), AT(y, i, 0)).d / (double)x->rows;
}

void neuron_grad(const Mat *x, const Mat *y, const Mat *w, const Mat *b,
                 Mat *dx, Mat *dw, Mat *db)
{
    if (!model_fits("neuron_grad", x, y, w, b) ||
        !mat_same("neuron_grad", x, dx) || !mat_same("neuron_grad", w, dw) ||
        !mat_same("neuron_grad", b, db))
        return;
    size_t D = x->cols;
    mat_fill(dw, 0);
    mat_fill(db, 0);
    for (size_t i = 0; i < x->rows; i++) {
        for (size_t j = 0; j < D; j++) {
            AT(dx, i, j) = (real)slope(x, i, y, w, b, j);
            AT(dw, j, 0) += (real)slope(x, i, y, w, b, D + j);
        }
        AT(db, 0, 0) += (real)slope(x, i, y, w, b, 2 * D);
    }
}

double neuron_check(const Mat *x, const Mat *y, const Mat *w, const Mat *b,
                    const Mat *dx, double eps)
{
    if (!model_fits("neuron_check", x, y, w, b) ||
        !mat_same("neuron_check", x, dx))
        return NAN;
    return worst_of((Job){y, w, b, NULL, dx, eps}, x);
}

void neuron_predict(const Mat *x, const Mat *w, const Mat *b, Mat *p,
                    Mat *decision)
{
    if (!fits("neuron_predict", x, w, b) ||
        !mat_shape("neuron_predict", p, x->rows, 1) ||
        !mat_same("neuron_predict", p, decision))
        return;
    for (size_t i = 0; i < x->rows; i++) {
        /* the slope of the cost of a 0 is the probability of a 1 */
        Dual z = logit(x, i, w, b, 2 * x->cols);
        double chance = cost(z, 0).d;
        AT(p, i, 0) = (real)chance;
        AT(decision, i, 0) = chance > 0.5 ? 1 : 0;
    }
}

void neuron_epoch(const Mat *x, const Mat *y, const size_t *order, size_t n,
                  size_t batch, double rate, Mat *w, Mat *b)
{
    if (!model_fits("neuron_epoch", x, y, w, b))
        return;
    size_t D = x->cols;
    double *move = calloc(D + 1, sizeof *move);
    for (size_t from = 0, to; from < n; from = to) {
        to = from + batch < n ? from + batch : n;
        for (size_t j = 0; j <= D; j++)
            move[j] = 0;
        for (size_t s = from; s < to; s++) {
            Dual z = logit(x, order[s], w, b, 2 * D);
            double d = cost(z, AT(y, order[s], 0)).d / (double)(to - from);
            for (size_t j = 0; j < D; j++)
                move[j] += d * AT(x, order[s], j);
            move[D] += d;
        }
        for (size_t j = 0; j < D; j++)
            AT(w, j, 0) -= (real)(rate * move[j]);
        AT(b, 0, 0) -= (real)(rate * move[D]);
    }
    free(move);
}
