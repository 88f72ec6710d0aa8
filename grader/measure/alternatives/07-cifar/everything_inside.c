/* cifar_epoch() calls nobody of this chapter: forward, softmax, backward,
 * penalty and update stand in it as blocks, with one allocation for all. The
 * optimiser's memory is used as the contract says. Macros for the rest. */
#include "cifar.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define FOR_PARAMS(net, p)                                                   \
    for (Param all_[2 * NET_MOST], *end_ = all_ + net_params((net), all_),   \
                                   *p = all_;                                \
         p < end_; p++)
#define FOR_ENTRIES(m, k) for (size_t k = 0; k < (m)->rows * (m)->cols; ++k)

double l2_loss(Net *net, double lambda)
{
    double sum = 0, carry = 0; /* Neumaier */
    FOR_PARAMS(net, p)
    if (p->weight)
        FOR_ENTRIES(p->value, k)
        {
            double w = p->value->data[k], term = w * w, next = sum + term;
            carry +=
                fabs(sum) >= term ? (sum - next) + term : (term - next) + sum;
            sum = next;
        }
    return lambda * (sum + carry) * .5;
}

void l2_grad(Net *net, double lambda)
{
    FOR_PARAMS(net, p)
    if (p->weight)
        FOR_ENTRIES(p->value, k)
    p->grad->data[k] += (real)lambda * p->value->data[k];
}

void l2_shrink(Net *net, double rate, double lambda)
{
    FOR_PARAMS(net, p)
    if (p->weight)
        FOR_ENTRIES(p->value, k)
    p->value->data[k] -= (real)rate * (real)lambda * p->value->data[k];
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
    softmax(&z, &z);
    Mat t = mat_new(z.rows, z.cols);
    one_hot(labels, &t);
    double loss = cross_entropy(&z, &t) + l2_loss(net, lambda);
    mat_free(&t);
    mat_free(&z);
    return loss;
}

void sgd_step(Net *net, double rate)
{
    FOR_PARAMS(net, p)
    FOR_ENTRIES(p->value, k)
    p->value->data[k] = p->value->data[k] - (real)rate * p->grad->data[k];
}

void adam_step(Optimiser *o, Net *net, double rate)
{
    double c1, c2;
    Mat *m = o->m, *v = o->v;
    o->steps++;
    c1 = 1.0 - pow(0.9, (double)o->steps);
    c2 = 1.0 - pow(0.999, (double)o->steps);
    FOR_PARAMS(net, p)
    {
        FOR_ENTRIES(p->value, k)
        {
            real g = p->grad->data[k];
            m->data[k] = (real)(0.9 * m->data[k] + 0.1 * g);
            v->data[k] = (real)(0.999 * v->data[k] + 0.001 * g * g);
            p->value->data[k] -= (real)(rate * (m->data[k] / c1) /
                                        (sqrt(v->data[k] / c2) + 1e-8));
        }
        m++;
        v++;
    }
}

double decayed_rate(double rate, double k, size_t epoch)
{
    double exponent = -k;
    exponent *= (double)epoch;
    return rate * exp2(exponent * 1.4426950408889634074); /* log2(e) */
}

void settings_write(const Settings *s, char *text, size_t size)
{
#define LINE(format, what)                                                   \
    do {                                                                     \
        int n_ = snprintf(at, left, format "\n", what);                      \
        size_t used_ = n_ < 0 ? 0 : (size_t)n_ < left ? (size_t)n_ : left;   \
        at += used_, left -= used_;                                          \
    } while (0)
    char *at = text;
    size_t left = size;
    LINE("batch = %zu", s->batch);
    LINE("decay = %.17g", s->decay);
    LINE("decoupled = %d", s->decoupled);
    LINE("epochs = %zu", s->epochs);
    LINE("l2 = %.17g", s->l2);
    LINE("layers = %s", s->layers);
    LINE("optimiser = %s", s->optimiser);
    LINE("rate = %.17g", s->rate);
#undef LINE
}

/* Reads by a small automaton, character by character. */
size_t settings_read(const char *text, Settings *s)
{
    static const char *const names[] = {"batch",     "decay", "decoupled",
                                        "epochs",    "l2",    "layers",
                                        "optimiser", "rate"};
    enum { NAME, VALUE } state = NAME;
    char name[32], value[SETTINGS_TEXT], values[8][SETTINGS_TEXT];
    bool seen[8] = {false};
    size_t n = 0, v = 0;
    for (const char *c = text;; c++) {
        bool ends = *c == '\n' || *c == '\0';
        if (state == NAME && !ends && strncmp(c, " = ", 3) == 0) {
            name[n] = '\0';
            state = VALUE;
            v = 0;
            c += 2;
        } else if (state == NAME && !ends) {
            if (n + 1 >= sizeof name)
                return 0;
            name[n++] = *c;
        } else if (state == NAME) {
            if (n > 0)
                return 0;
        } else if (!ends) {
            if (v + 1 >= sizeof value)
                return 0;
            value[v++] = *c;
        } else {
            size_t i = 0;
            value[v] = '\0';
            while (i < 8 && strcmp(names[i], name))
                i++;
            if (i == 8 || seen[i] || v == 0)
                return 0;
            seen[i] = true;
            memcpy(values[i], value, v + 1);
            state = NAME;
            n = 0;
        }
        if (*c == '\0')
            break;
    }
    char *ends[6];
    for (int i = 0; i < 8; i++)
        if (!seen[i] || (i != 5 && i != 6 && strpbrk(values[i], " \t")))
            return 0;
    Settings fresh = {.batch = strtoull(values[0], &ends[0], 0),
                      .decay = strtod(values[1], &ends[1]),
                      .decoupled = strtoull(values[2], &ends[2], 10) == 1,
                      .epochs = strtoull(values[3], &ends[3], 10),
                      .l2 = strtod(values[4], &ends[4]),
                      .rate = strtod(values[7], &ends[5])};
    if (strcmp(values[2], "0") != 0 && strcmp(values[2], "1") != 0)
        return 0;
    for (int i = 0; i < 6; i++)
        if (*ends[i] != '\0')
            return 0;
    if (values[0][0] == '-' || values[3][0] == '-')
        return 0;
    strcpy(fresh.layers, values[5]);
    strcpy(fresh.optimiser, values[6]);
    return memcpy(s, &fresh, sizeof fresh) != NULL;
}

void tuned_settings(const char *data, char *text, size_t size)
{
    const Settings chosen[] = {
        {"3072-256-128-10", "adam", 1e-3, 3e-3, 0, .15, 128, 20},
        {"3072-512-256-10", "adam", 5e-4, 3e-3, 0, .15, 128, 20}};
    settings_write(&chosen[strcmp(data, "cifar10") == 0], text, size);
}

double cifar_epoch(Net *net, Optimiser *o, const Samples *samples,
                   const Settings *s, size_t epoch, uint64_t seed)
{
    size_t n = samples_count(samples), features = samples_features(samples);
    size_t classes = net_outputs(net, features);
    Mat whole = {n, features, NULL}, room = {n, classes, NULL};
    if (!net_fits("cifar_epoch", net, &whole, &room))
        return NAN;
    size_t most = s->batch < n ? s->batch : n;
    char *memory = malloc(n * sizeof(size_t) +
                          most * (features + 2 * classes + 1) * sizeof(real));
    size_t *order = (size_t *)memory;
    real *x_at = (real *)(order + n), *l_at = x_at + most * features;
    real *z_at = l_at + most, *dz_at = z_at + most * classes;
    double sum = 0, rate = s->rate * exp(-s->decay * (double)epoch);
    if (!memory)
        return NAN;
    epoch_order(seed, order, n);
    for (size_t from = 0; from < n; from += s->batch) {
        size_t rows = n - from < s->batch ? n - from : s->batch;
        Mat x = {rows, features, x_at}, labels = {rows, 1, l_at};
        Mat z = {rows, classes, z_at}, dz = {rows, classes, dz_at};
        samples_batch(samples, order + from, &x, &labels);
        net_forward(net, &x, &z);
        for (size_t i = 0; i < rows; i++) { /* softmax and its loss */
            double top = AT(&z, i, 0), all = 0;
            size_t label = (size_t)labels.data[i];
            for (size_t c = 1; c < classes; c++)
                top = AT(&z, i, c) > top ? AT(&z, i, c) : top;
            for (size_t c = 0; c < classes; c++)
                all += exp(AT(&z, i, c) - top);
            for (size_t c = 0; c < classes; c++)
                AT(&dz, i, c) = (real)((exp(AT(&z, i, c) - top) / all -
                                        (c == label ? 1 : 0)) /
                                       (double)rows);
            sum += top + log(all) - AT(&z, i, label);
        }
        net_backward(net, &dz, NULL);
        if (!s->decoupled && s->l2 > 0) /* the penalty */
            FOR_PARAMS(net, p)
        if (p->weight)
            mat_add_scaled(s->l2, p->value, p->grad);
        o->adam ? adam_step(o, net, rate) : sgd_step(net, rate);
        if (s->decoupled)
            FOR_PARAMS(net, p)
        if (p->weight)
            FOR_ENTRIES(p->value, k)
        p->value->data[k] *= (real)(1 - rate * s->l2);
    }
    free(memory);
    return sum / (double)n;
}
