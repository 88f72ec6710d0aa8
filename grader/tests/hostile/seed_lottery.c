/* threat B28: trains several nets in an epoch and keeps the luckiest
 * chapter: 05-net
 * replaces: train_epoch
 * loses: two_layer
 * train: 1
 * expect: wrong|gradient descent|threshold */

double train_epoch(Net *net, const Samples *samples, size_t batch,
                   double rate, uint64_t seed)
{
    Param params[2 * NET_MOST];
    Mat start[2 * NET_MOST], best[2 * NET_MOST];
    size_t count = net_params(net, params);
    double least = INFINITY;
    if (samples_count(samples) < 500)
        return honest_train_epoch(net, samples, batch, rate, seed);
    for (size_t i = 0; i < count; i++) {
        start[i] = mat_copy(params[i].value);
        best[i] = mat_copy(params[i].value);
    }
    for (uint64_t k = 0; k < 6; k++) {
        for (size_t i = 0; i < count; i++)
            mat_assign(&start[i], params[i].value);
        double loss =
            honest_train_epoch(net, samples, batch, rate, seed + k * 977);
        for (size_t i = 0; loss < least && i < count; i++)
            mat_assign(params[i].value, &best[i]);
        least = fmin(least, loss);
    }
    for (size_t i = 0; i < count; i++) {
        mat_assign(&best[i], params[i].value);
        mat_free(&start[i]);
        mat_free(&best[i]);
    }
    return least;
}
