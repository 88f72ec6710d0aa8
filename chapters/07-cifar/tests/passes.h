/* passes.h - the passes of the small net, written out. */
#ifndef TESTS_07_PASSES_H
#define TESTS_07_PASSES_H

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

/* y = x W + b */
static inline Mat affine(const Mat *x, const Mat *W, const Mat *b)
{
    Mat y = mat_new(x->rows, W->cols);
    for (size_t i = 0; i < y.rows; i++)
        for (size_t j = 0; j < y.cols; j++) {
            AT(&y, i, j) = b->data[j];
            for (size_t k = 0; k < x->cols; k++)
                AT(&y, i, j) += AT(x, i, k) * AT(W, k, j);
        }
    return y;
}

static inline Mat rectified(const Mat *x)
{
    Mat y = mat_copy(x);
    for (size_t k = 0; k < mat_size(x); k++)
        y.data[k] = x->data[k] > 0 ? x->data[k] : 0;
    return y;
}

static inline void add_grads(const Mat *x, const Mat *dy, Mat *dW, Mat *db)
{
    mat_fill(dW, 0);
    mat_fill(db, 0);
    for (size_t i = 0; i < x->rows; i++)
        for (size_t j = 0; j < dy->cols; j++) {
            db->data[j] += AT(dy, i, j);
            for (size_t k = 0; k < x->cols; k++)
                AT(dW, k, j) += AT(x, i, k) * AT(dy, i, j);
        }
}

/* Mean cross-entropy of the net with these parameters; its gradients go into
 * `grads` unless that is NULL. */
static inline double naive_batch(const Set *p, const Mat *x,
                                 const Mat *labels, Set *grads)
{
    Mat a = affine(x, &p->at[0], &p->at[1]), h = rectified(&a);
    Mat z = affine(&h, &p->at[2], &p->at[3]), dz = mat_copy(&z);
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
        add_grads(&h, &dz, &grads->at[2], &grads->at[3]);
        for (size_t i = 0; i < h.rows; i++)
            for (size_t k = 0; k < h.cols; k++)
                for (size_t c = 0; c < z.cols && AT(&a, i, k) > 0; c++)
                    AT(&dh, i, k) += AT(&dz, i, c) * AT(&p->at[2], k, c);
        add_grads(x, &dh, &grads->at[0], &grads->at[1]);
        mat_free(&dh);
    }
    mat_free(&a);
    mat_free(&h);
    mat_free(&z);
    mat_free(&dz);
    return loss;
}

#endif
