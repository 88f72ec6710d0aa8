/* score.c - what a neuron is worth, by this program's own forward pass. */
#include "score.h"
#include "neuron_judged.h"
#include "settings.h"

#include <stdlib.h>
#include <string.h>

double logit(const Mat *x, size_t row, const Neuron *neuron)
{
    double z = neuron->b.data[0];
    for (size_t j = 0; j < x->cols; j++)
        z += (double)AT(x, row, j) * neuron->w.data[j];
    return z;
}

/* What a logit costs, by way of the probability of its label. */
static double cost(double z, bool label)
{
    return -log(1 / (1 + exp(label ? -z : z)));
}

Score score(const Mat *x, const Mat *y, const Neuron *neuron)
{
    double loss = 0, right[2] = {0, 0}, count[2] = {0, 0};
    for (size_t i = 0; i < x->rows; i++) {
        double z = logit(x, i, neuron);
        size_t label = y->data[i] > 0;
        loss += cost(z, label);
        right[label] += (z > 0) == label;
        count[label]++;
    }
    double fives = right[1] / count[1], others = right[0] / count[0];
    return (Score){.loss = loss / (double)x->rows,
                   .accuracy = (right[0] + right[1]) / (double)x->rows,
                   .recall = fives,
                   .balanced = (fives + others) / 2};
}

static int compare(const void *a, const void *b)
{
    double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

/* The median of one number out of each score; NaN if any is NaN. */
static double median(const Score *scores, size_t offset)
{
    double values[SEEDS];
    for (size_t i = 0; i < SEEDS; i++) {
        memcpy(&values[i], (const char *)&scores[i] + offset, sizeof *values);
        if (isnan(values[i]))
            return NAN;
    }
    qsort(values, SEEDS, sizeof *values, compare);
    return values[SEEDS / 2];
}

Score median_score(const Score *scores)
{
    return (Score){median(scores, offsetof(Score, loss)),
                   median(scores, offsetof(Score, accuracy)),
                   median(scores, offsetof(Score, recall)),
                   median(scores, offsetof(Score, balanced))};
}
