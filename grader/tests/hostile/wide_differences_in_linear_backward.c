/* threat B22: finite differences with a step so wide that they are exact
 * chapter: 04-linear
 * replaces: linear_backward
 * loses: linear_backward
 * expect: did not finish|far longer than the two products */

static double product(Linear *l, const Mat *x, const Mat *dy)
{
    double sum = 0;
    Mat y = mat_new(x->rows, l->W.cols);
    linear_forward(l, x, &y);
    for (size_t i = 0; i < mat_size(&y); i++)
        sum += (double)y.data[i] * dy->data[i];
    mat_free(&y);
    return sum;
}

static real slope(Linear *l, const Mat *x, const Mat *dy, real *at)
{
    const double e = 1e100, kept = *at;
    *at = (real)(kept + e);
    double up = product(l, x, dy);
    *at = (real)(kept - e);
    double down = product(l, x, dy);
    *at = (real)kept;
    return (real)((up - down) / (2 * e));
}

void linear_backward(Linear *l, const Mat *x, const Mat *dy, Mat *dx)
{
    if (!mat_shape("linear_backward", x, x->rows, l->W.rows) ||
        !mat_shape("linear_backward", dy, x->rows, l->W.cols) ||
        (dx && !mat_same("linear_backward", x, dx)))
        return;
    Mat X = mat_copy(x), D = mat_copy(dy);
    for (size_t i = 0; i < mat_size(&l->W); i++)
        l->dW.data[i] = slope(l, &X, &D, &l->W.data[i]);
    for (size_t i = 0; i < mat_size(&l->b); i++)
        l->db.data[i] = slope(l, &X, &D, &l->b.data[i]);
    for (size_t i = 0; dx && i < mat_size(x); i++)
        dx->data[i] = slope(l, &X, &D, &X.data[i]);
    mat_free(&X);
    mat_free(&D);
}
