/* passes.h - the passes of the small net, written out. */
#ifndef TESTS_07_PASSES_H
#define TESTS_07_PASSES_H

#include "../../05-net/tests/trace.h"
#include "check.h"
#include "set.h"

/* The loss and its gradients by plain loops */

static inline double naive_loss(const Mat *z, const Mat *labels)
{
    double sum = 0;
    for (size_t i = 0; i < z->rows; i++) {
        double whole = 0;
        for (size_t c = 0; c < z->cols; c++)
            whole += exp(AT(z, i, c));
        sum += log(whole) - AT(z, i, (size_t)labels->data[i]);
    }
    return sum / (double)z->rows;
}

/* Mean cross-entropy of the net with these parameters; its gradients go into
 * `grads` unless that is NULL. */
static inline double naive_batch(const Set *p, const Mat *x,
                                 const Mat *labels, Set *grads)
{
    Mat a = after_linear(x, &p->at[0], &p->at[1]);
    Mat h = after_activation(LAYER_RELU, &a);
    Mat z = after_linear(&h, &p->at[2], &p->at[3]), dz = mat_copy(&z);
    double loss = naive_loss(&z, labels);
    for (size_t i = 0; grads && i < z.rows; i++) {
        double whole = 0;
        for (size_t c = 0; c < z.cols; c++)
            whole += exp(AT(&z, i, c));
        for (size_t c = 0; c < z.cols; c++)
            AT(&dz, i, c) =
                (exp(AT(&z, i, c)) / whole - ((double)c == labels->data[i])) /
                (double)z.rows;
    }
    if (grads) {
        Mat dh = mat_new(h.rows, h.cols);
        linear_grads(&h, &p->at[2], &dz, &dh, &grads->at[2], &grads->at[3]);
        for (size_t k = 0; k < mat_size(&dh); k++)
            dh.data[k] = a.data[k] > 0 ? dh.data[k] : 0;
        linear_grads(x, &p->at[0], &dh, NULL, &grads->at[0], &grads->at[1]);
        mat_free(&dh);
    }
    mat_free(&a);
    mat_free(&h);
    mat_free(&z);
    mat_free(&dz);
    return loss;
}

#endif
