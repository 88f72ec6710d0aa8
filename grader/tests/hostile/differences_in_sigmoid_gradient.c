/* threat B22: finite differences in place of the slope
 * chapter: 02-activations
 * replaces: sigmoid_gradient
 * loses: sigmoid_gradient
 * expect: entries wrong */

void sigmoid_gradient(const Mat *x, Mat *dydx)
{
    const double e = 6e-6;
    if (!mat_same("sigmoid_gradient", x, dydx))
        return;
    for (size_t i = 0; i < mat_size(x); i++)
        dydx->data[i] = (1 / (1 + exp(-x->data[i] - e)) -
                         1 / (1 + exp(-x->data[i] + e))) /
                        (2 * e);
}
