/* access.c - what is inside a linear layer, for whoever may not look. */
#include "linear.h"

size_t linear_in(const Linear *l)
{
    return l->W.rows;
}

size_t linear_out(const Linear *l)
{
    return l->W.cols;
}

void linear_get(const Linear *l, Mat *W, Mat *b)
{
    mat_assign(&l->W, W);
    mat_assign(&l->b, b);
}

void linear_set(Linear *l, const Mat *W, const Mat *b)
{
    mat_assign(W, &l->W);
    mat_assign(b, &l->b);
}

void linear_grad(const Linear *l, Mat *dW, Mat *db)
{
    mat_assign(&l->dW, dW);
    mat_assign(&l->db, db);
}
