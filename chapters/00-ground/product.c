/* product.c - the three matrix products that forward and backward need.
 *
 * The loops here are what the products mean; KERNEL=plain runs them. Other
 * kernels (kernel.c) give the same up to rounding, many times faster. The
 * inner loop always runs along a row, where memory is contiguous. */
#include "kernel.h"

void mat_mul(const Mat *a, const Mat *b, Mat *c)
{
    if (a->cols != b->rows) {
        mat_mismatch("mat_mul", a, b);
        return;
    }
    if (!mat_shape("mat_mul", c, a->rows, b->cols))
        return;
    if (kernel_product(view_of(a), view_of(b), c))
        return;
    mat_fill(c, 0);
    for (size_t i = 0; i < a->rows; i++)
        for (size_t k = 0; k < a->cols; k++)
            for (size_t j = 0; j < b->cols; j++)
                AT(c, i, j) += AT(a, i, k) * AT(b, k, j);
}

void mat_mul_tn(const Mat *a, const Mat *b, Mat *c)
{
    if (a->rows != b->rows) {
        mat_mismatch("mat_mul_tn", a, b);
        return;
    }
    if (!mat_shape("mat_mul_tn", c, a->cols, b->cols))
        return;
    if (kernel_product(view_transposed(a), view_of(b), c))
        return;
    mat_fill(c, 0);
    for (size_t k = 0; k < a->rows; k++)
        for (size_t i = 0; i < a->cols; i++)
            for (size_t j = 0; j < b->cols; j++)
                AT(c, i, j) += AT(a, k, i) * AT(b, k, j);
}

void mat_mul_nt(const Mat *a, const Mat *b, Mat *c)
{
    if (a->cols != b->cols) {
        mat_mismatch("mat_mul_nt", a, b);
        return;
    }
    if (!mat_shape("mat_mul_nt", c, a->rows, b->rows))
        return;
    if (kernel_product(view_of(a), view_transposed(b), c))
        return;
    for (size_t i = 0; i < a->rows; i++)
        for (size_t j = 0; j < b->rows; j++) {
            real sum = 0;
            for (size_t k = 0; k < a->cols; k++)
                sum += AT(a, i, k) * AT(b, j, k);
            AT(c, i, j) = sum;
        }
}
