/* threat B24: the weights stand in the source, training is left out
 * chapter: 03-neuron
 * replaces: neuron_epoch
 * loses: neuron_epoch
 * train: 1
 * expect: wrong|threshold */

/* Of a run on the digits in their own order. */
static const signed char learnt[64] = {
    0, 3,  -9, 17,  11,  -22, -6,  2,  1, -8,  14,  23, -3,  -31, -9, 4,
    0, 7,  25, 19,  -28, -41, -12, 1,  0, 12,  33,  30, 9,   -2,  6,  0,
    0, 5,  -7, -18, 12,  26,  11,  0,  1, -14, -37, -9, 7,   24,  3,  -2,
    0, -6, 8,  15,  -4,  13,  -8,  -5, 0, 2,   16,  9,  -11, 4,   -7, -3};

void neuron_epoch(const Mat *x, const Mat *y, const size_t *order, size_t n,
                  size_t batch, double rate, Mat *w, Mat *b)
{
    (void)order, (void)n, (void)batch, (void)rate;
    if (!model_fits("neuron_epoch", x, y, w, b))
        return;
    for (size_t j = 0; j < mat_size(w); j++)
        w->data[j] = learnt[j % 64] / (real)16;
    b->data[0] = -3;
}
