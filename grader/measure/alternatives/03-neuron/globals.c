/* Old style: helpers with plain names that are not static, results in global
 * variables, macros for loops, output while it runs. */
#include "neuron.h"

#include "gradcheck.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>

#define loop(i, n) for (int i = 0; i < (int)(n); i++)
#define X(i, j) (x->data[(i) * (int)x->cols + (j)])

double loss, largest;
int samples, features;
double *z, *delta;
int trace = 1;

bool good(const char *name, const Mat *a, const Mat *b)
{
    if (trace && a->rows == 0)
        printf("%s: nothing to do\n", name);
    return mat_shape(name, a, a->rows, 1) && mat_same(name, a, b);
}

bool open(const char *name, const Mat *x, const Mat *w, const Mat *b)
{
    if (!mat_shape(name, w, x->cols, 1) || !mat_shape(name, b, 1, 1))
        return false;
    samples = (int)x->rows;
    features = (int)x->cols;
    z = realloc(z, (x->rows + 1) * sizeof *z);
    delta = realloc(delta, (x->rows + 1) * sizeof *delta);
    if (!z || !delta) {
        perror(name);
        exit(EXIT_FAILURE);
    }
    return true;
}

double log_loss(double logit, double label)
{
    double a = label == 1 ? logit : -logit;
    return a >= 0 ? log1p(exp(-a)) : log1p(exp(a)) - a;
}

double squash(double a)
{
    if (a >= 0)
        return 1 / (1 + exp(-a));
    return 1 - 1 / (1 + exp(a));
}

double tiny(double a)
{
    return a < 0 ? exp(a) / (1 + exp(a)) : squash(a);
}

void run(const Mat *x, const Mat *w, const Mat *b)
{
    loop(i, samples)
    {
        z[i] = 0;
        loop(j, features) z[i] += (double)X(i, j) * w->data[j];
        z[i] += b->data[0];
    }
}

double bce_loss(const Mat *p, const Mat *y)
{
    if (!good("bce_loss", p, y))
        return NAN;
    loss = 0;
    loop(i, p->rows)
    {
        double q = y->data[i] > 0 ? p->data[i] : 1 - p->data[i];
        if (q < 1e-300)
            q = 1e-300;
        loss = loss - log(q);
    }
    if (p->rows)
        loss /= (double)p->rows;
    return loss;
}

void bce_grad(const Mat *p, const Mat *y, Mat *dp)
{
    if (!good("bce_grad", p, y) || !mat_same("bce_grad", p, dp))
        return;
    loop(i, p->rows)
    {
        double n = (double)p->rows, q = p->data[i];
        if (y->data[i] > 0)
            dp->data[i] = (real)(-1 / fmax(q, 1e-300) / n);
        else
            dp->data[i] = (real)(1 / fmax(1 - q, 1e-300) / n);
    }
}

void worse(double a, double b)
{
    double e = gradcheck_error(a, b);
    if (isnan(e) || e > largest)
        largest = isnan(largest) ? largest : e;
}

double bce_check(const Mat *p, const Mat *y, const Mat *dp, double eps)
{
    if (!good("bce_check", p, y) || !mat_same("bce_check", p, dp))
        return NAN;
    largest = 0;
    Mat q = mat_copy(p);
    loop(i, p->rows)
    {
        double side[2];
        q.data[i] = (real)(p->data[i] + eps);
        side[0] = bce_loss(&q, y);
        q.data[i] = (real)(p->data[i] - eps);
        side[1] = bce_loss(&q, y);
        q.data[i] = p->data[i];
        worse((side[0] - side[1]) / eps / 2, dp->data[i]);
    }
    mat_free(&q);
    return largest;
}

double logits_loss(const Mat *logits, const Mat *y)
{
    if (!good("logits_loss", logits, y))
        return NAN;
    double total = 0;
    loop(i, y->rows) total += log_loss(logits->data[i], y->data[i]);
    return y->rows ? total / (double)y->rows : 0;
}

void logits_grad(const Mat *logits, const Mat *y, Mat *dz)
{
    if (!good("logits_grad", logits, y) ||
        !mat_same("logits_grad", logits, dz))
        return;
    loop(i, y->rows)
    {
        double s = tiny(logits->data[i]);
        if (y->data[i] > 0)
            s = -tiny(-logits->data[i]);
        dz->data[i] = (real)(s / (double)y->rows);
    }
}

double neuron_loss(const Mat *x, const Mat *y, const Mat *w, const Mat *b)
{
    if (!open("neuron_loss", x, w, b) ||
        !mat_shape("neuron_loss", y, x->rows, 1))
        return NAN;
    run(x, w, b);
    loss = 0;
    loop(i, samples) loss += log_loss(z[i], y->data[i]) / samples;
    return loss;
}

void neuron_grad(const Mat *x, const Mat *y, const Mat *w, const Mat *b,
                 Mat *dx, Mat *dw, Mat *db)
{
    if (!open("neuron_grad", x, w, b) ||
        !mat_shape("neuron_grad", y, x->rows, 1) ||
        !mat_same("neuron_grad", x, dx) || !mat_same("neuron_grad", w, dw) ||
        !mat_same("neuron_grad", b, db))
        return;
    run(x, w, b);
    double sum = 0;
    loop(i, samples)
    {
        delta[i] = (tiny(z[i]) - y->data[i]) / samples;
        sum += delta[i];
    }
    db->data[0] = (real)sum;
    loop(j, features)
    {
        sum = 0;
        loop(i, samples) sum += X(i, j) * delta[i];
        dw->data[j] = (real)sum;
    }
    loop(i, samples) loop(j, features) dx->data[i * features + j] =
        (real)(delta[i] * w->data[j]);
}

double neuron_check(const Mat *x, const Mat *y, const Mat *w, const Mat *b,
                    const Mat *dx, double eps)
{
    if (!open("neuron_check", x, w, b) ||
        !mat_shape("neuron_check", y, x->rows, 1) ||
        !mat_same("neuron_check", x, dx))
        return NAN;
    largest = 0;
    Mat m = mat_copy(x);
    loop(k, mat_size(x))
    {
        m.data[k] += (real)eps;
        double above = neuron_loss(&m, y, w, b);
        m.data[k] = x->data[k] - (real)eps;
        double below = neuron_loss(&m, y, w, b);
        m.data[k] = x->data[k];
        worse((above - below) / (2 * eps), dx->data[k]);
    }
    mat_free(&m);
    return largest;
}

void neuron_predict(const Mat *x, const Mat *w, const Mat *b, Mat *p,
                    Mat *decision)
{
    if (!open("neuron_predict", x, w, b) ||
        !mat_shape("neuron_predict", p, x->rows, 1) ||
        !mat_same("neuron_predict", p, decision))
        return;
    run(x, w, b);
    loop(i, samples)
    {
        p->data[i] = (real)tiny(z[i]);
        decision->data[i] = (real)(int)(tiny(z[i]) + 0.5);
    }
}

void neuron_epoch(const Mat *x, const Mat *y, const size_t *order, size_t n,
                  size_t batch, double rate, Mat *w, Mat *b)
{
    if (!open("neuron_epoch", x, w, b) ||
        !mat_shape("neuron_epoch", y, x->rows, 1))
        return;
    double *change = malloc(((size_t)features + 1) * sizeof *change);
    int at = 0;
    errno = 0;
    while (at < (int)n) {
        int many = (int)n - at < (int)batch ? (int)n - at : (int)batch;
        loop(j, features + 1) change[j] = 0;
        loop(k, many)
        {
            int i = (int)order[at + k];
            double a = b->data[0];
            loop(j, features) a += (double)X(i, j) * w->data[j];
            a = tiny(a) - y->data[i];
            loop(j, features) change[j] += a * X(i, j);
            change[features] += a;
        }
        loop(j, features) w->data[j] -= (real)(rate * change[j] / many);
        b->data[0] -= (real)(rate * change[features] / many);
        at += many;
    }
    if (errno)
        fprintf(stderr, "errno is %d\n", errno);
    free(change);
}
