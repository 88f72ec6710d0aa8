/* threat B22: differences in place of the slope, extrapolated from wide steps
 * chapter: 02-activations
 * replaces: sigmoid_gradient
 * loses: sigmoid_gradient
 * expect: entries wrong */

static double squashed(double x)
{
    double e = exp(-fabs(x));
    return x < 0 ? e / (1 + e) : 1 / (1 + e);
}

static double difference(double x, double h)
{
    return (squashed(x + h) - squashed(x - h)) / (2 * h);
}

void sigmoid_gradient(const Mat *x, Mat *dydx)
{
    enum { LEVELS = 8 };
    if (!mat_same("sigmoid_gradient", x, dydx))
        return;
    for (size_t i = 0; i < mat_size(x); i++) {
        double d[LEVELS], h = 5, power = 4;
        for (size_t n = 0; n < LEVELS; n++, h /= 2)
            d[n] = difference(x->data[i], h);
        for (size_t n = LEVELS - 1; n > 0; n--, power *= 4)
            for (size_t k = 0; k < n; k++)
                d[k] = (power * d[k + 1] - d[k]) / (power - 1);
        dydx->data[i] = (real)d[0];
    }
}
