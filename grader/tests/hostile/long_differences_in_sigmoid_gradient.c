/* threat B22: differences in place of the slope, in long double
 * chapter: 02-activations
 * replaces: sigmoid_gradient
 * loses: sigmoid_gradient
 * expect: entries wrong */

static long double squashed(long double x)
{
    long double e = expl(-fabsl(x));
    return x < 0 ? e / (1 + e) : 1 / (1 + e);
}

void sigmoid_gradient(const Mat *x, Mat *dydx)
{
    const long double h = 1.3e-6L;
    if (!mat_same("sigmoid_gradient", x, dydx))
        return;
    for (size_t i = 0; i < mat_size(x); i++)
        dydx->data[i] =
            (real)((squashed(x->data[i] + h) - squashed(x->data[i] - h)) /
                   (2 * h));
}
