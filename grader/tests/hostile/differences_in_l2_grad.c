/* threat B22: finite differences in place of the slope of the penalty
 * chapter: 07-cifar
 * replaces: l2_grad
 * loses: l2_grad
 * expect: wrong|did not finish */

void l2_grad(Net *net, double lambda)
{
    const double e = 6e-6;
    Param params[2 * NET_MOST];
    size_t count = net_params(net, params);
    for (size_t i = 0; i < count; i++)
        for (size_t k = 0; k < mat_size(params[i].value); k++) {
            real *at = &params[i].value->data[k], kept = *at;
            *at = (real)(kept + e);
            double up = l2_loss(net, lambda);
            *at = (real)(kept - e);
            double down = l2_loss(net, lambda);
            *at = kept;
            params[i].grad->data[k] += (real)((up - down) / (2 * e));
        }
}
