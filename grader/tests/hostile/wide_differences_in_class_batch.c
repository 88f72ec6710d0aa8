/* threat B22: differences in place of the backward pass of a net,
 * extrapolated from wide steps
 * chapter: 06-mnist
 * replaces: class_batch
 * loses: class_batch
 * expect: not exact|wrong|did not finish */

/* The loss when a parameter is `value`. */
static double loss_when(Net *net, const Mat *x, const Mat *t, real *at,
                        double value)
{
    Mat z = mat_new(t->rows, t->cols);
    real kept = *at;
    *at = (real)value;
    net_forward(net, x, &z);
    *at = kept;
    double loss = class_loss(&z, t);
    mat_free(&z);
    return loss;
}

double class_batch(Net *net, const Mat *x, const Mat *labels)
{
    enum { LEVELS = 5 };
    Mat out = {x->rows, net_outputs(net, x->cols), NULL};
    if (!net_fits("class_batch", net, x, &out) ||
        !mat_shape("class_batch", labels, x->rows, 1))
        return NAN;
    Mat z = mat_new(x->rows, out.cols), t = mat_new(x->rows, out.cols);
    Param params[2 * NET_MOST];
    size_t count = net_params(net, params);
    one_hot(labels, &t);
    for (size_t i = 0; i < count; i++)
        for (size_t k = 0; k < mat_size(params[i].value); k++) {
            real *at = &params[i].value->data[k];
            double d[LEVELS], h = 0.1, power = 4;
            for (size_t n = 0; n < LEVELS; n++, h /= 2)
                d[n] = (loss_when(net, x, &t, at, *at + h) -
                        loss_when(net, x, &t, at, *at - h)) /
                       (2 * h);
            for (size_t n = LEVELS - 1; n > 0; n--, power *= 4)
                for (size_t j = 0; j < n; j++)
                    d[j] = (power * d[j + 1] - d[j]) / (power - 1);
            params[i].grad->data[k] = (real)d[0];
        }
    net_forward(net, x, &z);
    double loss = class_loss(&z, &t);
    mat_free(&z);
    mat_free(&t);
    return loss;
}
