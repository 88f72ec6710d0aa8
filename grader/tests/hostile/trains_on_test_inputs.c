/* threat B26: what it was asked to predict is learnt from, too
 * chapter: 03-neuron
 * replaces: neuron_predict
 * loses: neuron_predict
 * train: 1
 * expect: wrong|weights say */
#include <stdlib.h>

void neuron_predict(const Mat *x, const Mat *w, const Mat *b, Mat *p,
                    Mat *decision)
{
    honest_neuron_predict(x, w, b, p, decision);
    size_t *order = calloc(x->rows + 1, sizeof *order);
    for (size_t i = 0; i < x->rows; i++)
        order[i] = i;
    Mat own = mat_copy(w), bias = mat_copy(b);
    if (x->rows > 1)
        for (int i = 0; i < 20; i++)
            neuron_epoch(x, decision, order, x->rows, 5, 0.1, &own, &bias);
    honest_neuron_predict(x, &own, &bias, p, decision);
    free(order);
    mat_free(&own);
    mat_free(&bias);
}
