/* All parameters lie in one long vector while they are worked on: gathered,
 * changed, scattered. Sums and powers in long double. */
#include "cifar.h"

#include <float.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

typedef struct {
    size_t n;
    double *value, *grad, *m, *v;
    bool *weight;
} Flat;

static size_t size_of(Net *net)
{
    Param p[2 * NET_MOST];
    size_t n = 0;
    for (size_t count = net_params(net, p), i = 0; i < count; i++)
        n += mat_size(p[i].value);
    return n;
}

static void copy_in(double *to, const Mat *from)
{
    for (size_t k = 0; k < mat_size(from); k++)
        to[k] = from->data[k];
}

static void copy_out(const double *from, Mat *to)
{
    for (size_t k = 0; k < mat_size(to); k++)
        to->data[k] = (real)from[k];
}

static Flat gather(Net *net, const Optimiser *o)
{
    Param p[2 * NET_MOST];
    Flat f = {.n = size_of(net)};
    size_t at = 0;
    f.value = calloc((o ? 4 : 2) * f.n + 1, sizeof(double));
    f.weight = calloc(f.n + 1, sizeof(bool));
    f.grad = f.value + f.n;
    f.m = f.grad + f.n;
    f.v = o ? f.m + f.n : NULL;
    for (size_t count = net_params(net, p), i = 0; i < count; i++) {
        copy_in(f.value + at, p[i].value);
        copy_in(f.grad + at, p[i].grad);
        if (o) {
            copy_in(f.m + at, &o->m[i]);
            copy_in(f.v + at, &o->v[i]);
        }
        for (size_t k = 0; k < mat_size(p[i].value); k++)
            f.weight[at + k] = p[i].weight;
        at += mat_size(p[i].value);
    }
    return f;
}

static void forget(Flat *f)
{
    free(f->value);
    free(f->weight);
    memset(f, 0, sizeof *f);
}

static void scatter(Flat *f, Net *net, Optimiser *o, bool values, bool grads)
{
    Param p[2 * NET_MOST];
    size_t at = 0;
    for (size_t count = net_params(net, p), i = 0; i < count; i++) {
        if (values)
            copy_out(f->value + at, p[i].value);
        if (grads)
            copy_out(f->grad + at, p[i].grad);
        if (o) {
            copy_out(f->m + at, &o->m[i]);
            copy_out(f->v + at, &o->v[i]);
        }
        at += mat_size(p[i].value);
    }
    forget(f);
}

double l2_loss(Net *net, double lambda)
{
    Flat f = gather(net, NULL);
    long double sum = 0;
    for (size_t k = 0; k < f.n; k++)
        sum += f.weight[k] * (long double)f.value[k] * f.value[k];
    forget(&f);
    return (double)(lambda * sum / 2);
}

void l2_grad(Net *net, double lambda)
{
    Flat f = gather(net, NULL);
    for (size_t k = 0; k < f.n; k++)
        if (f.weight[k])
            f.grad[k] += lambda * f.value[k];
    scatter(&f, net, NULL, false, true);
}

void l2_shrink(Net *net, double rate, double lambda)
{
    Flat f = gather(net, NULL);
    for (size_t k = 0; k < f.n; k++)
        f.value[k] *= f.weight[k] ? 1 - rate * lambda : 1;
    scatter(&f, net, NULL, true, false);
}

double penalised_loss(Net *net, const Mat *x, const Mat *labels,
                      double lambda)
{
    Mat p = {x->rows, net_outputs(net, x->cols), NULL};
    if (!net_fits("penalised_loss", net, x, &p) ||
        !mat_shape("penalised_loss", labels, x->rows, 1))
        return NAN;
    p = mat_new(p.rows, p.cols);
    Mat t = mat_new(p.rows, p.cols);
    net_forward(net, x, &p);
    one_hot(labels, &t);
    double loss = class_loss(&p, &t);
    loss += l2_loss(net, lambda);
    goto out;
out:
    mat_free(&p);
    mat_free(&t);
    return loss;
}

void sgd_step(Net *net, double rate)
{
    Flat f = gather(net, NULL);
    for (size_t k = 0; k < f.n; k++)
        f.value[k] -= rate * f.grad[k];
    scatter(&f, net, NULL, true, false);
}

/* 1 - beta^t, by multiplying. */
static long double correction(long double beta, size_t t)
{
    long double power = 1;
    while (t-- > 0)
        power *= beta;
    return 1 - power;
}

void adam_step(Optimiser *o, Net *net, double rate)
{
    Flat f = gather(net, o);
    o->steps = o->steps + 1;
    double c1 = (double)correction(ADAM_BETA1, o->steps);
    double c2 = (double)correction(ADAM_BETA2, o->steps);
    for (size_t k = 0; k < f.n; k++) {
        double g = f.grad[k];
        f.m[k] = ADAM_BETA1 * f.m[k] + (1 - ADAM_BETA1) * g;
        f.v[k] = ADAM_BETA2 * f.v[k] + (1 - ADAM_BETA2) * g * g;
        f.value[k] -=
            rate * (f.m[k] / c1) / (sqrt(f.v[k] / c2) + ADAM_EPSILON);
    }
    scatter(&f, net, o, true, false);
}

double decayed_rate(double rate, double k, size_t epoch)
{
    long double power = expl(-(long double)k), factor = 1;
    for (size_t i = 0; i < epoch; i++)
        factor *= power;
    return (double)(rate * factor);
}

void settings_write(const Settings *s, char *text, size_t size)
{
    char all[4 * SETTINGS_TEXT + 256];
    sprintf(all,
            "epochs = %lu\nbatch = %lu\ndecay = %.*e\ndecoupled = %u\n"
            "l2 = %.*e\nrate = %.*e\noptimiser = %s\nlayers = %s\n",
            (unsigned long)s->epochs, (unsigned long)s->batch,
            DBL_DECIMAL_DIG, s->decay, s->decoupled ? 1u : 0u,
            DBL_DECIMAL_DIG, s->l2, DBL_DECIMAL_DIG, s->rate, s->optimiser,
            s->layers);
    if (size > 0) {
        size_t n = strlen(all);
        if (n > size - 1)
            n = size - 1;
        memmove(text, all, n);
        text[n] = 0;
    }
}

size_t settings_read(const char *text, Settings *s)
{
    static const char names[8][12] = {"layers", "optimiser", "rate",
                                      "l2",     "decoupled", "decay",
                                      "batch",  "epochs"};
    size_t ok = 0;
    unsigned seen = 0;
    Settings fresh = {0};
    char *copy = malloc(strlen(text) + 1), *save = NULL;
    if (!copy)
        return 0;
    strcpy(copy, text);
    for (char *line = strtok_r(copy, "\n", &save); line;
         line = strtok_r(NULL, "\n", &save)) {
        char name[64], value[300], behind;
        int which;
        if (sscanf(line, "%63[a-z0-9] = %299[^\n]%c", name, value, &behind) !=
            2)
            goto end;
        char again[400];
        snprintf(again, sizeof again, "%s = %s", name, value);
        if (strcmp(again, line) != 0) /* other spaces */
            goto end;
        for (which = 0; which < 8; which++)
            if (strcmp(name, names[which]) == 0)
                break;
        if (which == 8 || seen >> which & 1)
            goto end;
        seen |= 1u << which;
        char *stop = value;
        switch (which) {
        case 0:
        case 1:
            if (strlen(value) >= SETTINGS_TEXT)
                goto end;
            strcpy(which ? fresh.optimiser : fresh.layers, value);
            stop = value + strlen(value);
            break;
        case 2:
            fresh.rate = strtod(value, &stop);
            break;
        case 3:
            fresh.l2 = strtod(value, &stop);
            break;
        case 4:
            if (strcmp(value, "0") && strcmp(value, "1"))
                goto end;
            fresh.decoupled = strtol(value, &stop, 10);
            break;
        case 5:
            fresh.decay = strtod(value, &stop);
            break;
        case 6:
            fresh.batch = strtoul(value, &stop, 10);
            break;
        case 7:
            fresh.epochs = strtoul(value, &stop, 10);
            break;
        }
        if (*stop || (which > 5 && strchr("+-", *value)))
            goto end;
    }
    ok = seen == 0xff;
    if (ok)
        *s = fresh;
end:
    free(copy);
    return ok;
}

void tuned_settings(const char *data, char *text, size_t size)
{
    Settings s = {
        "3072-256-128-10", "adam", 1e-3, 3e-3, false, 0.15, 128, 20};
    if (strcmp(data, "cifar10") == 0) {
        s.rate = 5e-4;
        memcpy(s.layers, "3072-512-256-10", sizeof "3072-512-256-10");
    }
    settings_write(&s, text, size);
}

double cifar_epoch(Net *net, Optimiser *o, const Samples *samples,
                   const Settings *s, size_t epoch, uint64_t seed)
{
    size_t n = samples_count(samples), features = samples_features(samples);
    Mat whole = {n, features, NULL};
    Mat room = {n, net_outputs(net, features), NULL};
    if (!net_fits("cifar_epoch", net, &whole, &room))
        return NAN;
    long double sum = 0;
    double rate = decayed_rate(s->rate, s->decay, epoch);
    size_t *order = malloc(n * sizeof *order), *next = order;
    epoch_order(seed, order, n);
    for (size_t left = n; left > 0;) {
        size_t rows = left < s->batch ? left : s->batch;
        Mat x = mat_new(rows, features), labels = mat_new(rows, 1);
        samples_batch(samples, next, &x, &labels);
        sum += (long double)class_batch(net, &x, &labels) * rows / n;
        if (!s->decoupled)
            l2_grad(net, s->l2);
        if (o->adam)
            adam_step(o, net, rate);
        else
            sgd_step(net, rate);
        if (s->decoupled)
            l2_shrink(net, rate, s->l2);
        mat_free(&x);
        mat_free(&labels);
        next += rows;
        left -= rows;
    }
    free(order);
    return (double)sum;
}
