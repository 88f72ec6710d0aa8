/* cifar.c - chapter 7: the penalty on weights, Adam, and a schedule. */
#include "cifar.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

double l2_loss(Net *net, double lambda)
{
    /* [answer l2_loss | return NAN;] */
    Param params[2 * NET_MOST];
    size_t count = net_params(net, params);
    double sum = 0;
    for (size_t i = 0; i < count; i++) {
        const Mat *W = params[i].value;
        for (size_t k = 0; k < mat_size(W) && params[i].weight; k++)
            sum += (double)W->data[k] * W->data[k];
    }
    return lambda / 2 * sum;
    /* [end] */
}

void l2_grad(Net *net, double lambda)
{
    /* [answer l2_grad] */
    Param params[2 * NET_MOST];
    size_t count = net_params(net, params);
    for (size_t i = 0; i < count; i++)
        if (params[i].weight)
            mat_add_scaled(lambda, params[i].value, params[i].grad);
    /* [end] */
}

void l2_shrink(Net *net, double rate, double lambda)
{
    /* [answer l2_shrink] */
    Param params[2 * NET_MOST];
    size_t count = net_params(net, params);
    for (size_t i = 0; i < count; i++) {
        Mat *W = params[i].value;
        for (size_t k = 0; k < mat_size(W) && params[i].weight; k++)
            W->data[k] *= (real)(1 - rate * lambda);
    }
    /* [end] */
}

double penalised_loss(Net *net, const Mat *x, const Mat *labels,
                      double lambda)
{
    Mat room = {x->rows, net_outputs(net, x->cols), NULL};
    if (!net_fits("penalised_loss", net, x, &room) ||
        !mat_shape("penalised_loss", labels, x->rows, 1))
        return NAN;
    /* [answer penalised_loss | return NAN;] */
    Mat z = mat_new(room.rows, room.cols), t = mat_new(room.rows, room.cols);
    net_forward(net, x, &z);
    one_hot(labels, &t);
    double loss = class_loss(&z, &t) + l2_loss(net, lambda);
    mat_free(&z);
    mat_free(&t);
    return loss;
    /* [end] */
}

void sgd_step(Net *net, double rate)
{
    /* [answer sgd_step] */
    Param params[2 * NET_MOST];
    size_t count = net_params(net, params);
    for (size_t i = 0; i < count; i++)
        mat_add_scaled(-rate, params[i].grad, params[i].value);
    /* [end] */
}

/* Helpers of your own may stand above the function that needs them. */
/* [answer adam_step] */
/* One matrix of parameters; `rate` and `root` carry the corrections: the
 * moments are divided by 1 - beta1^t and 1 - beta2^t. */
static void adam_move(const Param *p, Mat *m, Mat *v, double rate,
                      double root)
{
    const real b1 = (real)ADAM_BETA1, b2 = (real)ADAM_BETA2;
    const real step = (real)rate, scale = (real)root;
    for (size_t k = 0; k < mat_size(p->value); k++) {
        real g = p->grad->data[k];
        m->data[k] = b1 * m->data[k] + (real)(1 - ADAM_BETA1) * g;
        v->data[k] = b2 * v->data[k] + (real)(1 - ADAM_BETA2) * g * g;
        p->value->data[k] -= step * m->data[k] /
                             (sqrt(v->data[k] * scale) + (real)ADAM_EPSILON);
    }
}
/* [end] */

void adam_step(Optimiser *o, Net *net, double rate)
{
    /* [answer adam_step] */
    Param params[2 * NET_MOST];
    size_t count = net_params(net, params);
    double t = (double)++o->steps;
    double first = 1 - pow(ADAM_BETA1, t), second = 1 - pow(ADAM_BETA2, t);
    for (size_t i = 0; i < count; i++)
        adam_move(&params[i], &o->m[i], &o->v[i], rate / first, 1 / second);
    /* [end] */
}

double decayed_rate(double rate, double k, size_t epoch)
{
    /* [answer decayed_rate | return NAN;] */
    return rate * exp(-k * (double)epoch);
    /* [end] */
}

void settings_write(const Settings *s, char *text, size_t size)
{
    /* [answer settings] */
    snprintf(text, size,
             "layers = %s\noptimiser = %s\nrate = %.17g\nl2 = %.17g\n"
             "decoupled = %d\ndecay = %.17g\nbatch = %zu\nepochs = %zu\n",
             s->layers, s->optimiser, s->rate, s->l2, s->decoupled, s->decay,
             s->batch, s->epochs);
    /* [end] */
}

/* [answer settings] */
static bool read_word(const char *value, char word[SETTINGS_TEXT])
{
    if (*value == '\0' || strlen(value) >= SETTINGS_TEXT)
        return false;
    strcpy(word, value);
    return true;
}

static bool read_number(const char *value, double *number)
{
    char *end;
    if (strchr(" \t\v\f\r", *value)) /* strtod() would skip it, or is empty */
        return false;
    *number = strtod(value, &end);
    return *end == '\0';
}

static bool read_count(const char *value, size_t *count)
{
    char *end;
    if (*value < '0' || *value > '9') /* strtoull() would take a sign */
        return false;
    *count = strtoull(value, &end, 10);
    return *end == '\0';
}

/* One line; returns which of the eight it is, 8 when it is none. */
static size_t read_line(const char *name, const char *value, Settings *s)
{
    static const char *const names[] = {"layers", "optimiser", "rate",
                                        "l2",     "decoupled", "decay",
                                        "batch",  "epochs"};
    size_t which = 0, flag = 0;
    while (which < 8 && strcmp(name, names[which]) != 0)
        which++;
    bool ok = which == 0   ? read_word(value, s->layers)
              : which == 1 ? read_word(value, s->optimiser)
              : which == 2 ? read_number(value, &s->rate)
              : which == 3 ? read_number(value, &s->l2)
              : which == 4 ? read_count(value, &flag) && flag <= 1
              : which == 5 ? read_number(value, &s->decay)
              : which == 6 ? read_count(value, &s->batch)
              : which == 7 ? read_count(value, &s->epochs)
                           : false;
    if (which == 4)
        s->decoupled = flag == 1;
    return ok ? which : 8;
}
/* [end] */

size_t settings_read(const char *text, Settings *s)
{
    /* [answer settings | return 0;] */
    Settings read = {0};
    unsigned seen = 0;
    while (*text) {
        char line[SETTINGS_TEXT + 32];
        size_t length = strcspn(text, "\n");
        if (length >= sizeof line)
            return 0;
        memcpy(line, text, length);
        line[length] = '\0';
        text += length + (text[length] == '\n');
        if (length == 0)
            continue;
        char *equals = strstr(line, " = ");
        if (!equals)
            return 0;
        *equals = '\0';
        size_t which = read_line(line, equals + 3, &read);
        if (which == 8 || seen & 1u << which)
            return 0;
        seen |= 1u << which;
    }
    if (seen != 255)
        return 0;
    *s = read;
    return 1;
    /* [end] */
}

void tuned_settings(const char *data, char *text, size_t size)
{
    /* [answer tuned_net | snprintf(text, size, "%s", "");] */
    bool standin = strcmp(data, "cifar10") != 0;
    Settings s = {.layers = "3072-512-256-10",
                  .optimiser = "adam",
                  .rate = standin ? 1e-3 : 5e-4,
                  .l2 = 3e-3,
                  .decay = 0.15,
                  .batch = 128,
                  .epochs = 20};
    if (standin)
        strcpy(s.layers, "3072-256-128-10");
    settings_write(&s, text, size);
    /* [end] */
}

/* One batch: gradients, penalty, update. */
static double train_batch(Net *net, Optimiser *o, const Mat *x,
                          const Mat *labels, const Settings *s, double rate)
{
    /* [answer cifar_epoch | return NAN;] */
    double loss = class_batch(net, x, labels);
    if (!s->decoupled)
        l2_grad(net, s->l2);
    optimiser_step(o, net, rate);
    if (s->decoupled)
        l2_shrink(net, rate, s->l2);
    return loss;
    /* [end] */
}

double cifar_epoch(Net *net, Optimiser *o, const Samples *samples,
                   const Settings *s, size_t epoch, uint64_t seed)
{
    size_t n = samples_count(samples), features = samples_features(samples);
    Mat whole = {n, features, NULL};
    Mat room = {n, net_outputs(net, features), NULL};
    if (!net_fits("cifar_epoch", net, &whole, &room))
        return NAN;
    /* [answer cifar_epoch | (void)train_batch; return NAN;] */
    double rate = decayed_rate(s->rate, s->decay, epoch), sum = 0;
    Mat x = {0}, labels = {0};
    size_t *order = malloc(n * sizeof *order);
    if (!order)
        return NAN;
    epoch_order(seed, order, n);
    for (size_t from = 0; from < n; from += s->batch) {
        size_t rows = n - from < s->batch ? n - from : s->batch;
        mat_resize(&x, rows, features);
        mat_resize(&labels, rows, 1);
        samples_batch(samples, order + from, &x, &labels);
        sum += train_batch(net, o, &x, &labels, s, rate) * (double)rows;
    }
    mat_free(&x);
    mat_free(&labels);
    free(order);
    return sum / (double)n;
    /* [end] */
}
