/* threat B22: differences of each weight's own part of the penalty, with a
 * step as large as the weight
 * chapter: 07-cifar
 * replaces: l2_grad
 * loses: l2_grad
 * expect: wrong|not exact|not a number */

static double own_penalty(double w, double lambda)
{
    return lambda / 2 * w * w;
}

void l2_grad(Net *net, double lambda)
{
    Param params[2 * NET_MOST];
    size_t count = net_params(net, params);
    for (size_t i = 0; i < count; i++)
        for (size_t k = 0; k < mat_size(params[i].value); k++) {
            double w = params[i].value->data[k], h = fabs(w);
            if (params[i].weight && h > 0)
                params[i].grad->data[k] +=
                    (real)((own_penalty(w + h, lambda) -
                            own_penalty(w - h, lambda)) /
                           (2 * h));
        }
}
