/* threat B22: differences in place of the gradient, extrapolated from wide
 * steps that grow with the logit
 * chapter: 03-neuron
 * replaces: logits_grad
 * loses: logits_grad
 * expect: entries wrong */

static double loss_at(double z, double y)
{
    return fmax(z, 0) - z * y + log1p(exp(-fabs(z)));
}

void logits_grad(const Mat *z, const Mat *y, Mat *dz)
{
    enum { LEVELS = 8 };
    if (!(columns("logits_grad", z, y) && mat_same("logits_grad", z, dz)))
        return;
    for (size_t i = 0; i < z->rows; i++) {
        double at = z->data[i], label = y->data[i], d[LEVELS];
        double h = fmax(6.3, fabs(at) / 2), power = 4;
        for (size_t n = 0; n < LEVELS; n++, h /= 2)
            d[n] =
                (loss_at(at + h, label) - loss_at(at - h, label)) / (2 * h);
        for (size_t n = LEVELS - 1; n > 0; n--, power *= 4)
            for (size_t k = 0; k < n; k++)
                d[k] = (power * d[k + 1] - d[k]) / (power - 1);
        dz->data[i] = (real)(d[0] / (double)z->rows);
    }
}
