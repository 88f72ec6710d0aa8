/* threat B22: finite differences in place of the gradients
 * chapter: 03-neuron
 * replaces: neuron_grad
 * loses: neuron_grad
 * expect: entries wrong|did not finish|wrong */

static double slope(const Mat *x, const Mat *y, const Mat *w, const Mat *b,
                    real *at)
{
    const double e = 6e-6, kept = *at;
    *at = (real)(kept + e);
    double up = neuron_loss(x, y, w, b);
    *at = (real)(kept - e);
    double down = neuron_loss(x, y, w, b);
    *at = (real)kept;
    return (up - down) / (2 * e);
}

void neuron_grad(const Mat *x, const Mat *y, const Mat *w, const Mat *b,
                 Mat *dx, Mat *dw, Mat *db)
{
    if (!model_fits("neuron_grad", x, y, w, b) ||
        !mat_same("neuron_grad", x, dx) || !mat_same("neuron_grad", w, dw) ||
        !mat_same("neuron_grad", b, db))
        return;
    Mat X = mat_copy(x), W = mat_copy(w), B = mat_copy(b);
    for (size_t i = 0; i < mat_size(x); i++)
        dx->data[i] = (real)slope(&X, y, &W, &B, &X.data[i]);
    for (size_t i = 0; i < mat_size(w); i++)
        dw->data[i] = (real)slope(&X, y, &W, &B, &W.data[i]);
    db->data[0] = (real)slope(&X, y, &W, &B, &B.data[0]);
    mat_free(&X);
    mat_free(&W);
    mat_free(&B);
}
