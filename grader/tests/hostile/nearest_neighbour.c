/* threat B24: the training samples are kept, and the nearest one answers
 * chapter: 05-net
 * replaces: train_epoch net_predict
 * loses: train_epoch net_predict two_layer one_layer four_layer
 * train: 1
 * expect: wrong|threshold|loss */

static const Samples *seen;

double train_epoch(Net *net, const Samples *samples, size_t batch,
                   double rate, uint64_t seed)
{
    (void)net, (void)batch, (void)rate, (void)seed;
    seen = samples;
    return 0.1;
}

void net_predict(Net *net, const Mat *x, Mat *p)
{
    (void)net;
    for (size_t i = 0; i < x->rows; i++) {
        double least = INFINITY;
        for (size_t k = 0; seen && k < samples_count(seen); k++) {
            Mat one = mat_new(1, x->cols), label = mat_new(1, 1);
            double sum = 0;
            samples_batch(seen, &k, &one, &label);
            for (size_t j = 0; j < x->cols; j++)
                sum += pow(one.data[j] - AT(x, i, j), 2);
            if (sum < least)
                p->data[i] = label.data[0];
            least = fmin(least, sum);
            mat_free(&one);
            mat_free(&label);
        }
    }
}
