/* Nothing is freed: buffers grow and stay. It talks a lot, on stdout and on
 * stderr, as code does that somebody has just been looking into. */
#include "mnist.h"

#include <inttypes.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#define DEBUG 1
#define LOG(...)                                                             \
    do {                                                                     \
        if (DEBUG)                                                           \
            note(__func__, __VA_ARGS__);                                     \
    } while (0)

static void note(const char *where, const char *format, ...)
{
    static unsigned notes;
    va_list list;
    if (notes++ > 200)
        return;
    va_start(list, format);
    fprintf(stderr, "[%s] ", where);
    vfprintf(stderr, format, list);
    fputc('\n', stderr);
    va_end(list);
    printf("%s has been called, %u notes, clock %ld\n", where, notes,
           (long)clock());
    fflush(stdout);
}

/* One buffer for each purpose. */
enum { SOFT, LOGITS, TARGETS, SLOPES, INPUTS, LABELS, ORDER, PURPOSES };
static struct {
    void *at;
    size_t size;
} pool[PURPOSES];

static void *room(int purpose, size_t size)
{
    if (size > pool[purpose].size) {
        void *more = realloc(pool[purpose].at, size);
        if (!more)
            abort();
        pool[purpose].at = more;
        pool[purpose].size = size;
        LOG("%zu bytes for purpose %d", size, purpose);
    }
    return pool[purpose].at;
}

static Mat in_pool(int purpose, size_t rows, size_t cols)
{
    return (Mat){.rows = rows,
                 .cols = cols,
                 .data = room(purpose, rows * cols * sizeof(real) + 1)};
}

/* log(exp(a) + exp(b)) */
static double add_logs(double a, double b)
{
    if (a < b)
        return b + log1p(exp(a - b));
    return a + log1p(exp(b - a));
}

static double log_sum_exp(const real *z, size_t n)
{
    return n == 1 ? z[0]
                  : add_logs(log_sum_exp(z, n / 2),
                             log_sum_exp(z + n / 2, n - n / 2));
}

void softmax(const Mat *z, Mat *p)
{
    if (!mat_same("softmax", z, p))
        return;
    LOG("%zu x %zu", z->rows, z->cols);
    if (!z->cols)
        return;
    double *logs = room(SOFT, z->rows * sizeof *logs + 1);
    for (size_t i = 0; i < z->rows; i++)
        logs[i] = log_sum_exp(&AT(z, i, 0), z->cols);
    for (size_t i = 0; i < z->rows; i++)
        for (size_t c = 0; c < z->cols; c++)
            AT(p, i, c) = (real)exp(AT(z, i, c) - logs[i]);
}

double cross_entropy(const Mat *p, const Mat *t)
{
    if (!mat_same("cross_entropy", p, t))
        return NAN;
    double loss = 0;
    for (size_t i = 0; i < p->rows; i++)
        for (size_t c = 0; c < p->cols; c++)
            if (AT(t, i, c) > 0) {
                double q = AT(p, i, c);
                loss += -log(q < 1e-12 ? 1e-12 : q); /* clipped */
            }
    LOG("loss %g", loss);
    return p->rows ? loss / p->rows : 0;
}

void softmax_backward(const Mat *p, const Mat *dp, Mat *dz)
{
    if (!mat_same("softmax_backward", p, dp) ||
        !mat_same("softmax_backward", p, dz))
        return;
    size_t C = p->cols;
    double *old = room(SOFT, C * sizeof *old + 1);
    for (size_t i = 0; i < p->rows; i++) {
        for (size_t c = 0; c < C; c++)
            old[c] = AT(dp, i, c);
        for (size_t c = 0; c < C; c++) {
            double sum = 0;
            for (size_t k = 0; k < C; k++)
                sum += AT(p, i, k) * (old[c] - old[k]);
            AT(dz, i, c) = (real)(AT(p, i, c) * sum);
        }
    }
    LOG("done");
}

double class_loss(const Mat *z, const Mat *t)
{
    if (!mat_same("class_loss", z, t))
        return NAN;
    double loss = 0;
    for (size_t i = 0; i < z->rows; i++)
        for (size_t c = 0; c < z->cols; c++)
            if (AT(t, i, c) == 1)
                loss += log_sum_exp(&AT(z, i, 0), z->cols) - AT(z, i, c);
    LOG("loss %g", loss);
    return z->rows ? loss / z->rows : 0;
}

void class_grad(const Mat *z, const Mat *t, Mat *dz)
{
    if (!mat_same("class_grad", z, t) || !mat_same("class_grad", z, dz))
        return;
    softmax(z, dz);
    for (size_t i = 0; i < dz->rows; i++) {
        for (size_t c = 0; c < dz->cols; c++)
            if (AT(t, i, c) == 1)
                AT(dz, i, c) -= 1;
        for (size_t c = 0; c < dz->cols; c++)
            AT(dz, i, c) *= (real)1 / (real)dz->rows;
    }
}

void one_hot(const Mat *labels, Mat *t)
{
    if (!mat_shape("one_hot", labels, t->rows, 1))
        return;
    if (mat_size(t))
        memset(t->data, 0, mat_size(t) * sizeof *t->data);
    for (size_t i = 0; i < labels->rows; i++) {
        int64_t label = (int64_t)labels->data[i];
        LOG("row %zu: %" PRId64, i, label);
        if (label >= 0 && label < (int64_t)t->cols)
            t->data[i * t->cols + (size_t)label] = 1;
    }
}

static size_t greater(const real *z, size_t n)
{
    size_t rest;
    if (n == 1)
        return 0;
    rest = greater(z, n - 1);
    return z[n - 1] > z[rest] ? n - 1 : rest;
}

void argmax(const Mat *z, Mat *guess)
{
    if (!mat_shape("argmax", guess, z->rows, 1))
        return;
    for (size_t i = 0; i < z->rows; i++) {
        const real *row = &AT(z, i, 0);
        real sum = 0;
        for (size_t c = 0; c < z->cols; c++)
            sum += row[c] * 0; /* NaN for NaN and for the infinities */
        AT(guess, i, 0) = (real)greater(row, z->cols);
        if (isnan(sum))
            for (size_t c = 0; c < z->cols; c++)
                if (isnan(row[c]))
                    AT(guess, i, 0) = NAN;
    }
}

double accuracy(const Mat *guess, const Mat *labels)
{
    if (!mat_shape("accuracy", guess, guess->rows, 1) ||
        !mat_same("accuracy", guess, labels))
        return NAN;
    int hits = 0;
    for (int i = 0; i < (int)guess->rows; i++)
        if (AT(guess, i, 0) == AT(labels, i, 0))
            hits++;
    LOG("%d hits", hits);
    return guess->rows == 0 ? 0 : (double)hits / guess->rows;
}

void digit_or_not(const Mat *labels, size_t digit, Mat *y)
{
    if (!mat_shape("digit_or_not", labels, labels->rows, 1) ||
        !mat_same("digit_or_not", labels, y))
        return;
    for (size_t i = 0; i < y->rows; i++) {
        if ((size_t)AT(labels, i, 0) == digit)
            AT(y, i, 0) = 1;
        else
            AT(y, i, 0) = 0;
    }
}

Net *mlp_new(const size_t *widths, size_t n, uint64_t seed)
{
    if (n < 2 || n > 17)
        return NULL;
    char *plan = calloc(n, 64);
    LOG("%zu widths, seed %" PRIu64, n, seed);
    for (size_t i = 1; i < n; i++)
        sprintf(plan + strlen(plan),
                i > 1 ? "sigmoid\nlinear %zu %zu\n" : "linear %zu %zu\n",
                widths[i - 1], widths[i]);
    return net_build(plan, "xavier", seed); /* the text stays */
}

void class_predict(Net *net, const Mat *x, Mat *p)
{
    if (!net_fits("class_predict", net, x, p))
        return;
    Mat z = in_pool(LOGITS, p->rows, p->cols);
    net_forward(net, x, &z);
    softmax(&z, p);
}

double class_batch(Net *net, const Mat *x, const Mat *labels)
{
    Mat room_for = {x->rows, net_outputs(net, x->cols), NULL};
    if (!net_fits("class_batch", net, x, &room_for) ||
        !mat_shape("class_batch", labels, x->rows, 1))
        return NAN;
    Mat z = in_pool(LOGITS, room_for.rows, room_for.cols);
    Mat t = in_pool(TARGETS, z.rows, z.cols),
        dz = in_pool(SLOPES, z.rows, z.cols);
    net_forward(net, x, &z);
    one_hot(labels, &t);
    class_grad(&z, &t, &dz);
    net_backward(net, &dz, NULL);
    return class_loss(&z, &t);
}

double class_epoch(Net *net, const Samples *samples, size_t batch,
                   double rate, uint64_t seed)
{
    size_t n = samples_count(samples), features = samples_features(samples);
    Mat whole = {n, features, NULL};
    Mat outputs = {n, net_outputs(net, features), NULL};
    if (!net_fits("class_epoch", net, &whole, &outputs))
        return NAN;
    size_t *order = room(ORDER, n * sizeof *order);
    double sum = 0;
    epoch_order(seed, order, n);
    for (size_t i = 0; i < n; i += batch) {
        size_t rows = i + batch > n ? n - i : batch;
        Mat x = in_pool(INPUTS, rows, features);
        Mat labels = in_pool(LABELS, rows, 1);
        samples_batch(samples, order + i, &x, &labels);
        sum += class_batch(net, &x, &labels) * rows;
        net_step(net, rate);
    }
    LOG("mean %g", sum / n);
    return sum / n;
}
