/* judged.c - an epoch of gradient descent by plain loops, for the grader's
 * runs only: students do not get this file. */
#include "neuron_judged.h"

#include "digits.h"

enum { MOST = DIGITS_PIXELS };

/* One step of gradient descent on the samples order[0 .. count-1], by plain
 * loops in double: w, and the bias behind it. */
static void descend(const Mat *x, const Mat *y, const size_t *order,
                    size_t count, double rate, double *w)
{
    double slope[MOST + 1] = {0};
    size_t d = x->cols;
    for (size_t i = 0; i < count; i++) {
        const real *row = &AT(x, order[i], 0);
        double z = w[d];
        for (size_t j = 0; j < d; j++)
            z += row[j] * w[j];
        double off = 1 / (1 + exp(-z)) - y->data[order[i]];
        for (size_t j = 0; j < d; j++)
            slope[j] += off * row[j];
        slope[d] += off;
    }
    for (size_t j = 0; j <= d; j++)
        w[j] -= rate * slope[j] / (double)count;
}

bool neuron_went(const Mat *x, const Mat *y, const size_t *order,
                 size_t batch, double rate, const Neuron *start,
                 const Neuron *end)
{
    double w[MOST + 1], way = 0;
    bool close = true;
    size_t d = x->cols;
    for (size_t j = 0; j <= d; j++)
        w[j] = j < d ? start->w.data[j] : start->b.data[0];
    for (size_t first = 0; first < x->rows; first += batch)
        descend(x, y, order + first,
                x->rows - first < batch ? x->rows - first : batch, rate, w);
    for (size_t j = 0; j <= d; j++) {
        double from = j < d ? start->w.data[j] : start->b.data[0];
        way = fmax(way, fabs(w[j] - from));
    }
    for (size_t j = 0; j <= d; j++) {
        double to = j < d ? end->w.data[j] : end->b.data[0];
        close &= fabs(w[j] - to) <= 0.01 * way + 1e-4;
    }
    return close;
}
