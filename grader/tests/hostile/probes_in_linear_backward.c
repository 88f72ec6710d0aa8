/* threat own: the backward pass of a layer by its own forward pass, exact: a
 * row of weights, or a single input, is 1 and all the rest 0
 * chapter: 04-linear
 * replaces: linear_backward
 * loses: linear_backward
 * expect: did not finish|far longer than the two products */

/* dW: with row k of W all ones, y is column k of x. */
static void probe_weights(Linear *l, const Mat *x, const Mat *dy)
{
    Mat y = mat_new(x->rows, l->W.cols), kept = mat_copy(&l->W);
    mat_fill(&l->W, 0);
    for (size_t k = 0; k < kept.rows; k++) {
        for (size_t j = 0; j < kept.cols; j++)
            AT(&l->W, k, j) = 1;
        linear_forward(l, x, &y);
        for (size_t j = 0; j < kept.cols; j++) {
            AT(&l->W, k, j) = 0;
            AT(&l->dW, k, j) = 0;
            for (size_t n = 0; n < x->rows; n++)
                AT(&l->dW, k, j) += AT(&y, n, j) * AT(dy, n, j);
        }
    }
    mat_assign(&kept, &l->W);
    mat_free(&kept);
    mat_free(&y);
}

static void probe_inputs(Linear *l, const Mat *dy, Mat *dx)
{
    Mat unit = mat_new(1, dx->cols), y = mat_new(1, dy->cols);
    for (size_t n = 0; n < dx->rows; n++)
        for (size_t k = 0; k < dx->cols; k++) {
            unit.data[k] = 1;
            linear_forward(l, &unit, &y);
            unit.data[k] = 0;
            AT(dx, n, k) = 0;
            for (size_t j = 0; j < dy->cols; j++)
                AT(dx, n, k) += y.data[j] * AT(dy, n, j);
        }
    mat_free(&unit);
    mat_free(&y);
}

void linear_backward(Linear *l, const Mat *x, const Mat *dy, Mat *dx)
{
    if (!mat_shape("linear_backward", x, x->rows, l->W.rows) ||
        !mat_shape("linear_backward", dy, x->rows, l->W.cols) ||
        (dx && !mat_same("linear_backward", x, dx)))
        return;
    Mat b = mat_copy(&l->b);
    mat_fill(&l->b, 0);
    probe_weights(l, x, dy);
    if (dx)
        probe_inputs(l, dy, dx);
    mat_assign(&b, &l->b);
    mat_free(&b);
    mat_column_sums(dy, &l->db);
}
