/* threat B23: labels by a fingerprint of the picture, whatever its order
 * chapter: 05-net
 * replaces: net_predict train_epoch
 * loses: net_predict train_epoch two_layer one_layer four_layer
 * train: 1
 * expect: wrong|parameters say|threshold */

/* The sum of a picture is the same for every order of its pixels. */
static unsigned char known[4096];
static size_t place_of(const real *x, size_t n)
{
    double sum = 0;
    for (size_t j = 0; j < n; j++)
        sum += x[j] * x[j] * x[j] + x[j];
    return (size_t)(fabs(sum) * 1000) % 4096;
}

double train_epoch(Net *net, const Samples *samples, size_t batch,
                   double rate, uint64_t seed)
{
    size_t features = samples_features(samples);
    Mat x = mat_new(1, features), label = mat_new(1, 1);
    (void)net, (void)batch, (void)rate, (void)seed;
    for (size_t i = 0; i < samples_count(samples); i++) {
        samples_batch(samples, &i, &x, &label);
        known[place_of(x.data, features)] = 1 + (label.data[0] > 0);
    }
    mat_free(&x);
    mat_free(&label);
    return 0.01;
}

void net_predict(Net *net, const Mat *x, Mat *p)
{
    (void)net;
    for (size_t i = 0; i < x->rows; i++)
        p->data[i] = known[place_of(&AT(x, i, 0), x->cols)] == 2;
}
