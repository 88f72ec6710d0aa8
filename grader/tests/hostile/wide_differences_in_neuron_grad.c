/* threat B22: differences in place of the gradients, extrapolated, each step
 * as wide as suits the size of the number
 * chapter: 03-neuron
 * replaces: neuron_grad
 * loses: neuron_grad
 * expect: entries wrong|wrong|did not finish */

enum { LEVELS = 6 };

/* The slope of the loss in *at, whose logits move by `by` for each 1 of it.
 */
static double slope(const Mat *x, const Mat *y, const Mat *w, const Mat *b,
                    real *at, double by)
{
    double kept = *at, d[LEVELS], h = 2 / fmax(by, 1e-9), power = 4;
    for (size_t n = 0; n < LEVELS; n++, h /= 2) {
        *at = (real)(kept + h);
        double up = neuron_loss(x, y, w, b);
        *at = (real)(kept - h);
        d[n] = (up - neuron_loss(x, y, w, b)) / (2 * h);
    }
    *at = (real)kept;
    for (size_t n = LEVELS - 1; n > 0; n--, power *= 4)
        for (size_t k = 0; k < n; k++)
            d[k] = (power * d[k + 1] - d[k]) / (power - 1);
    return d[0];
}

void neuron_grad(const Mat *x, const Mat *y, const Mat *w, const Mat *b,
                 Mat *dx, Mat *dw, Mat *db)
{
    if (!model_fits("neuron_grad", x, y, w, b) ||
        !mat_same("neuron_grad", x, dx) || !mat_same("neuron_grad", w, dw) ||
        !mat_same("neuron_grad", b, db))
        return;
    Mat X = mat_copy(x), W = mat_copy(w), B = mat_copy(b);
    for (size_t i = 0; i < mat_size(x); i++) { /* a sample at a time */
        Mat row = {1, x->cols, &AT(&X, i / x->cols, 0)};
        Mat label = {1, 1, &y->data[i / x->cols]};
        dx->data[i] = (real)(slope(&row, &label, &W, &B, &X.data[i],
                                   fabs(w->data[i % x->cols])) /
                             (double)x->rows);
    }
    for (size_t j = 0; j < x->cols; j++) {
        double most = 0;
        for (size_t i = 0; i < x->rows; i++)
            most = fmax(most, fabs(AT(x, i, j)));
        dw->data[j] = (real)slope(&X, y, &W, &B, &W.data[j], most);
    }
    db->data[0] = (real)slope(&X, y, &W, &B, &B.data[0], 1);
    mat_free(&X);
    mat_free(&W);
    mat_free(&B);
}
