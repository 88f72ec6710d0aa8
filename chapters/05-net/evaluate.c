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

void model_logits(const Model *model, const Mat *x, Mat *z)
{
    size_t count = model->count;
    if (count > 0 && model->layers[count - 1].kind == LAYER_SIGMOID)
        count--;
    mat_resize(z, x->rows, x->cols);
    mat_assign(x, z);
    for (size_t i = 0; i < count; i++) {
        if (model->layers[i].kind != LAYER_LINEAR) {
            activate(model->layers[i].kind, z);
            continue;
        }
        Mat y = mat_new(z->rows, model->layers[i].W.cols);
        mat_mul(z, &model->layers[i].W, &y);
        mat_add_row(&model->layers[i].b, &y);
        mat_free(z);
        *z = y;
    }
}

/* log(1 + exp(z)) without overflow. */
static double softplus(double z)
{
    return fmax(z, 0) + log1p(exp(-fabs(z)));
}

static double binary_loss(double z, uint8_t label)
{
    return softplus(label ? -z : z);
}

static double softmax_loss(const real *z, size_t classes, uint8_t label)
{
    double most = -INFINITY, sum = 0;
    for (size_t c = 0; c < classes; c++)
        most = fmax(most, z[c]);
    for (size_t c = 0; c < classes; c++)
        sum += exp(z[c] - most);
    return log(sum) + most - z[label];
}

static uint8_t best_class(const real *z, size_t classes)
{
    size_t best = 0;
    if (classes == 1)
        return z[0] >= 0;
    for (size_t c = 1; c < classes; c++)
        if (z[c] > z[best])
            best = c;
    return (uint8_t)best;
}

/* Scores the samples of one chunk, adding up. */
static void add_scores(const Mat *z, const uint8_t *labels, uint8_t *guess,
                       Score *score)
{
    for (size_t i = 0; i < z->rows; i++) {
        const real *row = &AT(z, i, 0);
        guess[i] = best_class(row, z->cols);
        score->accuracy += guess[i] == labels[i];
        score->loss += z->cols == 1 ? binary_loss(row[0], labels[i])
                                    : softmax_loss(row, z->cols, labels[i]);
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

/* Training, by this file's own passes */

/* The value in front of each layer, and the logits behind the last. */
typedef struct {
    size_t top;
    Mat value[NET_MOST + 1];
} Pass;

static size_t top_of(const Model *model)
{
    size_t n = model->count;
    return n > 0 && model->layers[n - 1].kind == LAYER_SIGMOID ? n - 1 : n;
}

static void pass_forward(const Model *model, Pass *pass)
{
    for (size_t i = 0; i < pass->top; i++) {
        const Mat *in = &pass->value[i];
        Mat *out = &pass->value[i + 1];
        bool linear = model->layers[i].kind == LAYER_LINEAR;
        mat_resize(out, in->rows,
                   linear ? model->layers[i].W.cols : in->cols);
        if (linear) {
            mat_mul(in, &model->layers[i].W, out);
            mat_add_row(&model->layers[i].b, out);
        } else {
            mat_assign(in, out);
            activate(model->layers[i].kind, out);
        }
    }
}

/* Turns logits into the gradient of the mean loss. */
static void logits_to_slope(Mat *z, const uint8_t *labels)
{
    for (size_t i = 0; i < z->rows; i++) {
        real *row = &AT(z, i, 0);
        double most = z->cols == 1 ? 0 : row[best_class(row, z->cols)];
        double sum = z->cols == 1 ? 1 : 0;
        for (size_t c = 0; c < z->cols; c++)
            sum += exp(row[c] - most);
        for (size_t c = 0; c < z->cols; c++) {
            bool is = z->cols == 1 ? labels[i] : labels[i] == c;
            double p = z->cols == 1 ? 1 / (1 + exp(-(double)row[0]))
                                    : exp(row[c] - most) / sum;
            row[c] = (real)((p - is) / (double)z->rows);
        }
    }
}

/* The slope at an activation's input, in place, from its output. */
static void activation_back(LayerKind kind, const Mat *out, Mat *slope)
{
    for (size_t i = 0; i < mat_size(out); i++) {
        double y = out->data[i];
        slope->data[i] *= (real)(kind == LAYER_RELU ? y > 0 : y * (1 - y));
    }
}

/* Goes back through a linear layer, and makes its step. */
static void linear_back(Mat *W, Mat *b, const Mat *in, Mat *slope,
                        double rate)
{
    Mat dW = mat_new(W->rows, W->cols), db = mat_new(1, W->cols);
    Mat before = mat_new(in->rows, in->cols);
    mat_mul_tn(in, slope, &dW);
    mat_column_sums(slope, &db);
    mat_mul_nt(slope, W, &before);
    mat_add_scaled(-rate, &dW, W);
    mat_add_scaled(-rate, &db, b);
    mat_free(&dW);
    mat_free(&db);
    mat_free(slope);
    *slope = before;
}

static void pass_back(Model *model, const Pass *pass, const uint8_t *labels,
                      double rate)
{
    Mat slope = mat_copy(&pass->value[pass->top]);
    logits_to_slope(&slope, labels);
    for (size_t i = pass->top; i-- > 0;)
        if (model->layers[i].kind == LAYER_LINEAR)
            linear_back(&model->layers[i].W, &model->layers[i].b,
                        &pass->value[i], &slope, rate);
        else
            activation_back(model->layers[i].kind, &pass->value[i + 1],
                            &slope);
    mat_free(&slope);
}

void model_epoch(Model *model, const Data *data, const Scale *scale,
                 size_t batch, double rate, uint64_t seed)
{
    Pass pass = {.top = top_of(model)};
    size_t *order = malloc((data->count + 1) * sizeof *order);
    uint8_t *labels = malloc(batch + 1);
    if (!order || !labels)
        abort();
    epoch_order(seed, order, data->count);
    for (size_t from = 0; from < data->count; from += batch) {
        size_t rest = data->count - from, rows = rest < batch ? rest : batch;
        mat_resize(&pass.value[0], rows, data->features);
        data_gather(data, scale, order + from, &pass.value[0]);
        for (size_t i = 0; i < rows; i++)
            labels[i] = data->labels[order[from + i]];
        pass_forward(model, &pass);
        pass_back(model, &pass, labels, rate);
    }
    for (size_t i = 0; i <= NET_MOST; i++)
        mat_free(&pass.value[i]);
    free(labels);
    free(order);
}

/* Adds the squares of a - b. */
static double squares_between(const Mat *a, const Mat *b)
{
    double sum = 0;
    for (size_t i = 0; i < mat_size(a); i++) {
        double d = (double)a->data[i] - (double)b->data[i];
        sum += d * d;
    }
    return sum;
}

static double distance(const Model *a, const Model *b)
{
    double sum = 0;
    for (size_t i = 0; i < a->count; i++)
        sum += squares_between(&a->layers[i].W, &b->layers[i].W) +
               squares_between(&a->layers[i].b, &b->layers[i].b);
    return sqrt(sum);
}

bool model_went(const Model *start, const Model *due, const Model *came)
{
    return distance(due, came) <= 0.01 * distance(due, start) + 1e-4;
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
