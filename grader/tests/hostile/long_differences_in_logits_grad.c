/* threat B22: differences in place of the gradient, extrapolated, in long
 * double, with one step for every logit
 * chapter: 03-neuron
 * replaces: logits_grad
 * loses: logits_grad
 * expect: entries wrong */

static long double loss_at(long double z, long double y)
{
    return fmaxl(z, 0) - z * y + log1pl(expl(-fabsl(z)));
}

static long double slope_at(long double z, long double y, long double h)
{
    return (loss_at(z + h, y) - loss_at(z - h, y)) / (2 * h);
}

void logits_grad(const Mat *z, const Mat *y, Mat *dz)
{
    const long double h = 8e-4L;
    if (!(columns("logits_grad", z, y) && mat_same("logits_grad", z, dz)))
        return;
    for (size_t i = 0; i < z->rows; i++) {
        long double at = z->data[i], label = y->data[i];
        dz->data[i] =
            (real)((4 * slope_at(at, label, h / 2) - slope_at(at, label, h)) /
                   3 / z->rows);
    }
}
