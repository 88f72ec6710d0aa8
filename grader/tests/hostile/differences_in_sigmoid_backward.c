/* threat B22: finite differences, extrapolated, in place of the sigmoid's
 * backward pass
 * chapter: 04-linear
 * replaces: sigmoid_backward
 * loses: sigmoid_layer
 * expect: entries wrong */

enum { LEVELS = 5 };

/* Central differences with halved steps, extrapolated by Romberg's scheme. */
static double slope(double y)
{
    double x = log(y / (1 - y)), d[LEVELS], h = 0.4;
    for (int i = 0; i < LEVELS; i++, h /= 2) {
        double factor = 4,
               last =
                   (1 / (1 + exp(-x - h)) - 1 / (1 + exp(-x + h))) / (2 * h);
        for (int j = 0; j < i; j++, factor *= 4) {
            double finer = last + (last - d[j]) / (factor - 1);
            d[j] = last;
            last = finer;
        }
        d[i] = last;
    }
    return d[LEVELS - 1];
}

void sigmoid_backward(const Mat *y, const Mat *dy, Mat *dx)
{
    if (!mat_same("sigmoid_backward", y, dy) ||
        !mat_same("sigmoid_backward", dy, dx))
        return;
    for (size_t i = 0; i < mat_size(y); i++) {
        double v = y->data[i];
        dx->data[i] = v > 0 && v < 1 ? (real)(dy->data[i] * slope(v)) : 0;
    }
}
