/* Settings by a table of fields, numbers as hexadecimal floating point,
 * function pointers for what is done to each parameter. */
#include "cifar.h"

#include <ctype.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* A walk over all parameters. */
typedef struct walk {
    double a, sum;
    Optimiser *o;
} Walk;
typedef void Visit(struct walk *w, const Param *p, size_t i);

static double walk(Net *net, Visit *visit, Walk *w)
{
    Param params[2 * NET_MOST];
    size_t count = net_params(net, params), i = count;
    while (i-- > 0)
        visit(w, params + i, i);
    return w->sum;
}

static void add_squares(Walk *w, const Param *p, size_t i)
{
    if (!p->weight)
        return;
    (void)i;
    const real *end = p->value->data + mat_size(p->value);
    for (const real *at = p->value->data; at < end; at++)
        w->sum += (double)*at * (double)*at * w->a;
}

static void add_slope(Walk *w, const Param *p, size_t i)
{
    (void)i;
    for (size_t k = 0; p->weight && k < mat_size(p->value); k++)
        p->grad->data[k] =
            (real)(p->grad->data[k] + w->a * p->value->data[k]);
}

static void shrink(Walk *w, const Param *p, size_t i)
{
    (void)i;
    for (size_t k = 0; p->weight && k < mat_size(p->value); k++)
        p->value->data[k] -= (real)(w->a * p->value->data[k]);
}

static void descend(Walk *w, const Param *p, size_t i)
{
    (void)i;
    for (size_t k = mat_size(p->value); k > 0; k--)
        p->value->data[k - 1] -= (real)(w->a * p->grad->data[k - 1]);
}

/* The form at the end of the paper's section 2: the corrections are in the
 * step, and epsilon is corrected with it. */
static void adapt(Walk *w, const Param *p, size_t i)
{
    const double t = (double)w->o->steps;
    const double root = sqrt(-expm1(t * log(ADAM_BETA2)));
    const double step = w->a * root / -expm1(t * log(ADAM_BETA1));
    real *m = w->o->m[i].data, *v = w->o->v[i].data;
    const real *g = p->grad->data;
    for (size_t k = 0; k < mat_size(p->value); k++) {
        m[k] += (real)((1 - ADAM_BETA1) * (g[k] - m[k]));
        v[k] += (real)((1 - ADAM_BETA2) * ((double)g[k] * g[k] - v[k]));
        p->value->data[k] -=
            (real)(step * m[k] / (sqrt((double)v[k]) + ADAM_EPSILON * root));
    }
}

double l2_loss(Net *net, double lambda)
{
    return walk(net, add_squares, &(Walk){.a = lambda / 2});
}

void l2_grad(Net *net, double lambda)
{
    walk(net, add_slope, &(Walk){.a = lambda});
}

void l2_shrink(Net *net, double rate, double lambda)
{
    walk(net, shrink, &(Walk){.a = rate * lambda});
}

void sgd_step(Net *net, double rate)
{
    walk(net, &descend, &(Walk){rate, 0, NULL});
}

void adam_step(Optimiser *o, Net *net, double rate)
{
    ++o->steps;
    walk(net, &adapt, &(Walk){rate, 0, o});
}

double penalised_loss(Net *net, const Mat *x, const Mat *labels,
                      double lambda)
{
    Mat z = {x->rows, net_outputs(net, x->cols), NULL};
    if (!net_fits("penalised_loss", net, x, &z) ||
        !mat_shape("penalised_loss", labels, x->rows, 1))
        return NAN;
    z = mat_new(z.rows, z.cols);
    net_forward(net, x, &z);
    Mat t = mat_copy(&z);
    one_hot(labels, &t);
    double terms[] = {l2_loss(net, lambda), class_loss(&z, &t)};
    mat_free(&t);
    mat_free(&z);
    return terms[0] + terms[1];
}

double decayed_rate(double rate, double k, size_t epoch)
{
    return epoch ? exp(-k * (double)epoch) * rate : rate;
}

/* Settings */

typedef enum { TEXT, NUMBER, FLAG, COUNT } Kind;
typedef struct {
    const char *name;
    Kind kind;
    size_t at;
} Field;

#define FIELD(NAME, KIND)                                                    \
    {                                                                        \
#NAME, KIND, offsetof(Settings, NAME)                                \
    }
static const Field fields[] = {
    FIELD(layers, TEXT), FIELD(optimiser, TEXT), FIELD(rate, NUMBER),
    FIELD(l2, NUMBER),   FIELD(decoupled, FLAG), FIELD(decay, NUMBER),
    FIELD(batch, COUNT), FIELD(epochs, COUNT),
};
enum { FIELDS = sizeof fields / sizeof fields[0] };

static int put_field(char *to, size_t size, const Settings *s, const Field *f)
{
    const void *at = (const char *)s + f->at;
    switch (f->kind) {
    case TEXT:
        return snprintf(to, size, "%s = %s\n", f->name, (const char *)at);
    case NUMBER:
        return snprintf(to, size, "%s = %a\n", f->name, *(const double *)at);
    case FLAG:
        return snprintf(to, size, "%s = %d\n", f->name, *(const bool *)at);
    default:
        return snprintf(to, size, "%s = %zu\n", f->name, *(const size_t *)at);
    }
}

void settings_write(const Settings *s, char *text, size_t size)
{
    char line[SETTINGS_TEXT + 64];
    size_t used = 0;
    for (const Field *f = fields; f < fields + FIELDS && size > 0; f++) {
        put_field(line, sizeof line, s, f);
        for (const char *c = line; *c; c++)
            if (used + 1 < size)
                text[used++] = *c;
    }
    if (size)
        text[used] = '\0';
}

static bool get_field(const char *from, Settings *s, const Field *f)
{
    void *at = (char *)s + f->at;
    char *end = NULL;
    errno = 0;
    if (isspace((unsigned char)*from) || !*from || *from == '+')
        return false;
    switch (f->kind) {
    case TEXT:
        if (strlen(from) >= SETTINGS_TEXT)
            return false;
        memcpy(at, from, strlen(from) + 1);
        return true;
    case NUMBER:
        *(double *)at = strtod(from, &end);
        return end != from && !*end;
    case FLAG:
        *(bool *)at = *from == '1';
        return (*from == '0' || *from == '1') && !from[1];
    default:
        *(size_t *)at = strtoul(from, &end, 10);
        return *from != '-' && end != from && !*end && !errno;
    }
}

size_t settings_read(const char *text, Settings *s)
{
    Settings all;
    bool there[FIELDS] = {false};
    memset(&all, 0, sizeof all);
    for (size_t length; *text; text += length + (text[length] == '\n')) {
        char line[512];
        length = strcspn(text, "\n");
        if (length == 0)
            continue;
        if (length >= sizeof line)
            return 0;
        snprintf(line, sizeof line, "%.*s", (int)length, text);
        size_t which = 0;
        for (; which < FIELDS; which++) {
            size_t n = strlen(fields[which].name);
            if (!strncmp(line, fields[which].name, n) &&
                !strncmp(line + n, " = ", 3)) {
                if (there[which] ||
                    !get_field(line + n + 3, &all, fields + which))
                    return 0;
                there[which] = true;
                break;
            }
        }
        if (which == FIELDS)
            return 0;
    }
    for (size_t i = 0; i < FIELDS; i++)
        if (!there[i])
            return 0;
    *s = all;
    return 1;
}

void tuned_settings(const char *data, char *text, size_t size)
{
    static const char standin[] =
        "layers = 3072-256-128-10\noptimiser = adam\nrate = .001\n"
        "l2 = .003\ndecoupled = 0\ndecay = .15\nbatch = 128\nepochs = 20\n";
    static const char cifar10[] =
        "layers = 3072-512-256-10\noptimiser = adam\nrate = 5e-4\n"
        "l2 = 3e-3\ndecoupled = 0\ndecay = 1.5e-1\nbatch = 128\n"
        "epochs = 20\n";
    if (size)
        snprintf(text, size, "%s",
                 strcmp(data, "cifar10") ? standin : cifar10);
}

static double one_batch(Net *net, Optimiser *o, const Samples *samples,
                        const size_t *index, size_t rows, const Settings *s,
                        double rate)
{
    Mat x = mat_new(rows, samples_features(samples)), labels = {0};
    labels = mat_new(rows, 1);
    samples_batch(samples, index, &x, &labels);
    double loss = class_batch(net, &x, &labels);
    l2_grad(net, s->decoupled ? 0 : s->l2);
    optimiser_step(o, net, rate);
    l2_shrink(net, rate, s->decoupled ? s->l2 : 0);
    mat_free(&x);
    mat_free(&labels);
    return loss * (double)rows;
}

double cifar_epoch(Net *net, Optimiser *o, const Samples *samples,
                   const Settings *s, size_t epoch, uint64_t seed)
{
    size_t n = samples_count(samples), features = samples_features(samples);
    Mat whole = {n, features, NULL};
    Mat room = {n, net_outputs(net, features), NULL};
    if (!net_fits("cifar_epoch", net, &whole, &room))
        return NAN;
    const double rate = decayed_rate(s->rate, s->decay, epoch);
    double sum = 0;
    size_t order[n];
    epoch_order(seed, order, n);
    for (size_t from = 0, rows; from < n; from += rows) {
        rows = n - from > s->batch ? s->batch : n - from;
        sum += one_batch(net, o, samples, &order[from], rows, s, rate);
    }
    return sum / (double)n;
}
