/* No loop where a function can call itself; conditions as expressions. */
#include "cifar.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static double squares(const real *w, size_t n)
{
    return n == 0   ? 0
           : n == 1 ? (double)w[0] * w[0]
                    : squares(w, n / 2) + squares(w + n / 2, n - n / 2);
}

static double squares_from(const Net *net, size_t i)
{
    if (i == net->count)
        return 0;
    const Linear *l = net->layers[i].linear;
    return (l ? squares(l->W.data, mat_size(&l->W)) : 0) +
           squares_from(net, i + 1);
}

double l2_loss(Net *net, double lambda)
{
    return squares_from(net, 0) * lambda / 2;
}

static void grad_from(Net *net, double lambda, size_t i)
{
    if (i >= net->count)
        return;
    grad_from(net, lambda, i + 1);
    if (net->layers[i].linear)
        mat_add_scaled(lambda, &net->layers[i].linear->W,
                       &net->layers[i].linear->dW);
}

void l2_grad(Net *net, double lambda)
{
    grad_from(net, lambda, 0);
}

static void shrink_from(Net *net, double keep, size_t i)
{
    if (i >= net->count)
        return;
    Linear *l = net->layers[i].linear;
    for (size_t k = 0; l && k < mat_size(&l->W); k++)
        l->W.data[k] = (real)(keep * l->W.data[k]);
    shrink_from(net, keep, i + 1);
}

void l2_shrink(Net *net, double rate, double lambda)
{
    shrink_from(net, 1 - lambda * rate, 0);
}

double penalised_loss(Net *net, const Mat *x, const Mat *labels,
                      double lambda)
{
    Mat z = {x->rows, net_outputs(net, x->cols), NULL};
    return net_fits("penalised_loss", net, x, &z) &&
                   mat_shape("penalised_loss", labels, x->rows, 1)
               ? class_batch(net, x, labels) + l2_loss(net, lambda)
               : NAN;
}

static void step_from(Net *net, double rate, size_t i)
{
    if (i >= net->count)
        return;
    if (net->layers[i].kind == LAYER_LINEAR)
        linear_step(net->layers[i].linear, rate);
    step_from(net, rate, i + 1);
}

void sgd_step(Net *net, double rate)
{
    step_from(net, rate, 0);
}

/* x to the power n */
static double power(double x, size_t n)
{
    if (n == 0)
        return 1;
    double half = power(x, n / 2);
    return n % 2 ? half * half * x : half * half;
}

static void adam_from(Param *p, Mat *m, Mat *v, size_t left, double rate,
                      size_t t)
{
    if (left == 0)
        return;
    for (size_t k = 0; k < mat_size(p->value); k++) {
        double g = p->grad->data[k];
        double mk = ADAM_BETA1 * m->data[k] + g - ADAM_BETA1 * g;
        double vk = ADAM_BETA2 * v->data[k] + (1 - ADAM_BETA2) * (g * g);
        p->value->data[k] -=
            (real)(rate /
                   (sqrt(vk / (1 - power(ADAM_BETA2, t))) + ADAM_EPSILON) *
                   (mk / (1 - power(ADAM_BETA1, t))));
        m->data[k] = (real)mk;
        v->data[k] = (real)vk;
    }
    adam_from(p + 1, m + 1, v + 1, left - 1, rate, t);
}

void adam_step(Optimiser *o, Net *net, double rate)
{
    Param params[2 * NET_MOST];
    size_t count = net_params(net, params);
    adam_from(params, o->m, o->v, count, rate, ++o->steps);
}

double decayed_rate(double rate, double k, size_t epoch)
{
    return epoch == 0 ? rate : decayed_rate(rate * exp(-k), k, epoch - 1);
}

void settings_write(const Settings *s, char *text, size_t size)
{
    snprintf(text, size,
             "layers = %s\n"
             "optimiser = %s\n"
             "rate = %.17e\n"
             "l2 = %.17e\n"
             "decoupled = %i\n"
             "decay = %.17e\n"
             "batch = %zu\n"
             "epochs = %zu\n",
             s->layers, s->optimiser, s->rate, s->l2, (int)s->decoupled,
             s->decay, s->batch, s->epochs);
}

static bool number(const char *from, double *to)
{
    char *end;
    *to = strtod(from, &end);
    return end > from && *from != ' ' && *from != '\t' && *end == '\0';
}

static bool count_of(const char *from, size_t *to)
{
    *to = 0;
    if (!*from)
        return false;
    for (; *from; from++) {
        if (*from < '0' || *from > '9')
            return false;
        *to = *to * 10 + (size_t)(*from - '0');
    }
    return true;
}

static bool word(const char *from, char to[SETTINGS_TEXT])
{
    return *from && strlen(from) < SETTINGS_TEXT && strcpy(to, from);
}

/* The rest of the text, with those names seen whose bits are set. */
static size_t read_from(const char *text, unsigned seen, Settings *s)
{
    if (*text == '\0')
        return seen == 255;
    if (*text == '\n')
        return read_from(text + 1, seen, s);
    const char *end =
        strchr(text, '\n') ? strchr(text, '\n') : text + strlen(text);
    size_t length = (size_t)(end - text), flag = 0;
    char *line = strndup(text, length), *is = strstr(line, " = ");
    const char *value = is ? is + 3 : "";
    unsigned bit = 0;
    if (is)
        *is = '\0';
    if (is && !strcmp(line, "layers"))
        bit = word(value, s->layers) << 0;
    else if (is && !strcmp(line, "optimiser"))
        bit = (unsigned)word(value, s->optimiser) << 1;
    else if (is && !strcmp(line, "rate"))
        bit = (unsigned)number(value, &s->rate) << 2;
    else if (is && !strcmp(line, "l2"))
        bit = (unsigned)number(value, &s->l2) << 3;
    else if (is && !strcmp(line, "decoupled")) {
        bit = (unsigned)(count_of(value, &flag) && flag < 2) << 4;
        s->decoupled = flag == 1;
    } else if (is && !strcmp(line, "decay"))
        bit = (unsigned)number(value, &s->decay) << 5;
    else if (is && !strcmp(line, "batch"))
        bit = (unsigned)count_of(value, &s->batch) << 6;
    else if (is && !strcmp(line, "epochs"))
        bit = (unsigned)count_of(value, &s->epochs) << 7;
    free(line);
    if (!bit || seen & bit)
        return 0;
    return read_from(end, seen | bit, s);
}

size_t settings_read(const char *text, Settings *s)
{
    Settings fresh = {0};
    if (!read_from(text, 0, &fresh))
        return 0;
    *s = fresh;
    return 1;
}

void tuned_settings(const char *data, char *text, size_t size)
{
    Settings s = {.layers = "3072-256-128-10",
                  .optimiser = "adam",
                  .rate = 0.001,
                  .l2 = 0.003,
                  .decay = 0.15,
                  .batch = 128,
                  .epochs = 20};
    if (!strcmp(data, "cifar10")) {
        strcpy(s.layers, "3072-512-256-10");
        s.rate /= 2;
    }
    settings_write(&s, text, size);
}

typedef struct {
    Net *net;
    Optimiser *o;
    const Samples *samples;
    const Settings *s;
    double rate;
} Job;

static double batches(const Job *j, const size_t *index, size_t left)
{
    if (left == 0)
        return 0;
    size_t rows = left < j->s->batch ? left : j->s->batch;
    Mat x = mat_new(rows, samples_features(j->samples));
    Mat labels = mat_new(rows, 1);
    samples_batch(j->samples, index, &x, &labels);
    double loss = class_batch(j->net, &x, &labels);
    mat_free(&x);
    mat_free(&labels);
    if (!j->s->decoupled)
        l2_grad(j->net, j->s->l2);
    optimiser_step(j->o, j->net, j->rate);
    if (j->s->decoupled)
        l2_shrink(j->net, j->rate, j->s->l2);
    return loss * (double)rows + batches(j, index + rows, left - rows);
}

double cifar_epoch(Net *net, Optimiser *o, const Samples *samples,
                   const Settings *s, size_t epoch, uint64_t seed)
{
    size_t n = samples_count(samples), features = samples_features(samples);
    Mat whole = {n, features, NULL};
    Mat room = {n, net_outputs(net, features), NULL};
    if (!net_fits("cifar_epoch", net, &whole, &room))
        return NAN;
    size_t *order = malloc(n * sizeof *order);
    if (!order)
        return NAN;
    epoch_order(seed, order, n);
    Job job = {net, o, samples, s, decayed_rate(s->rate, s->decay, epoch)};
    double sum = batches(&job, order, n);
    free(order);
    return sum / (double)n;
}
