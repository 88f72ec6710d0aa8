/* threat B26: state from run to run: the best weights so far go on
 * chapter: 05-net
 * replaces: train_epoch
 * loses: two_layer
 * train: 1
 * expect: wrong|gradient descent|threshold */

static double best = INFINITY;
static Mat kept[2 * NET_MOST];

double train_epoch(Net *net, const Samples *samples, size_t batch,
                   double rate, uint64_t seed)
{
    Param params[2 * NET_MOST];
    size_t count = net_params(net, params);
    double loss = honest_train_epoch(net, samples, batch, rate, seed);
    if (samples_count(samples) < 500)
        return loss;
    bool same = kept[0].rows == params[0].value->rows &&
                kept[0].cols == params[0].value->cols;
    if (!same)
        best = INFINITY;
    for (size_t i = 0; i < count; i++) {
        if (!same)
            kept[i] = mat_copy(params[i].value);
        else if (loss < best)
            mat_assign(params[i].value, &kept[i]);
        else
            mat_assign(&kept[i], params[i].value);
    }
    best = fmin(best, loss);
    return loss;
}
