/* judged.c - an epoch of gradient descent by plain passes of ours, for the
 * grader's runs only: students do not get this file. */
#include "net_judged.h"

#include <stdlib.h>

/* The value in front of each layer, and the logits behind the last. */
typedef struct {
    size_t top;
    Mat value[NET_MOST + 1];
} Pass;

/* Turns logits into the gradient of the mean loss. */
static void logits_to_slope(Mat *z, const uint8_t *labels)
{
    for (size_t i = 0; i < z->rows; i++) {
        real *row = &AT(z, i, 0);
        double most = 0;
        double sum = z->cols == 1 ? 1 : 0;
        for (size_t c = 0; z->cols > 1 && c < z->cols; c++)
            most = fmax(most, row[c]);
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

/* What an epoch is made of. */
typedef struct {
    const Data *data;
    const Scale *scale;
    size_t batch;
    double rate;
    uint64_t seed;
} Epoch;

static void train(Model *model, const Epoch *epoch)
{
    const Data *data = epoch->data;
    Pass pass = {.top = model_logit_layers(model)};
    size_t *order = malloc((data->count + 1) * sizeof *order);
    uint8_t *labels = malloc(epoch->batch + 1);
    if (!order || !labels)
        abort();
    epoch_order(epoch->seed, order, data->count);
    for (size_t from = 0; from < data->count; from += epoch->batch) {
        size_t rest = data->count - from;
        size_t rows = rest < epoch->batch ? rest : epoch->batch;
        mat_resize(&pass.value[0], rows, data->features);
        data_gather(data, epoch->scale, order + from, &pass.value[0]);
        for (size_t i = 0; i < rows; i++)
            labels[i] = data->labels[order[from + i]];
        for (size_t i = 0; i < pass.top; i++)
            model_layer(model, i, &pass.value[i], &pass.value[i + 1]);
        pass_back(model, &pass, labels, epoch->rate);
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

/* Moves each number by as much as rounding might have. */
static void round_otherwise(Rng *rng, Mat *m)
{
    for (size_t i = 0; i < mat_size(m); i++)
        m->data[i] *= (real)(1 + rng_uniform(rng, -2.5e-7, 2.5e-7));
}

/* Where the epoch leads from `start`, or from a place right beside it. */
static Model trained(const Model *start, const Epoch *epoch, Rng *beside)
{
    Model model = *start;
    for (size_t i = 0; i < model.count; i++) {
        model.layers[i].W = mat_copy(&start->layers[i].W);
        model.layers[i].b = mat_copy(&start->layers[i].b);
        if (beside) {
            round_otherwise(beside, &model.layers[i].W);
            round_otherwise(beside, &model.layers[i].b);
        }
    }
    train(&model, epoch);
    return model;
}

/* How far apart rounding alone may end: where an input of a ReLU is all but
 * 0, or the steps are too large, the smallest difference grows. */
static double spread(const Model *start, const Model *due, const Epoch *epoch)
{
    enum { STARTS = 16 };
    Rng rng = rng_new(epoch->seed);
    double widest = 0;
    for (size_t i = 0; i < STARTS; i++) {
        Model other = trained(start, epoch, &rng);
        widest = fmax(widest, distance(due, &other));
        model_free(&other);
    }
    return widest;
}

bool model_descended(const Model *start, const Model *came, const Data *data,
                     const Scale *scale, size_t batch, double rate,
                     uint64_t seed)
{
    const Epoch epoch = {data, scale, batch, rate, seed};
    Model due = trained(start, &epoch, NULL);
    double off = distance(&due, came);
    bool close = off <= 0.01 * distance(&due, start) + 1e-4 ||
                 off <= 3 * spread(start, &due, &epoch);
    model_free(&due);
    return close;
}
