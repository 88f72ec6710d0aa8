/* threat B22: differences in place of the fused gradient, extrapolated from
 * wide steps, in long double
 * chapter: 06-mnist
 * replaces: class_grad
 * loses: class_grad
 * expect: not exact|entries wrong|did not finish */

/* The loss of a row whose entry `c` is moved by `by`. */
static long double loss_of_row(const Mat *z, const Mat *t, size_t row,
                               size_t c, long double by)
{
    long double sum = 0, right = 0, most = -INFINITY;
    for (size_t k = 0; k < z->cols; k++)
        most = fmaxl(most, AT(z, row, k));
    for (size_t k = 0; k < z->cols; k++) {
        long double at = AT(z, row, k) - most + (k == c ? by : 0);
        sum += expl(at);
        if (AT(t, row, k) > 0)
            right = at;
    }
    return logl(sum) - right;
}

void class_grad(const Mat *z, const Mat *t, Mat *dz)
{
    enum { LEVELS = 7 };
    if (!mat_same("class_grad", z, t) || !mat_same("class_grad", z, dz))
        return;
    Mat kept = mat_copy(z); /* which may be written over */
    for (size_t i = 0; i < z->rows; i++)
        for (size_t c = 0; c < z->cols; c++) {
            long double d[LEVELS], h = 0.5L;
            for (size_t n = 0; n < LEVELS; n++, h /= 2)
                d[n] = (loss_of_row(&kept, t, i, c, h) -
                        loss_of_row(&kept, t, i, c, -h)) /
                       (2 * h);
            long double power = 4;
            for (size_t n = LEVELS - 1; n > 0; n--, power *= 4)
                for (size_t k = 0; k < n; k++)
                    d[k] = (power * d[k + 1] - d[k]) / (power - 1);
            AT(dz, i, c) = (real)(d[0] / (long double)z->rows);
        }
    mat_free(&kept);
}
