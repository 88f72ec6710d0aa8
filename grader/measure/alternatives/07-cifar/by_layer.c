/* The layers are opened; net_params() is not needed. Adam is written as the
 * paper writes it, with corrected moments in matrices of their own. */
#include "cifar.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static double squares(const Mat *m)
{
    double sum = 0;
    for (size_t i = 0; i < m->rows; i++)
        for (size_t j = 0; j < m->cols; j++)
            sum += pow((double)AT(m, i, j), 2);
    return sum;
}

double l2_loss(Net *net, double lambda)
{
    double sum = 0;
    for (size_t i = 0; i < net->count; i++)
        if (net->layers[i].kind == LAYER_LINEAR)
            sum += squares(&net->layers[i].linear->W);
    return 0.5 * lambda * sum;
}

void l2_grad(Net *net, double lambda)
{
    for (Layer *l = net->layers; l < net->layers + net->count; l++)
        if (l->linear)
            mat_add_scaled(lambda, &l->linear->W, &l->linear->dW);
}

void l2_shrink(Net *net, double rate, double lambda)
{
    for (Layer *l = net->layers; l < net->layers + net->count; l++) {
        if (!l->linear)
            continue;
        Mat W = mat_copy(&l->linear->W);
        mat_add_scaled(-rate * lambda, &W, &l->linear->W);
        mat_free(&W);
    }
}

double penalised_loss(Net *net, const Mat *x, const Mat *labels,
                      double lambda)
{
    Mat y = {x->rows, net_outputs(net, x->cols), NULL};
    if (!net_fits("penalised_loss", net, x, &y) ||
        !mat_shape("penalised_loss", labels, x->rows, 1))
        return NAN;
    double loss = l2_loss(net, lambda);
    y = mat_new(y.rows, y.cols);
    net_forward(net, x, &y);
    for (size_t i = 0; i < y.rows; i++) {
        double most = -INFINITY, sum = 0;
        for (size_t c = 0; c < y.cols; c++)
            most = fmax(most, (double)AT(&y, i, c));
        for (size_t c = 0; c < y.cols; c++)
            sum += exp((double)AT(&y, i, c) - most);
        loss +=
            (log(sum) + most - (double)AT(&y, i, (size_t)AT(labels, i, 0))) /
            (double)y.rows;
    }
    mat_free(&y);
    return loss;
}

void sgd_step(Net *net, double rate)
{
    net_step(net, rate);
}

/* One parameter: theta -= rate * m_hat / (sqrt(v_hat) + eps) */
static void update(Mat *theta, const Mat *g, Mat *m, Mat *v, double t,
                   double rate)
{
    Mat m_hat = mat_copy(m), v_hat = mat_copy(v);
    for (size_t k = 0; k < mat_size(g); k++) {
        double old_m = m->data[k], old_v = v->data[k], gk = g->data[k];
        m->data[k] = (real)(ADAM_BETA1 * old_m + (1 - ADAM_BETA1) * gk);
        v->data[k] = (real)(ADAM_BETA2 * old_v + (1 - ADAM_BETA2) * gk * gk);
    }
    for (size_t k = 0; k < mat_size(g); k++) {
        m_hat.data[k] = (real)(m->data[k] / (1 - pow(ADAM_BETA1, t)));
        v_hat.data[k] = (real)(v->data[k] / (1 - pow(ADAM_BETA2, t)));
    }
    for (size_t k = 0; k < mat_size(g); k++)
        theta->data[k] -=
            (real)(rate * m_hat.data[k] /
                   (sqrt((double)v_hat.data[k]) + ADAM_EPSILON));
    mat_free(&m_hat);
    mat_free(&v_hat);
}

void adam_step(Optimiser *o, Net *net, double rate)
{
    size_t p = 0;
    o->steps += 1;
    for (size_t i = 0; i < net->count; i++) {
        Linear *l = net->layers[i].linear;
        if (!l)
            continue;
        update(&l->W, &l->dW, &o->m[p], &o->v[p], (double)o->steps, rate);
        p++;
        update(&l->b, &l->db, &o->m[p], &o->v[p], (double)o->steps, rate);
        p++;
    }
}

double decayed_rate(double rate, double k, size_t epoch)
{
    return rate / exp(k * (double)epoch);
}

void settings_write(const Settings *s, char *text, size_t size)
{
    char *whole = NULL;
    size_t length = 0;
    FILE *f = open_memstream(&whole, &length);
    if (!f || size == 0)
        return;
    fprintf(f, "layers = %s\n", s->layers);
    fprintf(f, "optimiser = %s\n", s->optimiser);
    fprintf(f, "rate = %.20g\n", s->rate);
    fprintf(f, "l2 = %.20g\n", s->l2);
    fprintf(f, "decoupled = %s\n", s->decoupled ? "1" : "0");
    fprintf(f, "decay = %.20g\n", s->decay);
    fprintf(f, "batch = %zu\n", s->batch);
    fprintf(f, "epochs = %zu\n", s->epochs);
    fclose(f);
    strncpy(text, whole, size - 1);
    text[size - 1] = '\0';
    free(whole);
}

/* "name = value" with this name? Its value, or NULL. */
static const char *value_of(const char *line, const char *name)
{
    size_t n = strlen(name);
    if (strncmp(line, name, n) || strncmp(line + n, " = ", 3))
        return NULL;
    return line + n + 3;
}

static bool whole_double(const char *value, double *to)
{
    int used = 0;
    return *value && *value != ' ' &&
           sscanf(value, "%lf%n", to, &used) == 1 && value[used] == '\0';
}

static bool whole_size(const char *value, size_t *to)
{
    int used = 0;
    uintmax_t number;
    if (*value < '0' || *value > '9' ||
        sscanf(value, "%" SCNuMAX "%n", &number, &used) != 1 || value[used])
        return false;
    *to = (size_t)number;
    return true;
}

static bool whole_text(const char *value, char to[SETTINGS_TEXT])
{
    return *value && snprintf(to, SETTINGS_TEXT, "%s", value) < SETTINGS_TEXT;
}

static int understand(const char *line, Settings *s)
{
    const char *v;
    size_t flag;
    if ((v = value_of(line, "layers")))
        return whole_text(v, s->layers) ? 0 : -1;
    if ((v = value_of(line, "optimiser")))
        return whole_text(v, s->optimiser) ? 1 : -1;
    if ((v = value_of(line, "rate")))
        return whole_double(v, &s->rate) ? 2 : -1;
    if ((v = value_of(line, "l2")))
        return whole_double(v, &s->l2) ? 3 : -1;
    if ((v = value_of(line, "decoupled"))) {
        if (!whole_size(v, &flag) || flag > 1)
            return -1;
        s->decoupled = flag;
        return 4;
    }
    if ((v = value_of(line, "decay")))
        return whole_double(v, &s->decay) ? 5 : -1;
    if ((v = value_of(line, "batch")))
        return whole_size(v, &s->batch) ? 6 : -1;
    if ((v = value_of(line, "epochs")))
        return whole_size(v, &s->epochs) ? 7 : -1;
    return -1;
}

size_t settings_read(const char *text, Settings *s)
{
    char *copy = strdup(text), *rest = copy, *line;
    Settings fresh = {0};
    int times[8] = {0};
    bool good = copy != NULL;
    while (good && (line = strsep(&rest, "\n"))) {
        if (*line == '\0')
            continue;
        int which = understand(line, &fresh);
        good = which >= 0 && ++times[which] == 1;
    }
    for (int i = 0; i < 8; i++)
        good = good && times[i] == 1;
    free(copy);
    if (good)
        *s = fresh;
    return good ? 1 : 0;
}

void tuned_settings(const char *data, char *text, size_t size)
{
    Settings s = {.optimiser = "adam", .l2 = 3e-3, .decay = 0.15};
    bool real_ones = !strcmp(data, "cifar10");
    snprintf(s.layers, sizeof s.layers, "3072-%d-%d-10",
             real_ones ? 512 : 256, real_ones ? 256 : 128);
    s.rate = real_ones ? 0.0005 : 0.001;
    s.batch = 128;
    s.epochs = 20;
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
    size_t *order = malloc(n * sizeof *order), batch = s->batch;
    double rate = decayed_rate(s->rate, s->decay, epoch), total = 0;
    epoch_order(seed, order, n);
    for (size_t b = 0; b * batch < n; b++) {
        size_t rows = (b + 1) * batch <= n ? batch : n - b * batch;
        Mat x = mat_new(rows, features), labels = mat_new(rows, 1);
        samples_batch(samples, order + b * batch, &x, &labels);
        total += (double)rows * class_batch(net, &x, &labels);
        if (s->decoupled) {
            optimiser_step(o, net, rate);
            l2_shrink(net, rate, s->l2);
        } else {
            l2_grad(net, s->l2);
            optimiser_step(o, net, rate);
        }
        mat_free(&x);
        mat_free(&labels);
    }
    free(order);
    return total / (double)n;
}
