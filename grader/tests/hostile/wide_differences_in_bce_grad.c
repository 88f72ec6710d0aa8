/* threat B22: differences in place of the gradient, extrapolated from wide
 * steps that shrink with the probability
 * chapter: 03-neuron
 * replaces: bce_grad
 * loses: bce_grad
 * expect: entries wrong */

void bce_grad(const Mat *p, const Mat *y, Mat *dp)
{
    enum { LEVELS = 6 };
    if (!(columns("bce_grad", p, y) && mat_same("bce_grad", p, dp)))
        return;
    for (size_t i = 0; i < p->rows; i++) {
        bool one = y->data[i] > 0.5;
        double right = one ? p->data[i] : 1 - p->data[i];
        double d[LEVELS], h = 0.4 * right, power = 4;
        for (size_t n = 0; n < LEVELS; n++, h /= 2)
            d[n] = (log(right - h) - log(right + h)) / (2 * h);
        for (size_t n = LEVELS - 1; n > 0; n--, power *= 4)
            for (size_t k = 0; k < n; k++)
                d[k] = (power * d[k + 1] - d[k]) / (power - 1);
        if (right == 0)
            d[0] = -INFINITY;
        dp->data[i] = (real)((one ? d[0] : -d[0]) / (double)p->rows);
    }
}
