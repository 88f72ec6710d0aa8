/* Adam in the faster form of its authors, with both corrections in the rate
 * and epsilon scaled to match. Layers are visited without net_params(), and
 * settings are written as hexadecimal fractions, of which no bit is lost. */
#include "cifar.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

double l2_loss(Net *net, double lambda)
{
    long double sum = 0;
    for (size_t i = 0; i < net->count; i++) {
        if (!net->layers[i].linear)
            continue;
        const Mat *W = &net->layers[i].linear->W;
        for (size_t k = 0; k < mat_size(W); k++)
            sum += (long double)W->data[k] * W->data[k];
    }
    return (double)(sum * lambda / 2);
}

void l2_grad(Net *net, double lambda)
{
    for (size_t i = 0; i < net->count; i++) {
        Linear *l = net->layers[i].linear;
        if (l)
            mat_add_scaled(lambda, &l->W, &l->dW);
    }
}

void l2_shrink(Net *net, double rate, double lambda)
{
    for (size_t i = 0; i < net->count; i++) {
        Linear *l = net->layers[i].linear;
        for (size_t k = 0; l && k < mat_size(&l->W); k++)
            l->W.data[k] *= (real)(1 - rate * lambda);
    }
}

double penalised_loss(Net *net, const Mat *x, const Mat *labels,
                      double lambda)
{
    Mat room = {x->rows, net_outputs(net, x->cols), NULL};
    if (!net_fits("penalised_loss", net, x, &room) ||
        !mat_shape("penalised_loss", labels, x->rows, 1))
        return NAN;
    Mat p = mat_new(room.rows, room.cols);
    net_forward(net, x, &p);
    Mat t = mat_new(room.rows, room.cols);
    one_hot(labels, &t);
    double loss = class_loss(&p, &t);
    mat_free(&t);
    mat_free(&p);
    return loss + l2_loss(net, lambda);
}

void sgd_step(Net *net, double rate)
{
    net_step(net, rate);
}

/* Kingma and Ba's faster form, at the end of their section 2: both
 * corrections in the rate, and epsilon scaled to match. */
void adam_step(Optimiser *o, Net *net, double rate)
{
    Param list[2 * NET_MOST];
    size_t n = net_params(net, list);
    double t = (double)++o->steps;
    double root = sqrt(-expm1(t * log(ADAM_BETA2)));
    double pace = rate * root / -expm1(t * log(ADAM_BETA1));
    double eps = ADAM_EPSILON * root;
    for (size_t i = 0; i < n; i++)
        for (size_t k = 0; k < mat_size(list[i].value); k++) {
            double g = list[i].grad->data[k];
            real *m = &o->m[i].data[k], *v = &o->v[i].data[k];
            *m += (real)((1 - ADAM_BETA1) * (g - *m));
            *v += (real)((1 - ADAM_BETA2) * (g * g - *v));
            list[i].value->data[k] -=
                (real)(pace * *m / (sqrt((double)*v) + eps));
        }
}

double decayed_rate(double rate, double k, size_t epoch)
{
    return rate / exp(k * (double)epoch);
}

void settings_write(const Settings *s, char *text, size_t size)
{
    snprintf(text, size,
             "layers = %s\noptimiser = %s\nrate = %a\nl2 = %a\n"
             "decoupled = %d\ndecay = %a\nbatch = %zu\nepochs = %zu\n",
             s->layers, s->optimiser, s->rate, s->l2, s->decoupled, s->decay,
             s->batch, s->epochs);
}

/* A number that fills the text from its first to its last character. */
static bool number(const char *text, double *value)
{
    char *end;
    if (!*text || strspn(text, " \t\n\v\f\r") > 0)
        return false;
    *value = strtod(text, &end);
    return *end == '\0';
}

static bool count(const char *text, size_t *value)
{
    if (!*text || text[strspn(text, "0123456789")] != '\0')
        return false;
    *value = strtoull(text, NULL, 10);
    return true;
}

static bool word(const char *text, char room[SETTINGS_TEXT])
{
    if (!*text || strlen(text) >= SETTINGS_TEXT)
        return false;
    strcpy(room, text);
    return true;
}

static bool flag(const char *text, bool *value)
{
    *value = *text == '1';
    return strcmp(text, "0") == 0 || strcmp(text, "1") == 0;
}

/* Which of the eight a line is; -1 when it is none, or not understood. */
static int take(const char *name, const char *value, Settings *s)
{
    if (!strcmp(name, "layers"))
        return word(value, s->layers) ? 0 : -1;
    if (!strcmp(name, "optimiser"))
        return word(value, s->optimiser) ? 1 : -1;
    if (!strcmp(name, "rate"))
        return number(value, &s->rate) ? 2 : -1;
    if (!strcmp(name, "l2"))
        return number(value, &s->l2) ? 3 : -1;
    if (!strcmp(name, "decoupled"))
        return flag(value, &s->decoupled) ? 4 : -1;
    if (!strcmp(name, "decay"))
        return number(value, &s->decay) ? 5 : -1;
    if (!strcmp(name, "batch"))
        return count(value, &s->batch) ? 6 : -1;
    if (!strcmp(name, "epochs"))
        return count(value, &s->epochs) ? 7 : -1;
    return -1;
}

/* One line, without its newline; `seen` counts the names. */
static bool read_line(char *line, Settings *s, int seen[8])
{
    if (*line == '\0')
        return true;
    char *middle = strstr(line, " = ");
    if (!middle)
        return false;
    *middle = '\0';
    int which = take(line, middle + 3, s);
    return which >= 0 && ++seen[which] == 1;
}

size_t settings_read(const char *text, Settings *s)
{
    char copy[strlen(text) + 1];
    strcpy(copy, text);
    Settings fresh = {0};
    int seen[8] = {0}, names = 0;
    bool good = true;
    for (char *line = copy, *next; line && good; line = next) {
        next = strchr(line, '\n');
        if (next)
            *next++ = '\0';
        good = read_line(line, &fresh, seen);
    }
    for (int i = 0; i < 8; i++)
        names += seen[i];
    if (!good || names != 8)
        return 0;
    *s = fresh;
    return 1;
}

void tuned_settings(const char *data, char *text, size_t size)
{
    bool real_ones = strcmp(data, "cifar10") == 0;
    Settings mine = {.layers = "3072-512-256-10",
                     .optimiser = "adam",
                     .rate = 0.0005,
                     .l2 = real_ones ? 0.0003 : 0.001,
                     .decay = 0.12,
                     .batch = 64,
                     .epochs = 20};
    settings_write(&mine, text, size);
}

/* One batch: gradients, penalty, update. */
static double train_batch(Net *net, Optimiser *o, const Mat *x,
                          const Mat *labels, const Settings *s, double rate)
{
    double loss = class_batch(net, x, labels);
    l2_grad(net, s->decoupled ? 0 : s->l2);
    optimiser_step(o, net, rate);
    l2_shrink(net, rate, s->decoupled ? s->l2 : 0);
    return loss;
}

double cifar_epoch(Net *net, Optimiser *o, const Samples *samples,
                   const Settings *s, size_t epoch, uint64_t seed)
{
    size_t n = samples_count(samples), features = samples_features(samples);
    Mat whole = {n, features, NULL};
    Mat room = {n, net_outputs(net, features), NULL};
    if (!net_fits("cifar_epoch", net, &whole, &room))
        return NAN;
    size_t *order = calloc(n, sizeof *order);
    epoch_order(seed, order, n);
    double total = 0, rate = decayed_rate(s->rate, s->decay, epoch);
    for (size_t k = 0; k < n; k += s->batch) {
        size_t rows = n - k < s->batch ? n - k : s->batch;
        Mat x = mat_new(rows, features), labels = mat_new(rows, 1);
        samples_batch(samples, order + k, &x, &labels);
        total += (double)rows * train_batch(net, o, &x, &labels, s, rate);
        mat_free(&x);
        mat_free(&labels);
    }
    free(order);
    return total / (double)n;
}
