/**
 * @file kernel.h
 * @ingroup ch00
 * The fast matrix product behind mat_mul(), mat_mul_tn() and mat_mul_nt().
 */
#ifndef KERNEL_H
#define KERNEL_H

#include "mat.h"

/** @addtogroup ch00
 * @{ */

/** A matrix as a product reads it: the element in row i, column j is
 *  at[i * down + j * right]. A transposed matrix is the same data with
 *  `down` and `right` exchanged; nothing is copied. */
typedef struct {
    const real *at;
    size_t rows, cols;
    size_t down, right;
} View;

/**
 * `m` as it stands.
 * @param m the matrix, whose data is shared
 * @return the view
 */
View view_of(const Mat *m);

/**
 * `m` transposed.
 * @param m the matrix, whose data is shared
 * @return the view
 */
View view_transposed(const Mat *m);

/**
 * c = a b by the kernel in use. For one kernel the result is the same to the
 * last bit for any number of threads: every element is summed in the same
 * order.
 * @param a n x k
 * @param b k x m
 * @param c n x m, sharing no data with `a` or `b`
 * @return false when KERNEL=plain asks for the plain loops; `c` is then
 *   untouched
 */
bool kernel_product(View a, View b, Mat *c);

/** @} */

#endif
