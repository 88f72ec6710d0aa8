/* threat B22: differences in place of the backward pass of the softmax,
 * extrapolated from wide steps
 * chapter: 06-mnist
 * replaces: softmax_backward
 * loses: softmax_backward
 * expect: not exact|entries wrong|did not finish */

/* The weighted sum of a row's probabilities when the logit of class `c` is
 * moved by `by`. */
static double weighted(const Mat *p, const Mat *dp, size_t row, size_t c,
                       double by)
{
    double sum = 0, whole = 0;
    for (size_t k = 0; k < p->cols; k++) {
        double e = AT(p, row, k) * (k == c ? exp(by) : 1);
        sum += e * AT(dp, row, k);
        whole += e;
    }
    return sum / whole;
}

void softmax_backward(const Mat *p, const Mat *dp, Mat *dz)
{
    enum { LEVELS = 6 };
    if (!mat_same("softmax_backward", p, dp) ||
        !mat_same("softmax_backward", p, dz))
        return;
    Mat kept = mat_copy(dp); /* which may be written over */
    for (size_t i = 0; i < p->rows; i++)
        for (size_t c = 0; c < p->cols; c++) {
            double d[LEVELS], h = 0.25, power = 4;
            for (size_t n = 0; n < LEVELS; n++, h /= 2)
                d[n] = (weighted(p, &kept, i, c, h) -
                        weighted(p, &kept, i, c, -h)) /
                       (2 * h);
            for (size_t n = LEVELS - 1; n > 0; n--, power *= 4)
                for (size_t k = 0; k < n; k++)
                    d[k] = (power * d[k + 1] - d[k]) / (power - 1);
            AT(dz, i, c) = (real)d[0];
        }
    mat_free(&kept);
}
