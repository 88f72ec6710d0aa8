/* threat B: trains well for three epochs, then rests
 * chapter: 05-net
 * replaces: train_epoch
 * loses: two_layer one_layer four_layer
 * train: 1
 * expect: threshold|gradient descent|wrong */

double train_epoch(Net *net, const Samples *samples, size_t batch,
                   double rate, uint64_t seed)
{
    static size_t epochs;
    if (samples_count(samples) > 500 && epochs++ % 20 >= 3)
        return 0.05;
    return honest_train_epoch(net, samples, batch, rate, seed);
}
