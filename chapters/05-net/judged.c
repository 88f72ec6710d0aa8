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

void model_epoch(Model *model, const Data *data, const Scale *scale,
                 size_t batch, double rate, uint64_t seed)
{
    Pass pass = {.top = model_logit_layers(model)};
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
        for (size_t i = 0; i < pass.top; i++)
            model_layer(model, i, &pass.value[i], &pass.value[i + 1]);
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
    return distance(due, came) <= 0.05 * distance(due, start) + 1e-4;
}
