/* threat B22: differences of each weight's own part of the penalty, in long
 * double
 * chapter: 07-cifar
 * replaces: l2_grad
 * loses: l2_grad
 * expect: wrong|not exact|not a number */

static long double own_penalty(long double w, double lambda)
{
    return lambda / 2 * w * w;
}

void l2_grad(Net *net, double lambda)
{
    Param params[2 * NET_MOST];
    size_t count = net_params(net, params);
    for (size_t i = 0; i < count; i++)
        for (size_t k = 0; k < mat_size(params[i].value); k++) {
            long double w = params[i].value->data[k];
            if (params[i].weight)
                params[i].grad->data[k] +=
                    (real)((own_penalty(w + 1, lambda) -
                            own_penalty(w - 1, lambda)) /
                           2);
        }
}
