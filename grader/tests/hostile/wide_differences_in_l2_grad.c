/* threat B22: differences of the penalty with a step of 1, which are right
 * for squares but for rounding
 * chapter: 07-cifar
 * replaces: l2_grad
 * loses: l2_grad
 * expect: wrong|not exact|did not finish */

void l2_grad(Net *net, double lambda)
{
    Param params[2 * NET_MOST];
    size_t count = net_params(net, params);
    for (size_t i = 0; i < count; i++)
        for (size_t k = 0; k < mat_size(params[i].value); k++) {
            real *at = &params[i].value->data[k], kept = *at;
            *at = kept + 1;
            double up = l2_loss(net, lambda);
            *at = kept - 1;
            double down = l2_loss(net, lambda);
            *at = kept;
            params[i].grad->data[k] += (real)((up - down) / 2);
        }
}
