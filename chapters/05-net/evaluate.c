/* evaluate.c - curves, from the parameters that a net hands out. */
#include "evaluate.h"

#include "plan.h"
#include "progress.h"

#include <stdlib.h>
#include <string.h>

bool model_new(const char *plan, Model *model)
{
    PlanLine line;
    int more;
    *model = (Model){0};
    while ((more = plan_next(&plan, &line)) > 0 && model->count < NET_MOST) {
        size_t i = model->count++;
        model->layers[i].kind = line.kind;
        if (line.kind != LAYER_LINEAR)
            continue;
        model->layers[i].W = mat_new(line.in, line.out);
        model->layers[i].b = mat_new(1, line.out);
    }
    if (more != 0)
        model_free(model);
    return more == 0;
}

void model_free(Model *model)
{
    for (size_t i = 0; i < model->count; i++) {
        mat_free(&model->layers[i].W);
        mat_free(&model->layers[i].b);
    }
    *model = (Model){0};
}

void model_take(const Net *net, Model *model)
{
    for (size_t i = 0; i < model->count; i++)
        if (model->layers[i].kind == LAYER_LINEAR)
            net_get(net, i, &model->layers[i].W, &model->layers[i].b);
}

void model_give(const Model *model, Net *net)
{
    for (size_t i = 0; i < model->count; i++)
        if (model->layers[i].kind == LAYER_LINEAR)
            net_set(net, i, &model->layers[i].W, &model->layers[i].b);
}

static bool all_finite(const Mat *m)
{
    for (size_t i = 0; i < mat_size(m); i++)
        if (!isfinite(m->data[i]))
            return false;
    return true;
}

bool model_finite(const Model *model)
{
    for (size_t i = 0; i < model->count; i++)
        if (!all_finite(&model->layers[i].W) ||
            !all_finite(&model->layers[i].b))
            return false;
    return true;
}

static void activate(LayerKind kind, Mat *z)
{
    for (size_t i = 0; i < mat_size(z); i++)
        if (kind == LAYER_RELU)
            z->data[i] = z->data[i] > 0 ? z->data[i] : 0;
        else
            z->data[i] =
                1 / (1 + exp(-z->data[i])); /* exp(large) is inf: 0 */
}

void model_layer(const Model *model, size_t layer, const Mat *x, Mat *y)
{
    const Mat *W = &model->layers[layer].W;
    if (model->layers[layer].kind == LAYER_LINEAR) {
        mat_resize(y, x->rows, W->cols);
        mat_mul(x, W, y);
        mat_add_row(&model->layers[layer].b, y);
    } else {
        mat_resize(y, x->rows, x->cols);
        mat_assign(x, y);
        activate(model->layers[layer].kind, y);
    }
}

size_t model_logit_layers(const Model *model)
{
    size_t n = model->count;
    return n > 0 && model->layers[n - 1].kind == LAYER_SIGMOID ? n - 1 : n;
}

void model_logits(const Model *model, const Mat *x, Mat *z)
{
    Mat before = {0};
    mat_resize(z, x->rows, x->cols);
    mat_assign(x, z);
    for (size_t i = 0; i < model_logit_layers(model); i++) {
        Mat y = before;
        model_layer(model, i, z, &y);
        before = *z;
        *z = y;
    }
    mat_free(&before);
}

long double model_probability(const real *z, size_t classes, size_t which)
{
    long double sum = 0;
    if (classes == 1)
        return 1 / (1 + expl(which ? -(long double)z[0] : z[0]));
    for (size_t c = 0; c < classes; c++)
        sum += expl(z[c]);
    return expl(z[which]) / sum;
}

static bool is_topped(const real *z, size_t classes, size_t which)
{
    bool topped = false;
    for (size_t c = 0; c < classes; c++)
        topped |= z[c] > z[which];
    return topped;
}

/* The first class that no other one tops. */
static uint8_t best_class(const real *z, size_t classes)
{
    uint8_t best = classes == 1 && z[0] >= 0;
    while (classes > 1 && is_topped(z, classes, best))
        best++;
    return best;
}

/* Scores the samples of one chunk, adding up. */
static void add_scores(const Mat *z, const uint8_t *labels, uint8_t *guess,
                       Score *score)
{
    for (size_t i = 0; i < z->rows; i++) {
        const real *row = &AT(z, i, 0);
        guess[i] = best_class(row, z->cols);
        score->accuracy += guess[i] == labels[i];
        score->loss -=
            (double)logl(model_probability(row, z->cols, labels[i]));
    }
}

Score model_score(const Model *model, const Data *data, const Scale *scale,
                  uint8_t *guess)
{
    enum { CHUNK = 500 };
    Score score = {0};
    size_t index[CHUNK];
    uint8_t unwanted[CHUNK];
    Mat x = {0}, z = {0};
    for (size_t from = 0; from < data->count; from += CHUNK) {
        size_t rest = data->count - from, rows = rest < CHUNK ? rest : CHUNK;
        for (size_t i = 0; i < rows; i++)
            index[i] = from + i;
        mat_resize(&x, rows, data->features);
        data_gather(data, scale, index, &x);
        model_logits(model, &x, &z);
        add_scores(&z, data->labels + from, guess ? guess + from : unwanted,
                   &score);
    }
    mat_free(&x);
    mat_free(&z);
    score.loss /= (double)data->count;
    score.accuracy /= (double)data->count;
    return score;
}

Samples *samples_of(const Data *data, const Scale *scale)
{
    Mat numbers = mat_new(2, scale->channels);
    for (size_t c = 0; c < scale->channels; c++) {
        AT(&numbers, 0, c) = (real)scale->mean[c];
        AT(&numbers, 1, c) = (real)scale->deviation[c];
    }
    Samples *s = samples_new(data->bytes, data->count * data->features,
                             data->labels, data->count, &numbers);
    mat_free(&numbers);
    return s;
}

static FitRow score_both(const Fit *fit, const Model *model, double said)
{
    return (FitRow){said, model_score(model, fit->train, fit->scale, NULL),
                    model_score(model, fit->test, fit->scale, NULL)};
}

/* All epochs; returns how many ended with finite parameters. */
static size_t run_epochs(const Fit *fit, Net *net, Model *model, FitRow *rows)
{
    Samples *samples = samples_of(fit->train, fit->scale);
    Progress progress = progress_start(fit->label, fit->epochs);
    size_t done = 0;
    while (done < fit->epochs) {
        double said = fit->epoch(net, samples, done, fit->context);
        model_take(net, model);
        if (!model_finite(model))
            break;
        FitRow *row = &rows[++done];
        *row = score_both(fit, model, said);
        if (fit->label)
            progress_step(&progress, done, "loss %.4f, accuracy %.1f %%",
                          row->train.loss, 100 * row->test.accuracy);
    }
    if (fit->label)
        progress_end(&progress);
    samples_free(samples);
    return done;
}

bool fit_run(const Fit *fit, FitRow *rows, Model *final)
{
    Model model;
    Net *net = net_build(fit->plan, fit->rule, fit->seed);
    if (!net || !model_new(fit->plan, &model)) {
        net_free(net);
        return false;
    }
    if (fit->start)
        model_give(fit->start, net);
    model_take(net, &model);
    rows[0] = score_both(fit, &model, NAN);
    size_t done = run_epochs(fit, net, &model, rows);
    for (size_t i = done + 1; i <= fit->epochs; i++)
        rows[i] = rows[done];
    net_free(net);
    if (final)
        *final = model;
    else
        model_free(&model);
    return true;
}
