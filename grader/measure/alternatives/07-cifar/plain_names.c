/* Helpers that are not static, under names that others have, too: parse(),
 * trim(), read(), update(), remove(), signal(), time(). */
#include "cifar.h"

#include <ctype.h>
#include <errno.h>
#include <float.h>
#include <string.h>

void *malloc(size_t size);
void free(void *p);
double strtod(const char *text, char **end);
int snprintf(char *text, size_t size, const char *format, ...);

Param list[2 * NET_MOST];
size_t count;

void read(Net *net)
{
    count = net_params(net, list);
}

double time(double rate, double k, double t)
{
    return rate * exp(-(k * t));
}

void update(const Mat *by, double factor, Mat *what)
{
    for (size_t i = 0; i < mat_size(what); i++)
        what->data[i] = (real)(what->data[i] + factor * by->data[i]);
}

double l2_loss(Net *net, double lambda)
{
    double total = 0;
    read(net);
    for (size_t i = 0; i < count; i++)
        if (list[i].weight) {
            Mat row = {1, mat_size(list[i].value), list[i].value->data};
            Mat square = mat_new(1, 1);
            mat_mul_nt(&row, &row, &square); /* w wT */
            total += square.data[0];
            mat_free(&square);
        }
    return lambda / 2 * total;
}

void l2_grad(Net *net, double lambda)
{
    read(net);
    for (size_t i = 0; i < count; i += 2) /* W before b */
        update(list[i].value, lambda, list[i].grad);
}

void l2_shrink(Net *net, double rate, double lambda)
{
    read(net);
    for (size_t i = 0; i < count; i += 2)
        update(list[i].value, -rate * lambda, list[i].value);
}

double penalised_loss(Net *net, const Mat *x, const Mat *labels,
                      double lambda)
{
    Mat z = {x->rows, net_outputs(net, x->cols), NULL};
    if (!net_fits("penalised_loss", net, x, &z) ||
        !mat_shape("penalised_loss", labels, x->rows, 1))
        return NAN;
    z = mat_new(z.rows, z.cols);
    Mat t = mat_new(z.rows, z.cols);
    one_hot(labels, &t);
    net_forward(net, x, &z);
    double sum = l2_loss(net, lambda) + class_loss(&z, &t);
    mat_free(&z);
    mat_free(&t);
    return sum;
}

void sgd_step(Net *net, double rate)
{
    read(net);
    while (count-- > 0)
        update(list[count].grad, -rate, list[count].value);
}

void signal(Param p, Mat *m, Mat *v, double rate, double c1, double c2)
{
    for (size_t i = 0; i < p.value->rows; i++)
        for (size_t j = 0; j < p.value->cols; j++) {
            double g = AT(p.grad, i, j);
            AT(m, i, j) = (real)(0.1 * g + 0.9 * AT(m, i, j));
            AT(v, i, j) = (real)(0.001 * g * g + 0.999 * AT(v, i, j));
            AT(p.value, i, j) -=
                (real)(rate * AT(m, i, j) / c1 /
                       (sqrt((double)AT(v, i, j) / c2) + 1e-8));
        }
}

void adam_step(Optimiser *o, Net *net, double rate)
{
    double p1 = 1, p2 = 1;
    o->steps++;
    for (size_t t = 0; t < o->steps && p1 + p2 > 0; t++)
        p1 *= ADAM_BETA1, p2 *= ADAM_BETA2;
    read(net);
    for (size_t i = 0; i < count; i++)
        signal(list[i], o->m + i, o->v + i, rate, 1 - p1, 1 - p2);
}

double decayed_rate(double rate, double k, size_t epoch)
{
    return time(rate, k, (double)epoch);
}

/* Settings */

void settings_write(const Settings *s, char *text, size_t size)
{
    const char *numbers[] = {"rate",  "l2",    "decoupled",
                             "decay", "batch", "epochs"};
    char lines[8][SETTINGS_TEXT + 32];
    snprintf(lines[0], sizeof *lines, "layers = %s\n", s->layers);
    snprintf(lines[1], sizeof *lines, "optimiser = %s\n", s->optimiser);
    for (int i = 0; i < 6; i++) /* whole numbers have no point with %g */
        snprintf(lines[i + 2], sizeof *lines, "%s = %.17g\n", numbers[i],
                 settings_get(s, numbers[i]));
    for (int i = 0; i < 8 && size > 0; i++) {
        size_t n = strlen(lines[i]);
        n = n < size - 1 ? n : size - 1;
        memcpy(text, lines[i], n);
        text += n, size -= n;
        *text = 0;
    }
}

/* Takes a line off the text: name and value, or false when it is none. */
bool parse(const char **text, char *name, char *value, size_t room)
{
    const char *end = *text + strcspn(*text, "\n");
    const char *is = strstr(*text, " = ");
    if (!is || is > end || (size_t)(is - *text) >= room ||
        (size_t)(end - is - 3) >= room)
        return false;
    memcpy(name, *text, (size_t)(is - *text));
    name[is - *text] = '\0';
    memcpy(value, is + 3, (size_t)(end - is - 3));
    value[end - is - 3] = '\0';
    *text = end;
    return *value != '\0';
}

bool remove(const char *what, char *from)
{
    char *at = strstr(from, what);
    if (at)
        memset(at, '#', strlen(what));
    return at != NULL;
}

size_t settings_read(const char *text, Settings *s)
{
    char left[] = " layers optimiser rate l2 decoupled decay batch epochs ";
    char name[SETTINGS_TEXT], value[SETTINGS_TEXT], word[SETTINGS_TEXT + 2];
    Settings fresh = {0};
    size_t lines = 0;
    while (*text) {
        if (*text == '\n') {
            text++;
            continue;
        }
        if (!parse(&text, name, value, sizeof name) || strchr(name, ' '))
            return 0;
        snprintf(word, sizeof word, " %s", name);
        if (!remove(word, left))
            return 0;
        if (!strcmp(name, "layers") || !strcmp(name, "optimiser")) {
            settings_put_text(&fresh, name, value);
        } else {
            char *end;
            double number = strtod(value, &end);
            if (*end || isspace((unsigned char)*value))
                return 0;
            bool whole = strcmp(name, "rate") && strcmp(name, "l2") &&
                         strcmp(name, "decay");
            if (whole && (number < 0 || number != floor(number)))
                return 0;
            settings_put(&fresh, name, number);
        }
        lines++;
    }
    if (lines != 8)
        return 0;
    *s = fresh;
    return 1;
}

void tuned_settings(const char *data, char *text, size_t size)
{
    Settings s = {.optimiser = "adam"};
    bool photos = strcmp(data, "cifar10") == 0;
    settings_put_text(&s, "layers",
                      photos ? "3072-512-256-10" : "3072-256-128-10");
    settings_put(&s, "rate", photos ? 5e-4 : 1e-3);
    settings_put(&s, "l2", 3e-3);
    settings_put(&s, "decay", 0.15);
    settings_put(&s, "batch", 128);
    settings_put(&s, "epochs", 20);
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
    size_t *order = malloc(n * sizeof *order), at = 0;
    double sum = 0, rate = time(s->rate, s->decay, (double)epoch);
    epoch_order(seed, order, n);
    while (at < n) {
        size_t rows = s->batch < n - at ? s->batch : n - at;
        Mat x = mat_new(rows, features), labels = mat_new(rows, 1);
        samples_batch(samples, &order[at], &x, &labels);
        sum += class_batch(net, &x, &labels) * (double)rows;
        if (s->l2 != 0 && !s->decoupled)
            l2_grad(net, s->l2);
        optimiser_step(o, net, rate);
        if (s->l2 != 0 && s->decoupled)
            l2_shrink(net, rate, s->l2);
        at += rows;
        mat_free(&x);
        mat_free(&labels);
    }
    free(order);
    return sum / (double)n;
}
