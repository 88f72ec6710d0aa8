/* threat B27: the products of a library in place of its own
 * expect: undefined reference */
#define _GNU_SOURCE
#include "activations.h"
#pragma comment(lib, "openblas")

void cblas_dgemv(int order, int trans, int m, int n, double alpha,
                 const double *a, int lda, const double *x, int incx,
                 double beta, double *y, int incy);

void sigmoid(const Mat *x, Mat *y)
{
    cblas_dgemv(101, 111, 1, 1, 1, x->data, 1, x->data, 1, 0, y->data, 1);
}
