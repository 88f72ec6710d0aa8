/* Plain loops; the loss of a logit as a log-sum-exp; nothing is allocated. */
#include "neuron.h"

#include "activations.h"
#include "gradcheck.h"

/* Shape checks, one for each kind of input: given. */

/* Are `a` and `y` both N x 1? */
static bool columns(const char *where, const Mat *a, const Mat *y)
{
    return mat_shape(where, a, a->rows, 1) && mat_same(where, a, y);
}

/* Do weights and bias fit the samples? */
static bool fits(const char *where, const Mat *x, const Mat *w, const Mat *b)
{
    return mat_shape(where, w, x->cols, 1) && mat_shape(where, b, 1, 1);
}

/* Do samples, labels, weights and bias fit each other? */
static bool model_fits(const char *where, const Mat *x, const Mat *y,
                       const Mat *w, const Mat *b)
{
    return fits(where, x, w, b) && mat_shape(where, y, x->rows, 1);
}

static double nats(double p)
{
    return -logl(p);
}

double bce_loss(const Mat *p, const Mat *y)
{
    if (!columns("bce_loss", p, y))
        return NAN;
    double mean = 0;
    for (size_t i = 0; i < p->rows; i++)
        if (AT(y, i, 0) == 1)
            mean += nats(AT(p, i, 0)) / (double)p->rows;
        else
            mean += nats(1 - AT(p, i, 0)) / (double)p->rows;
    return mean;
}

void bce_grad(const Mat *p, const Mat *y, Mat *dp)
{
    if (!columns("bce_grad", p, y) || !mat_same("bce_grad", p, dp))
        return;
    for (size_t i = p->rows; i-- > 0;) {
        double off = AT(p, i, 0) + AT(y, i, 0) - 1;
        AT(dp, i, 0) = (real)(-1 / off);
        if (AT(y, i, 0) == 0)
            AT(dp, i, 0) = (real)(1 / (1 - AT(p, i, 0)));
        AT(dp, i, 0) /= (real)p->rows;
    }
}

double bce_check(const Mat *p, const Mat *y, const Mat *dp, double eps)
{
    double worst = 0;
    if (!columns("bce_check", p, y) || !mat_same("bce_check", p, dp))
        return NAN;
    Mat q = mat_copy(p);
    for (size_t i = 0; i < p->rows; i++) {
        AT(&q, i, 0) = (real)(AT(p, i, 0) - eps);
        double low = bce_loss(&q, y);
        AT(&q, i, 0) = (real)(AT(p, i, 0) + eps);
        double error = gradcheck_error((bce_loss(&q, y) - low) / (2 * eps),
                                       AT(dp, i, 0));
        AT(&q, i, 0) = AT(p, i, 0);
        worst = isnan(error) || error > worst ? error : worst;
        if (isnan(worst))
            break;
    }
    mat_free(&q);
    return worst;
}

/* log(exp(a) + exp(b)), without overflow. */
static double log_add(double a, double b)
{
    return a > b ? a + log1p(exp(b - a)) : b + log1p(exp(a - b));
}

double logits_loss(const Mat *z, const Mat *y)
{
    if (!columns("logits_loss", z, y))
        return NAN;
    long double sum = 0;
    for (size_t i = 0; i < z->rows; i++)
        sum += log_add(0, AT(y, i, 0) == 1 ? -AT(z, i, 0) : AT(z, i, 0));
    return z->rows == 0 ? 0 : (double)(sum / z->rows);
}

void logits_grad(const Mat *z, const Mat *y, Mat *dz)
{
    if (!columns("logits_grad", z, y) || !mat_same("logits_grad", z, dz))
        return;
    for (size_t i = 0; i < z->rows; i++) {
        double p = 1 / (1 + exp(-AT(z, i, 0)));
        AT(dz, i, 0) = (real)((p - AT(y, i, 0)) / (double)z->rows);
    }
}

static double logit(const Mat *x, size_t i, const Mat *w, const Mat *b)
{
    double z = b->data[0];
    for (size_t j = 0; j < x->cols; j++)
        z += AT(w, j, 0) * AT(x, i, j);
    return z;
}

double neuron_loss(const Mat *x, const Mat *y, const Mat *w, const Mat *b)
{
    double sum = 0;
    if (!model_fits("neuron_loss", x, y, w, b))
        return NAN;
    for (size_t i = 0; i < x->rows; i++) {
        double z = logit(x, i, w, b);
        sum += log_add(0, z) - AT(y, i, 0) * z;
    }
    return x->rows ? sum / (double)x->rows : 0;
}

void neuron_grad(const Mat *x, const Mat *y, const Mat *w, const Mat *b,
                 Mat *dx, Mat *dw, Mat *db)
{
    if (!model_fits("neuron_grad", x, y, w, b) ||
        !mat_same("neuron_grad", x, dx) || !mat_same("neuron_grad", w, dw) ||
        !mat_same("neuron_grad", b, db))
        return;
    mat_fill(dw, 0);
    mat_fill(db, 0);
    for (size_t i = 0; i < x->rows; i++) {
        double z = logit(x, i, w, b);
        double g = (1 / (1 + exp(-z)) - AT(y, i, 0)) / (double)x->rows;
        db->data[0] += (real)g;
        for (size_t j = 0; j < x->cols; j++) {
            AT(dx, i, j) = (real)(g * AT(w, j, 0));
            AT(dw, j, 0) += (real)(g * AT(x, i, j));
        }
    }
}

double neuron_check(const Mat *x, const Mat *y, const Mat *w, const Mat *b,
                    const Mat *dx, double eps)
{
    double worst = 0;
    if (!model_fits("neuron_check", x, y, w, b) ||
        !mat_same("neuron_check", x, dx))
        return NAN;
    Mat moved = mat_copy(x);
    for (size_t i = 0; i < mat_size(x); i++) {
        moved.data[i] = (real)(x->data[i] + eps);
        double rise = neuron_loss(&moved, y, w, b);
        moved.data[i] = (real)(x->data[i] - eps);
        rise -= neuron_loss(&moved, y, w, b);
        moved.data[i] = x->data[i];
        double error = gradcheck_error(rise / (2 * eps), dx->data[i]);
        if (!(error <= worst) && !isnan(worst))
            worst = error;
    }
    mat_free(&moved);
    return worst;
}

void neuron_predict(const Mat *x, const Mat *w, const Mat *b, Mat *p,
                    Mat *decision)
{
    if (!fits("neuron_predict", x, w, b) ||
        !mat_shape("neuron_predict", p, x->rows, 1) ||
        !mat_same("neuron_predict", p, decision))
        return;
    for (size_t i = 0; i < x->rows; i++) {
        double z = logit(x, i, w, b);
        AT(decision, i, 0) = z > 0;
        AT(p, i, 0) = (real)(1 / (1 + exp(-z)));
    }
}

void neuron_epoch(const Mat *x, const Mat *y, const size_t *order, size_t n,
                  size_t batch, double rate, Mat *w, Mat *b)
{
    if (!model_fits("neuron_epoch", x, y, w, b))
        return;
    Mat dw = mat_new(w->rows, 1);
    for (size_t i = 0, end; i < n; i = end) {
        double slope = 0;
        end = n - i < batch ? n : i + batch;
        mat_fill(&dw, 0);
        for (size_t k = i; k < end; k++) {
            double z = logit(x, order[k], w, b);
            double g = 1 / (1 + exp(-z)) - AT(y, order[k], 0);
            slope += g;
            for (size_t j = 0; j < w->rows; j++)
                AT(&dw, j, 0) += (real)(g * AT(x, order[k], j));
        }
        mat_add_scaled(-rate / (double)(end - i), &dw, w);
        AT(b, 0, 0) -= (real)(rate * slope / (double)(end - i));
    }
    mat_free(&dw);
}
